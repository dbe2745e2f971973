import { createHash } from 'node:crypto'
import type { Model } from './model.ts'
import { pack, unpack } from './packed.ts'
import { type Lesson, METHOD, train } from './train.ts'

/** Where a model may be kept from one start to the next, by what it was learned from. It may be lost at any time. */
export type Keeper = {
  get(lessons: string): Uint8Array | null
  keep(lessons: string, model: Uint8Array): void
}

let keeper: Keeper = { get: () => null, keep: () => {} }
/** What was learned last: another knowledge with the same lessons, such as one with an official list beside it, shares it. */
let last: { readonly lessons: string; readonly model: Model } | null = null

/** Learning takes a second or two; whoever has a disk lends a corner of it before the first index is built. */
export function keepModelsIn(lent: Keeper): void {
  keeper = lent
}

/**
 * The model of these lessons: as it was kept, else learned now. `source` is all that the lessons are made of, so that they need not be
 * made where their model is known.
 */
export function learned(
  source: readonly unknown[],
  lessons: () => readonly Lesson[],
  classes: number,
): Model {
  const print = printOf(source, classes)
  if (last?.lessons !== print)
    last = { lessons: print, model: kept(print, classes) ?? learnNow(print, lessons(), classes) }
  return last.model
}

function kept(print: string, classes: number): Model | null {
  const bytes = keeper.get(print)
  const model = bytes && unpack(bytes)
  return model?.classes === classes ? model : null
}

function learnNow(print: string, lessons: readonly Lesson[], classes: number): Model {
  const model = train(lessons, classes)
  keeper.keep(print, pack(model))
  return model
}

/** Changes with everything that the lessons are made of, and with how it is learned. */
function printOf(source: readonly unknown[], classes: number): string {
  return createHash('sha256')
    .update(JSON.stringify([METHOD, classes, source]))
    .digest('base64url')
}
