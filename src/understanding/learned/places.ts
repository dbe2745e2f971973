import { soundOf } from '../text/syllable.ts'
import type { Token } from '../text/tokens.ts'

/** A word as features name it: its number, and the places of its own feature and of its sound's, -1 where there is none. */
type Word = { readonly number: number; readonly at: number; readonly soundAt: number }
type Known = { readonly plain: Word; readonly marked: Map<string, Word> }

/** A number beyond those of all words that features name. */
const MOST_WORDS = 2 ** 20
const NOWHERE = -1

/**
 * Looks up features.ts's features of a text, in its order, without making a string of each two words: most of what reading a message
 * cost went into those.
 */
export class Places {
  private readonly features: ReadonlyMap<string, number>
  private readonly numbers = new Map<string, number>()
  private readonly pairs = new Map<number, number>()
  private readonly skips = new Map<number, number>()
  private readonly known = new Map<string, Known>()

  constructor(features: ReadonlyMap<string, number>) {
    this.features = features
    for (const [feature, at] of features) {
      const [first, middle, last] = feature.split(' ')
      if (first === undefined || middle === undefined) continue
      if (last === undefined) this.pairs.set(this.keyOf(first, middle), at)
      else this.skips.set(this.keyOf(first, last), at)
    }
  }

  /** Calls back with the place of each feature that the model has; the same one may come twice. */
  each(tokens: readonly Token[], found: (at: number) => void): void {
    const words = tokens.map(token => this.wordOf(token))
    for (const [at, { plain, marked }] of words.entries()) {
      if (plain.at !== NOWHERE) found(plain.at)
      if (plain.soundAt !== NOWHERE) found(plain.soundAt)
      if (marked && marked.at !== NOWHERE) found(marked.at)
      const next = words[at + 1]
      if (!next) continue
      tell(this.pairs.get(plain.number * MOST_WORDS + next.plain.number), found)
      if (marked && next.marked) tell(this.pairs.get(marked.number * MOST_WORDS + next.marked.number), found)
      const afterNext = words[at + 2]
      if (afterNext) tell(this.skips.get(plain.number * MOST_WORDS + afterNext.plain.number), found)
    }
  }

  private wordOf({ letters, marks }: Token): { plain: Word; marked: Word | null } {
    let known = this.known.get(letters)
    if (!known) {
      const soundAt = this.features.get(`~${soundOf(letters)}`) ?? NOWHERE
      known = { plain: this.word(letters, soundAt), marked: new Map() }
      if (this.known.size < MOST_REMEMBERED) this.known.set(letters, known)
    }
    if (marks === '') return { plain: known.plain, marked: null }
    let marked = known.marked.get(marks)
    if (!marked) {
      marked = this.word(letters + marks, NOWHERE)
      known.marked.set(marks, marked)
    }
    return { plain: known.plain, marked }
  }

  private word(written: string, soundAt: number): Word {
    // No pair has a word without a number.
    return {
      number: this.numbers.get(written) ?? MOST_WORDS - 1,
      at: this.features.get(written) ?? NOWHERE,
      soundAt,
    }
  }

  private keyOf(first: string, second: string): number {
    return this.numberOf(first) * MOST_WORDS + this.numberOf(second)
  }

  private numberOf(word: string): number {
    const known = this.numbers.get(word)
    if (known !== undefined) return known
    const number = this.numbers.size
    this.numbers.set(word, number)
    return number
  }
}

/** Texts of other languages shall not fill the memory. */
const MOST_REMEMBERED = 20_000

function tell(at: number | undefined, found: (at: number) => void): void {
  if (at !== undefined) found(at)
}
