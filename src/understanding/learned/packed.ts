import type { Model } from './model.ts'

/** Tells a model of this form from whatever else may lie in a file. */
const FORM = 'dan-loi model 1'

/** A model as bytes: a line of JSON with its features, then its numbers, each list at a place that four divides. */
export function pack({ classes, features, tells, units, weights, bias }: Model): Uint8Array {
  const head = new TextEncoder().encode(
    JSON.stringify({ form: FORM, classes, features: [...features.keys()] }),
  )
  const start = aligned(4 + head.length)
  const numbers = [tells, units, bias, weights]
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
    // Its lists have to lie at places that four divides; a file read as a whole begins at 0.
    const own = bytes.byteOffset === 0 ? bytes : bytes.slice()
    const length = new DataView(own.buffer).getUint32(0)
    const head: Head = JSON.parse(new TextDecoder().decode(own.subarray(4, 4 + length)))
    if (head.form !== FORM) return null
    const { classes, features } = head
    const rows = features.length
    let at = aligned(4 + length)
    const floats = (count: number) => {
      const list = new Float32Array(own.buffer, at, count)
      at += list.byteLength
      return list
    }
    const model = {
      classes,
      features: new Map(features.map((feature, place) => [feature, place])),
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

type Head = { form: string; classes: number; features: string[] }

function aligned(place: number): number {
  return Math.ceil(place / 4) * 4
}
