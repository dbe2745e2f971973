import type { Token } from '../text/tokens.ts'
import { type Features, Places } from './places.ts'

/**
 * A linear model over features of texts: for each feature one weight for each class. Weights are whole numbers from -127 to 127, to be
 * multiplied by their feature's `unit`: a quarter of the memory, and nobody could tell the difference.
 */
export type Model = {
  readonly classes: number
  readonly features: Features
  /** How much each feature tells at all: the rarer, the more. */
  readonly tells: Float32Array
  readonly units: Float32Array
  readonly weights: Int8Array
  readonly bias: Float32Array
}

/** A text as places of features with what each of them counts; as a whole it has the length 1, however long the text. */
export type Row = { readonly at: Int32Array; readonly value: Float32Array }

/** What a model makes of a text. */
export type Chances = {
  /** For each class the chance that the text is about it; together 1. */
  readonly of: Float32Array
  /** The part of the text's words that the model has ever met, 0 to 1. */
  readonly known: number
}

export function chances(model: Model, tokens: readonly Token[]): Chances {
  const { classes, units, weights, bias, features } = model
  const row = readRow(model, tokens)
  const of = Float32Array.from(bias)
  for (let i = 0; i < row.at.length; i++) {
    const place = row.at[i] ?? 0
    const by = (row.value[i] ?? 0) * (units[place] ?? 0)
    let from = place * classes
    for (let k = 0; k < classes; k++) of[k] = (of[k] ?? 0) + (weights[from++] ?? 0) * by
  }
  const known = tokens.filter(({ letters }) => features.words.has(letters)).length
  return { of: softmax(of), known: tokens.length === 0 ? 0 : known / tokens.length }
}

const lookUps = new WeakMap<Features, Places>()

function readRow({ features, tells }: Model, tokens: readonly Token[]): Row {
  const places = lookUps.get(features) ?? new Places(features)
  lookUps.set(features, places)
  const at = new Set<number>()
  places.each(tokens, place => at.add(place))
  return weighted([...at], tells)
}

/** The row of these features, as they are found while a model is learned; `places` has the place of each. */
export function rowOf(
  places: ReadonlyMap<string, number>,
  tells: Float32Array,
  found: readonly string[],
): Row {
  const at = new Set(found.flatMap(feature => places.get(feature) ?? []))
  return weighted([...at], tells)
}

function weighted(places: readonly number[], tells: Float32Array): Row {
  const at = Int32Array.from(places)
  const value = new Float32Array(at.length)
  let square = 0
  for (let i = 0; i < at.length; i++) {
    const told = tells[at[i] ?? 0] ?? 0
    value[i] = told
    square += told * told
  }
  const length = Math.sqrt(square) || 1
  for (let i = 0; i < value.length; i++) value[i] = (value[i] ?? 0) / length
  return { at, value }
}

/** In place: from whatever numbers to chances that come to 1 together. */
export function softmax(of: Float32Array): Float32Array {
  let most = Number.NEGATIVE_INFINITY
  for (const one of of) if (one > most) most = one
  let sum = 0
  for (let k = 0; k < of.length; k++) {
    const one = Math.exp((of[k] ?? 0) - most)
    of[k] = one
    sum += one
  }
  for (let k = 0; k < of.length; k++) of[k] = (of[k] ?? 0) / sum
  return of
}
