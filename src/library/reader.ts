import { parentPort, workerData } from 'node:worker_threads'
import { loadKnowledge } from '../catalogue/load.ts'
import { keepModelsIn } from '../understanding/learned/kept.ts'
import { warmUp } from '../understanding/understand.ts'
import { modelKeptIn } from './kept-model.ts'

/**
 * What runs beside the main thread for a moment, so that reading and checking hundreds of files stops nobody. What
 * it hands over is plain data: knowledge loses only its frozenness on the way.
 */
const { folder, options, modelsIn } = workerData
const loaded = loadKnowledge(folder, options)
if (loaded.kind === 'ok') {
  // Learning takes seconds; kept in a file, the main thread only reads it.
  keepModelsIn(modelKeptIn(modelsIn))
  warmUp(loaded.knowledge)
}
parentPort?.postMessage(loaded)
