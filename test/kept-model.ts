import { join } from 'node:path'
import { modelKeptIn } from '../src/library/kept-model.ts'
import { keepModelsIn } from '../src/understanding/learned/kept.ts'

// What is learned from the content is the same in every file of tests; the first that needs it learns it for all.
keepModelsIn(modelKeptIn(join('node_modules', '.cache', 'dan-loi')))
