import type { ToldByMat } from '../deaths.ts'
import { agree, lettersOf, type Token } from '../text/tokens.ts'
import type { Topic } from '../topics.ts'
import { centralParts, shortNames } from './central.ts'
import { operationsIn } from './operations.ts'
import {
  type Content,
  isAccented,
  type Phrase,
  pair,
  phraseOf,
  type Weighed,
  type WeighedPair,
} from './phrase.ts'

/** All phrasings of all topics, in the form in which a text is compared with them. */
export type Lexicon = {
  readonly topics: readonly Topic[]
  readonly phrases: readonly Phrase[]
  /** Phrases by topic, and by their letters: whole, without fillers, and without what is a filler when typed without accents. */
  readonly ofTopic: ReadonlyMap<number, OfTopic>
  readonly byLetters: ReadonlyMap<string, readonly Phrase[]>
  /**
   * What carries meaning in a text: how much a word tells about the topic, 0 to 1. A word that every topic has
   * tells next to nothing, and so does one that people put into every sentence.
   */
  contentOf(tokens: readonly Token[]): Content
  /** For each place of a text how much its word counts, 0 to 1: less for fillers and for what asks for a facet. */
  sharesOf(tokens: readonly Token[]): number[]
}

/** The phrases of one topic; `having` says by their places which of them have a word. */
export type OfTopic = {
  readonly phrases: readonly Phrase[]
  readonly having: ReadonlyMap<string, readonly number[]>
}

/** A filler may still tell two phrasings apart ("không chính chủ", "chính chủ"), but not much more. */
const FILLER_SHARE = 0.12
/** Two words in the right order tell more than each of them; Vietnamese words have two syllables. */
export const PAIR_SHARE = 0.8
/** A word that no topic has: surely about something else, or just telling a story. */
export const UNKNOWN_WEIGHT = 0.8
/** Words that ask for a facet or say for whom are no part of a topic's name, though they may hint at it. */
const ASIDE_SHARE = 0.35

/** `asides` gives the places of a text that ask for a facet or say for whom. */
export function lexicon(
  topics: readonly Topic[],
  fillers: readonly Token[],
  normalise: (text: string) => readonly Token[],
  asides: (tokens: readonly Token[]) => ReadonlySet<number>,
  toldByMat: ToldByMat,
): Lexicon {
  const tokenised = topics.flatMap((topic, index) =>
    [...new Set(topic.phrases)].map(phrase => ({ topic: index, tokens: normalise(phrase) })),
  )
  const weights = weigh(topics.length, tokenised)
  const weightOf = (letters: string) => weights.get(letters) ?? UNKNOWN_WEIGHT
  const fillersByLetters = Map.groupBy(fillers, filler => filler.letters)
  const mayBeFiller = (token: Token) =>
    fillersByLetters.get(token.letters)?.some(filler => agree(token, filler)) ?? false

  const contentBefore = new Set<string>()
  const contentAfter = new Set<string>()
  for (const { tokens } of tokenised.filter(({ tokens }) => isAccented(tokens)))
    for (const [at, token] of tokens.entries()) {
      const next = tokens[at + 1]
      if (next && !mayBeFiller(token)) contentBefore.add(pair(token, next))
      if (next && !mayBeFiller(next)) contentAfter.add(pair(token, next))
    }
  /** "can" is "cần" and says nothing, but before "cuoc" it is "căn". */
  const isFiller = (tokens: readonly Token[], at: number) => {
    const token = tokens[at]
    if (!token || !mayBeFiller(token)) return false
    if (token.marks !== '') return true
    const before = tokens[at - 1]
    const after = tokens[at + 1]
    return !(
      (before && contentAfter.has(pair(before, token))) ||
      (after && contentBefore.has(pair(token, after)))
    )
  }

  const sharesOf = (tokens: readonly Token[]) => {
    const aside = asides(tokens)
    return tokens.map(
      (_, place) => (isFiller(tokens, place) ? FILLER_SHARE : 1) * (aside.has(place) ? ASIDE_SHARE : 1),
    )
  }

  const contentOf = (tokens: readonly Token[]): Content => {
    const words = new Map<string, Weighed>()
    const pairs = new Map<string, WeighedPair>()
    const core: Token[] = []
    const aside = asides(tokens)
    let previous: { token: Token; weight: number; aside: boolean } | null = null
    for (const [place, token] of tokens.entries()) {
      const filler = isFiller(tokens, place)
      const weight =
        weightOf(token.letters) * (filler ? FILLER_SHARE : 1) * (aside.has(place) ? ASIDE_SHARE : 1)
      const before = words.get(token.letters)
      if (!before || before.weight < weight)
        words.set(token.letters, { key: token.letters, marks: token.marks, weight, place })
      if (filler) continue
      core.push(token)
      if (previous && previous.aside === aside.has(place)) {
        const key = pair(previous.token, token)
        if (!pairs.has(key))
          pairs.set(key, {
            key,
            first: previous.token.letters,
            second: token.letters,
            marks: '',
            weight: (PAIR_SHARE * (previous.weight + weight)) / 2,
            place,
          })
      }
      previous = { token, weight, aside: aside.has(place) }
    }
    const operations = operationsIn(tokens).filter(place => !aside.has(place))
    return {
      tokens,
      skeleton: tokens.filter(({ letters }) => !fillersByLetters.has(letters)),
      words: [...words.values()],
      pairs: [...pairs.values()],
      core,
      operations: operations.flatMap(place => tokens[place]?.letters ?? []),
    }
  }

  const contents = tokenised.map(({ topic, tokens }) => ({ topic, tokens, content: contentOf(tokens) }))
  const central = centralParts(contents)
  const phrases = [...contents, ...shortNames(topics, contents, central, contentOf)].map(
    ({ topic, tokens, content }) =>
      phraseOf(topic, tokens, content, central.get(topic) ?? new Set(), toldByMat(tokens) === 'death'),
  )
  return {
    topics,
    phrases,
    ofTopic: ofTopic(phrases),
    byLetters: byLetters(phrases),
    contentOf,
    sharesOf,
  }
}

/** Inverse document frequency over topics, scaled so that a word of one topic weighs 1. */
function weigh(count: number, phrases: readonly { topic: number; tokens: readonly Token[] }[]) {
  const topicsOfWord = new Map<string, Set<number>>()
  for (const { topic, tokens } of phrases)
    for (const { letters } of tokens) {
      const topics = topicsOfWord.get(letters)
      if (topics) topics.add(topic)
      else topicsOfWord.set(letters, new Set([topic]))
    }
  const most = Math.log(1 + count)
  return new Map(
    [...topicsOfWord].map(
      ([letters, topics]) => [letters, Math.log(1 + count / topics.size) / most] as const,
    ),
  )
}

function byLetters(phrases: readonly Phrase[]): Map<string, Phrase[]> {
  const found = new Map<string, Phrase[]>()
  for (const phrase of phrases)
    for (const key of new Set([phrase.tokens, phrase.content.core, phrase.content.skeleton].map(lettersOf)))
      if (key !== '') found.set(key, [...(found.get(key) ?? []), phrase])
  return found
}

function ofTopic(phrases: readonly Phrase[]): Map<number, OfTopic> {
  const found = new Map<number, OfTopic>()
  for (const [topic, own] of Map.groupBy(phrases, phrase => phrase.topic))
    found.set(topic, { phrases: own, having: post(own) })
  return found
}

function post(phrases: readonly Phrase[]): Map<string, number[]> {
  const postings = new Map<string, number[]>()
  for (const [index, phrase] of phrases.entries())
    for (const { letters: key } of phrase.tokens) {
      const list = postings.get(key)
      if (list) {
        if (list.at(-1) !== index) list.push(index)
      } else postings.set(key, [index])
    }
  return postings
}
