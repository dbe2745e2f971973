import { soundOf } from '../text/syllable.ts'
import type { Token } from '../text/tokens.ts'

/**
 * Where the row of each feature of features.ts is: of single words by what is written. Behind them come each two words that follow one
 * another and each two with one between, by the keys of the two, in order: as strings they took ten times the memory, and most of the
 * time that a start takes to read them.
 */
export type Features = {
  readonly words: ReadonlyMap<string, number>
  readonly pairs: Float64Array
  readonly skips: Float64Array
}

/** These features with a place for each; `inOrder` names them by their places. Two words have none unless each of them is a feature too. */
export function featuresFrom(all: readonly string[]): {
  features: Features
  inOrder: readonly string[]
} {
  const apart = all.map(feature => ({ feature, words: feature.split(' ') }))
  const single = all.filter(feature => !feature.includes(' '))
  const words = new Map(single.map((word, place) => [word, place]))
  const withKeys = (length: number) =>
    apart
      .filter(one => one.words.length === length)
      .flatMap(({ feature, words: [first = '', ...others] }) => {
        const key = keyOf(words.size, words.get(first), words.get(others.at(-1) ?? ''))
        return key === null ? [] : [{ feature, key }]
      })
      .sort((a, b) => a.key - b.key)
  const [pairs, skips] = [withKeys(2), withKeys(3)]
  return {
    features: {
      words,
      pairs: Float64Array.from(pairs, ({ key }) => key),
      skips: Float64Array.from(skips, ({ key }) => key),
    },
    inOrder: [...single, ...pairs.map(({ feature }) => feature), ...skips.map(({ feature }) => feature)],
  }
}

function keyOf(words: number, first: number | undefined, second: number | undefined): number | null {
  return first === undefined || second === undefined ? null : first * words + second
}

export function countOf({ words, pairs, skips }: Features): number {
  return words.size + pairs.length + skips.length
}

/** A word as features name it: the places of it as it sounds, and as it is written without its accents and with them. */
type Word = { readonly plain: number | undefined; readonly sound: number | undefined }
type Known = Word & { readonly marked: Map<string, number | undefined> }

/** Looks up the features of a text, in the order of features.ts, without making a string of each two words. */
export class Places {
  private readonly features: Features
  private readonly known = new Map<string, Known>()

  constructor(features: Features) {
    this.features = features
  }

  /** Calls back with the place of each feature that the model has; the same one may come twice. */
  each(tokens: readonly Token[], found: (at: number) => void): void {
    const { words, pairs, skips } = this.features
    const tell = (at: number | undefined) => {
      if (at !== undefined) found(at)
    }
    const pair = (
      keys: Float64Array,
      from: number,
      first: number | undefined,
      second: number | undefined,
    ) => {
      const key = keyOf(words.size, first, second)
      const at = key === null ? -1 : placeIn(keys, key)
      if (at >= 0) found(from + at)
    }
    const known = tokens.map(token => this.knownOf(token))
    for (const [at, { plain, sound, marked }] of known.entries()) {
      tell(plain)
      tell(sound)
      tell(marked)
      const next = known[at + 1]
      if (!next) continue
      pair(pairs, words.size, plain, next.plain)
      pair(pairs, words.size, marked, next.marked)
      const afterNext = known[at + 2]
      if (afterNext) pair(skips, words.size + pairs.length, plain, afterNext.plain)
    }
  }

  private knownOf({ letters, marks }: Token): Word & { readonly marked: number | undefined } {
    const { words } = this.features
    let known = this.known.get(letters)
    if (!known) {
      known = { plain: words.get(letters), sound: words.get(`~${soundOf(letters)}`), marked: new Map() }
      if (this.known.size < MOST_REMEMBERED) this.known.set(letters, known)
    }
    const { plain, sound, marked } = known
    if (marks === '') return { plain, sound, marked: undefined }
    if (!marked.has(marks)) marked.set(marks, words.get(letters + marks))
    return { plain, sound, marked: marked.get(marks) }
  }
}

/** Texts of other languages shall not fill the memory. */
const MOST_REMEMBERED = 20_000

/** The place of a number in a list in rising order; -1 where it has none. */
function placeIn(sorted: Float64Array, wanted: number): number {
  let from = 0
  let to = sorted.length - 1
  while (from <= to) {
    const middle = (from + to) >> 1
    const one = sorted[middle] ?? 0
    if (one === wanted) return middle
    if (one < wanted) from = middle + 1
    else to = middle - 1
  }
  return -1
}
