import { isAccented } from '../ranking/phrase.ts'
import type { Token } from '../text/tokens.ts'
import { addCounted } from './counts.ts'
import { featuresOf } from './features.ts'
import { type Model, type Row, rowOf, softmax } from './model.ts'
import { type Features, featuresFrom } from './places.ts'

/** A text of which it is known which class it is about. */
export type Lesson = { readonly about: number; readonly tokens: readonly Token[] }

/** How it is learned; found by trying on the development set (docs/decisions.md). */
const ROUNDS = 2
const RATE = 6
/** A feature of few lessons is learned by heart and helps nobody else. */
const FEWEST_LESSONS = 3
/** Classes with few lessons are heard this much louder: 0 not at all, 1 as if all had the same number. */
const EVENING = 0.5
/** A slip smaller than this teaches nothing, and most are. */
const LEAST_SLIP = 1e-2
const SEED = 7
/** Changes with whatever above or in features.ts changes what is learned. */
export const METHOD = 'softmax, words sounds accents pairs skips, 2 rounds, counts, 5'

/**
 * Learns a softmax regression by going over the lessons a few times, in turns as they are written and as they would be typed without
 * accents, and adds what counting tells. The same lessons in the same order give the same model, bit by bit, on every machine.
 */
export function train(lessons: readonly Lesson[], classes: number): Model {
  const found = lessons.map(({ tokens }) => featuresOf(tokens))
  const { features, places, tells } = worthLearning(found)
  const written = found.map(one => rowOf(places, tells, one))
  const plain = lessons.map(({ tokens }, at) =>
    isAccented(tokens) ? rowOf(places, tells, featuresOf(tokens.map(withoutMarks))) : written[at],
  )
  const about = Int32Array.from(lessons, lesson => lesson.about)
  const loudness = loudnessOf(about, classes)
  const weights = new Float32Array(places.size * classes)
  const bias = new Float32Array(classes)
  const random = randomFrom(SEED)
  const order = Int32Array.from(lessons.keys())
  const steps = lessons.length * ROUNDS
  const told = new Float32Array(classes)
  for (let step = 0; step < steps; step++) {
    const place = step % lessons.length
    if (place === 0) shuffle(order, random)
    const which = order[place] ?? 0
    const round = (step - place) / lessons.length
    const row = (round % 2 === 0 ? written : plain)[which]
    const right = about[which] ?? 0
    if (!row) continue
    tell(row, weights, bias, told)
    const rate = RATE * (1 - step / steps) * (loudness[right] ?? 1)
    for (let k = 0; k < classes; k++) {
      const slip = (told[k] ?? 0) - (k === right ? 1 : 0)
      if (slip < LEAST_SLIP && slip > -LEAST_SLIP) continue
      const by = rate * slip
      bias[k] = (bias[k] ?? 0) - by / 10
      for (let i = 0; i < row.at.length; i++) {
        const cell = (row.at[i] ?? 0) * classes + k
        weights[cell] = (weights[cell] ?? 0) - by * (row.value[i] ?? 0)
      }
    }
  }
  addCounted(weights, found, places, about, classes)
  return { classes, features, tells, bias, ...inWholeNumbers(weights, classes) }
}

function withoutMarks({ letters }: Token): Token {
  return { letters, marks: '' }
}

/** Of the features that were found in the lessons those that enough of them have, each with how much it tells. */
function worthLearning(found: readonly (readonly string[])[]): {
  features: Features
  places: ReadonlyMap<string, number>
  tells: Float32Array
} {
  const counts = new Map<string, number>()
  for (const one of found)
    for (const feature of new Set(one)) counts.set(feature, (counts.get(feature) ?? 0) + 1)
  const often = [...counts.keys()].filter(feature => (counts.get(feature) ?? 0) >= FEWEST_LESSONS)
  const { features, inOrder } = featuresFrom(often)
  return {
    features,
    places: new Map(inOrder.map((feature, place) => [feature, place])),
    tells: Float32Array.from(inOrder, feature => Math.log(1 + found.length / (counts.get(feature) ?? 1))),
  }
}

function loudnessOf(about: Int32Array, classes: number): Float64Array {
  const lessons = new Float64Array(classes)
  for (const one of about) lessons[one] = (lessons[one] ?? 0) + 1
  const mean = about.length / classes
  return lessons.map(count => (count === 0 ? 1 : (mean / count) ** EVENING))
}

/** What the weights say of a row so far, into `told`. Four features at a time: most of the time goes into fetching weights. */
function tell(row: Row, weights: Float32Array, bias: Float32Array, told: Float32Array): void {
  const classes = told.length
  const { at, value } = row
  told.set(bias)
  for (let i = 0; i < at.length; i += 4) {
    const from = (at[i] ?? 0) * classes
    const second = (at[i + 1] ?? 0) * classes
    const third = (at[i + 2] ?? 0) * classes
    const fourth = (at[i + 3] ?? 0) * classes
    const by = value[i] ?? 0
    const bySecond = value[i + 1] ?? 0
    const byThird = value[i + 2] ?? 0
    const byFourth = value[i + 3] ?? 0
    for (let k = 0; k < classes; k++)
      told[k] =
        (told[k] ?? 0) +
        (weights[from + k] ?? 0) * by +
        (weights[second + k] ?? 0) * bySecond +
        (weights[third + k] ?? 0) * byThird +
        (weights[fourth + k] ?? 0) * byFourth
  }
  softmax(told)
}

function inWholeNumbers(weights: Float32Array, classes: number): Pick<Model, 'units' | 'weights'> {
  const rows = weights.length / classes
  const units = new Float32Array(rows)
  const whole = new Int8Array(weights.length)
  for (let row = 0; row < rows; row++) {
    const own = weights.subarray(row * classes, (row + 1) * classes)
    const most = own.reduce((largest, weight) => Math.max(largest, Math.abs(weight)), 0)
    const unit = most / 127 || 1
    units[row] = unit
    for (let k = 0; k < classes; k++) whole[row * classes + k] = Math.round((own[k] ?? 0) / unit)
  }
  return { units, weights: whole }
}

function shuffle(order: Int32Array, random: () => number): void {
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    const kept = order[last] ?? 0
    order[last] = order[other] ?? 0
    order[other] = kept
  }
}

/** A linear congruential generator (constants of Numerical Recipes): all that shuffling needs, and the same everywhere. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
