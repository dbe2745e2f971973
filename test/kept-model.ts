import { BESIDE_PACKAGES, modelKeptIn } from '../src/library/kept-model.ts'
import { keepModelsIn } from '../src/understanding/learned/kept.ts'

// What is learned from the content is the same in every file of tests; the first that needs it learns it for all.
keepModelsIn(modelKeptIn(BESIDE_PACKAGES))
