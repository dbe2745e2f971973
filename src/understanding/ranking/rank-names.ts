import { sameWords } from '../text/sequences.ts'
import { marksAgree, type Token } from '../text/tokens.ts'
import { PAIR_SHARE, UNKNOWN_WEIGHT } from './content.ts'
import { type Name, type Names, namesOfWords } from './names.ts'
import { operationsIn } from './operations.ts'
import {
  damped,
  EVIDENCE,
  LONG_NAME,
  OTHER_OPERATION,
  SAME,
  type Scored,
  STORY,
  WRONG_ACCENTS,
} from './score.ts'

/** A text with how much each of its words counts: less where it is a filler, or asks for a facet. */
export type Weighted = { readonly tokens: readonly Token[]; readonly shares: readonly number[] }

/** Official names are long, and people say a few words of them: what they say counts more than what they leave out. */
const FOR_NAME = 0.35

/** "Cấp", "giấy", "chứng nhận": every third name has them, and they find none. */
const TELLING = 0.2
/** Names that are looked at closely. */
const MOST_CANDIDATES = 20

/**
 * Ranks the names of the official list for a text, best first, by the measure that topics are ranked by. `topic`
 * counts from `firstTopic`.
 */
export function rankNames(names: Names, text: Weighted, firstTopic: number): Scored[] {
  const said = wordsOf(names, text)
  return ranked(names, text, firstTopic, said, likeliest(names, said))
}

/** The same of those names alone that are just these words. */
export function rankSameNames(names: Names, text: Weighted, firstTopic: number): Scored[] {
  const same = [text.tokens, coreOf(text)].flatMap(words => namesOfWords(names, words))
  return same.length === 0 ? [] : ranked(names, text, firstTopic, wordsOf(names, text), same)
}

function ranked(
  names: Names,
  text: Weighted,
  firstTopic: number,
  said: readonly Said[],
  among: readonly Name[],
): Scored[] {
  const operations = operationsIn(text.tokens).map(place =>
    names.words.get(text.tokens[place]?.letters ?? ''),
  )
  const best = new Map<number, number>()
  for (const name of among) {
    const like = likeness(names, name, text, said, operations)
    if (like > (best.get(name.topic) ?? 0)) best.set(name.topic, like)
  }
  return [...best]
    .map(([topic, score]) => ({ topic: firstTopic + topic, score, like: score }))
    .sort((a, b) => b.score - a.score || a.topic - b.topic)
}

type Said = {
  readonly word: number | undefined
  readonly token: Token
  readonly weight: number
  readonly place: number
}

/** The words of a text, each once, where it counts most. */
function wordsOf({ words, weights }: Names, { tokens, shares }: Weighted): Said[] {
  const byLetters = new Map<string, Said>()
  for (const [place, token] of tokens.entries()) {
    const word = words.get(token.letters)
    const weight = (word === undefined ? UNKNOWN_WEIGHT : (weights[word] ?? 0)) * (shares[place] ?? 1)
    const before = byLetters.get(token.letters)
    if (!before || before.weight < weight) byLetters.set(token.letters, { word, token, weight, place })
  }
  return [...byLetters.values()]
}

function likeliest({ all, having }: Names, said: readonly Said[]): Name[] {
  const found: number[] = []
  const sums = new Float64Array(all.length)
  const telling = said.filter(({ weight }) => weight >= TELLING)
  for (const { word, weight } of telling.length > 0 ? telling : said)
    for (const index of word === undefined ? [] : (having[word] ?? [])) {
      if (sums[index] === 0) found.push(index)
      sums[index] = (sums[index] ?? 0) + weight
    }
  const likely = (index: number) => (sums[index] ?? 0) / Math.sqrt(1 + (all[index]?.words.length ?? 0))
  let least = 0
  const best: { index: number; likely: number }[] = []
  const cut = () => {
    best.sort((a, b) => b.likely - a.likely || a.index - b.index)
    best.length = Math.min(best.length, MOST_CANDIDATES)
    least = best.length === MOST_CANDIDATES ? (best.at(-1)?.likely ?? 0) : 0
  }
  for (const index of found) {
    const value = likely(index)
    if (value < least) continue
    best.push({ index, likely: value })
    if (best.length >= 4 * MOST_CANDIDATES) cut()
  }
  cut()
  return best.flatMap(({ index }) => all[index] ?? [])
}

function likeness(
  names: Names,
  name: Name,
  text: Weighted,
  said: readonly Said[],
  operations: readonly (number | undefined)[],
): number {
  if (sameWords(text.tokens, name.tokens)) return SAME.words
  const core = coreOf(text)
  if (core.length > 1 && sameWords(core, name.tokens)) return SAME.core
  const fits = new Map<number, number>()
  for (const { word, token } of said) if (word !== undefined) fitOf(name, word, token, fits)
  if (fits.size === 0) return 0
  const ofText = shareOfText(names, name, text, said, fits)
  const ofName = shareOfName(names, name, fits)
  const evidence = ofText.said / (ofText.said + EVIDENCE)
  const others = operations.some(word => word === undefined || !fits.has(word))
  return ofName ** FOR_NAME * ofText.share ** (1 - FOR_NAME) * evidence * (others ? OTHER_OPERATION : 1)
}

function coreOf({ tokens, shares }: Weighted): Token[] {
  return tokens.filter((_, place) => shares[place] === 1)
}

function fitOf({ words, tokens }: Name, word: number, { marks }: Token, fits: Map<number, number>): void {
  for (let at = words.indexOf(word); at >= 0; at = words.indexOf(word, at + 1)) {
    if (marksAgree(marks, tokens[at]?.marks ?? '')) {
      fits.set(word, 1)
      return
    }
    fits.set(word, WRONG_ACCENTS)
  }
}

/** How much of what a text says is in the name, and how much that is; what stands right beside it counts in full. */
function shareOfText(
  names: Names,
  { words }: Name,
  { tokens, shares }: Weighted,
  all: readonly Said[],
  fits: ReadonlyMap<number, number>,
): { said: number; share: number } {
  const hits = new Set(
    all.flatMap(({ word, place }) => (word !== undefined && fits.has(word) ? [place] : [])),
  )
  let said = 0
  let besides = 0
  let unsaid = 0
  const add = (weight: number, fit: number, place: number) => {
    said += weight * fit
    if (hits.has(place - 1) || hits.has(place) || hits.has(place + 1)) besides += weight * (1 - fit)
    else unsaid += weight * (1 - fit)
  }
  for (const { word, weight, place } of all)
    add(weight, word === undefined ? 0 : (fits.get(word) ?? 0), place)
  let previous: number | null = null
  for (const [place, token] of tokens.entries()) {
    const share = shares[place] ?? 1
    if (share < 1) continue
    if (previous !== null) {
      const first = names.words.get(tokens[previous]?.letters ?? '')
      const second = names.words.get(token.letters)
      const together = first !== undefined && second !== undefined && follows(words, first, second)
      const weight = (PAIR_SHARE * (weightOf(names, first) + weightOf(names, second))) / 2
      add(weight, together ? Math.min(fits.get(first) ?? 0, fits.get(second) ?? 0) : 0, place)
    }
    previous = place
  }
  return { said, share: said === 0 ? 0 : said / (said + besides + damped(unsaid, STORY)) }
}

/** How much of the name is said; of long names people say a part. */
function shareOfName({ weights }: Names, { words }: Name, fits: ReadonlyMap<number, number>): number {
  let named = 0
  let unnamed = 0
  const seen = new Set<number>()
  for (const [at, word] of words.entries()) {
    const fit = fits.get(word) ?? 0
    const weight = weights[word] ?? 0
    if (!seen.has(word)) {
      named += weight * fit
      unnamed += weight * (1 - fit)
      seen.add(word)
    }
    const next = words[at + 1]
    if (next === undefined) continue
    const both = (PAIR_SHARE * (weight + (weights[next] ?? 0))) / 2
    const together = Math.min(fit, fits.get(next) ?? 0)
    named += both * together
    unnamed += both * (1 - together)
  }
  return named === 0 ? 0 : named / (named + damped(unnamed, LONG_NAME))
}

function follows(words: readonly number[], first: number, second: number): boolean {
  for (let at = words.indexOf(first); at >= 0; at = words.indexOf(first, at + 1))
    if (words[at + 1] === second) return true
  return false
}

function weightOf({ weights }: Names, word: number | undefined): number {
  return word === undefined ? UNKNOWN_WEIGHT : (weights[word] ?? 0)
}
