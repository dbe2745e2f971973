import { soundOf, toneOf } from './syllable.ts'
import type { Token } from './tokens.ts'

/** Words that belong together, and what sounds like them. */
export type Terms = {
  /** Whether the two stand side by side somewhere, as far as they have accents with just these. */
  isWritten(first: Token, second: Token): boolean
  /** Whether two words, without accents, are one term: "khai sinh". */
  isTerm(first: string, second: string): boolean
  /**
   * Two words that nobody writes side by side, as the term that sounds like them: "thường chú" is "thường trú". Null where the two are
   * written together, or no such term is known. In a text with accents a word without any has none.
   */
  heardAs(first: Token, second: Token, inAccents: boolean): readonly [Token, Token] | null
}

/**
 * Standing together so often, and so many times as often as chance would have it, is no accident any more; and a word that changes into one
 * `rarer` times as frequent is likelier a slip. Without accents most sounds are some word or other.
 */
const ACCENTED = { often: 3, byNoChance: 20, rarer: 5 }
const PLAIN = { often: 5, byNoChance: 60, rarer: 20 }

type Pair = { readonly first: Token; readonly second: Token; count: number; timesChance: number }
type Counted = { readonly words: ReadonlyMap<string, number>; readonly pairs: ReadonlyMap<string, Pair> }

/** `texts` are written with care, with accents; `names` are known to belong together, and nothing is taken for one of them. */
export function termsOf(texts: readonly (readonly Token[])[], names: readonly (readonly Token[])[]): Terms {
  const { words, pairs } = counted(texts)
  const isTerm = ({ count, timesChance }: Pair, { often, byNoChance }: typeof PLAIN) =>
    count >= often && timesChance >= byNoChance
  const terms = [...pairs.values()]
    .filter(pair => isTerm(pair, ACCENTED))
    .toSorted((a, b) => b.count - a.count)
  const letters = new Set(terms.map(lettersOf))
  const together = new Set([...pairs.values(), ...counted(names).pairs.values()].map(lettersOf))
  const bySound = Map.groupBy(
    terms,
    ({ first, second }) => `${soundOf(first.letters)} ${soundOf(second.letters)}`,
  )
  const times = (token: Token) => words.get(written(token)) ?? 0

  const isWritten = (first: Token, second: Token) =>
    first.marks === '' && second.marks === ''
      ? together.has(`${first.letters} ${second.letters}`)
      : pairs.has(`${written(first)} ${written(second)}`)
  return {
    isWritten,
    isTerm: (first, second) => letters.has(`${first} ${second}`),
    heardAs: (first, second, inAccents) => {
      const alike = bySound.get(`${soundOf(first.letters)} ${soundOf(second.letters)}`)
      if (!alike || isWritten(first, second)) return null
      const sure = inAccents ? ACCENTED : PLAIN
      const mayBe = (typed: Token, meant: Token) =>
        typed.letters === meant.letters
          ? !inAccents || typed.marks === meant.marks
          : (!inAccents || toneOf(typed.marks) === toneOf(meant.marks)) &&
            times(typed) * sure.rarer <= times(meant)
      const term = alike.find(
        pair => isTerm(pair, sure) && mayBe(first, pair.first) && mayBe(second, pair.second),
      )
      return term ? [as(term.first, first), as(term.second, second)] : null
    },
  }
}

/** Words are counted as they are written, and, with an empty mark, by their letters alone. */
function counted(texts: readonly (readonly Token[])[]): Counted {
  const words = new Map<string, number>()
  const pairs = new Map<string, Pair>()
  const count = (word: string) => words.set(word, (words.get(word) ?? 0) + 1)
  for (const tokens of texts)
    for (const [at, first] of tokens.entries()) {
      count(first.letters)
      if (first.marks !== '') count(written(first))
      const second = tokens[at + 1]
      if (!second) continue
      const key = `${written(first)} ${written(second)}`
      const known = pairs.get(key)
      if (known) known.count++
      else pairs.set(key, { first, second, count: 1, timesChance: 0 })
    }
  const all = texts.reduce((sum, { length }) => sum + length, 0)
  const often = (token: Token) => words.get(written(token)) ?? 1
  for (const pair of pairs.values())
    pair.timesChance = (pair.count * all) / (often(pair.first) * often(pair.second))
  return { words, pairs }
}

function written({ letters, marks }: Token): string {
  return letters + marks
}

function lettersOf({ first, second }: Pair): string {
  return `${first.letters} ${second.letters}`
}

/** In a text without accents nothing gets any. */
function as(meant: Token, typed: Token): Token {
  if (typed.letters === meant.letters) return typed
  return typed.marks === '' ? { letters: meant.letters, marks: '' } : meant
}
