import { Pairs } from './pairs.ts'
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
/** A word, whatever its accents: how often it comes, with which accents, and by its letters what stands behind it. */
type Word = { count: number; readonly marks: Map<string, number>; readonly behind: Map<string, Pair[]> }

/** `texts` are written with care, with accents; `names` are known to belong together, and nothing is taken for one of them. */
export function termsOf(texts: readonly (readonly Token[])[], names: readonly (readonly Token[])[]): Terms {
  const words = new Map<string, Word>()
  const pairs = texts.flatMap(tokens => countIn(words, tokens))
  const inNames = new Map<string, Word>()
  for (const tokens of names) countIn(inNames, tokens)
  const times = ({ letters, marks }: Token) =>
    (marks === '' ? words.get(letters)?.count : words.get(letters)?.marks.get(marks)) ?? 0
  const all = texts.reduce((sum, { length }) => sum + length, 0)
  for (const pair of pairs) pair.timesChance = (pair.count * all) / (times(pair.first) * times(pair.second))
  const isTerm = ({ count, timesChance }: Pair, { often, byNoChance }: typeof PLAIN) =>
    count >= often && timesChance >= byNoChance
  const bySound = new Pairs<Pair[]>()
  for (const pair of pairs.filter(one => isTerm(one, ACCENTED)).sort((a, b) => b.count - a.count)) {
    const [first, second] = [soundOf(pair.first.letters), soundOf(pair.second.letters)]
    const alike = bySound.get(first, second)
    if (alike) alike.push(pair)
    else bySound.set(first, second, [pair])
  }

  const isWritten = (first: Token, second: Token) => {
    const known = words.get(first.letters)?.behind.get(second.letters)
    return first.marks === '' && second.marks === ''
      ? known !== undefined || inNames.get(first.letters)?.behind.has(second.letters) === true
      : known?.some(pair => isOf(pair, first, second)) === true
  }
  return {
    isWritten,
    isTerm: (first, second) =>
      words
        .get(first)
        ?.behind.get(second)
        ?.some(pair => isTerm(pair, ACCENTED)) === true,
    heardAs: (first, second, inAccents) => {
      const alike = bySound.get(soundOf(first.letters), soundOf(second.letters))
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

/** Counts the words and pairs of a text; returns the pairs that are new. */
function countIn(words: Map<string, Word>, tokens: readonly Token[]): Pair[] {
  const found: Pair[] = []
  for (const [at, first] of tokens.entries()) {
    const word: Word = words.get(first.letters) ?? { count: 0, marks: new Map(), behind: new Map() }
    if (word.count === 0) words.set(first.letters, word)
    word.count++
    if (first.marks !== '') word.marks.set(first.marks, (word.marks.get(first.marks) ?? 0) + 1)
    const second = tokens[at + 1]
    if (!second) continue
    const alike = word.behind.get(second.letters)
    const known = alike?.find(pair => isOf(pair, first, second))
    if (known) {
      known.count++
      continue
    }
    const pair = { first, second, count: 1, timesChance: 0 }
    if (alike) alike.push(pair)
    else word.behind.set(second.letters, [pair])
    found.push(pair)
  }
  return found
}

function isOf(pair: Pair, first: Token, second: Token): boolean {
  return pair.first.marks === first.marks && pair.second.marks === second.marks
}

/** In a text without accents nothing gets any. */
function as(meant: Token, typed: Token): Token {
  if (typed.letters === meant.letters) return typed
  return typed.marks === '' ? { letters: meant.letters, marks: '' } : meant
}
