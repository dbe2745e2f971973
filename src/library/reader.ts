import { parentPort, workerData } from 'node:worker_threads'
import { loadKnowledge } from '../catalogue/load.ts'

/**
 * What runs beside the main thread for a moment, so that reading and checking hundreds of files stops nobody. What
 * it hands over is plain data: knowledge loses only its frozenness on the way.
 */
parentPort?.postMessage(loadKnowledge(workerData.folder, workerData.options))
