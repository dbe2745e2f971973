import type { Model } from './model.ts'
import { countOf } from './places.ts'

/** Tells a model of this form from whatever else may lie in a file. */
const FORM = 'dan-loi model 2'

/** A model as bytes: a line of JSON with the words that are features, then its numbers, those of eight bytes first. */
export function pack({ classes, features, tells, units, weights, bias }: Model): Uint8Array {
  const head = new TextEncoder().encode(
    JSON.stringify({
      form: FORM,
      classes,
      words: [...features.words.keys()],
      pairs: features.pairs.length,
      skips: features.skips.length,
    }),
  )
  const start = aligned(4 + head.length)
  const numbers = [features.pairs, features.skips, tells, units, bias, weights]
  const bytes = new Uint8Array(start + numbers.reduce((sum, { byteLength }) => sum + byteLength, 0))
  new DataView(bytes.buffer).setUint32(0, head.length)
  bytes.set(head, 4)
  let at = start
  for (const list of numbers) {
    bytes.set(new Uint8Array(list.buffer, list.byteOffset, list.byteLength), at)
    at += list.byteLength
  }
  return bytes
}

/** The model in these bytes, or null where they hold none of this form. Never throws. */
export function unpack(bytes: Uint8Array): Model | null {
  try {
    // Its lists have to lie at places that eight divides; a file read as a whole begins at 0.
    const own = bytes.byteOffset === 0 ? bytes : bytes.slice()
    const length = new DataView(own.buffer).getUint32(0)
    const head: Head = JSON.parse(new TextDecoder().decode(own.subarray(4, 4 + length)))
    if (head.form !== FORM) return null
    const { classes, words } = head
    let at = aligned(4 + length)
    const after = <List extends { readonly byteLength: number }>(list: List) => {
      at += list.byteLength
      return list
    }
    const features = {
      words: new Map(words.map((word, place) => [word, place])),
      pairs: after(new Float64Array(own.buffer, at, head.pairs)),
      skips: after(new Float64Array(own.buffer, at, head.skips)),
    }
    const rows = countOf(features)
    const floats = (count: number) => after(new Float32Array(own.buffer, at, count))
    const model = {
      classes,
      features,
      tells: floats(rows),
      units: floats(rows),
      bias: floats(classes),
      weights: new Int8Array(own.buffer, at, rows * classes),
    }
    return at + model.weights.byteLength === own.length ? model : null
  } catch {
    return null
  }
}

type Head = { form: string; classes: number; words: string[]; pairs: number; skips: number }

function aligned(place: number): number {
  return Math.ceil(place / 8) * 8
}
