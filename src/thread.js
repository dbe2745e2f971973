import module from 'node:module'
import { workerData } from 'node:worker_threads'

/**
 * Where every thread begins, as main.ts does: with the cache of what was compiled. This file is JavaScript because a
 * thread that has to strip types before that keeps 17 MB for it.
 */
module.enableCompileCache()
await import(workerData.module)
module.flushCompileCache()
