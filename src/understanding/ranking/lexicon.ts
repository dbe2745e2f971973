import type { ToldByMat } from '../deaths.ts'
import { lettersOf, type Token } from '../text/tokens.ts'
import type { Topic } from '../topics.ts'
import { centralParts, shortNames } from './central.ts'
import { type ContentReader, contentReader } from './content.ts'
import { type Phrase, phraseOf } from './phrase.ts'

/** All phrasings of all topics, in the form in which a text is compared with them. */
export type Lexicon = Pick<ContentReader, 'contentOf' | 'sharesOf'> & {
  readonly topics: readonly Topic[]
  readonly phrases: readonly Phrase[]
  /** Phrases by topic, and by their letters: whole, without fillers, and without what is a filler when typed without accents. */
  readonly ofTopic: ReadonlyMap<number, OfTopic>
  readonly byLetters: ReadonlyMap<string, readonly Phrase[]>
}

/** The phrases of one topic; `having` says by their places which of them have a word. */
export type OfTopic = {
  readonly phrases: readonly Phrase[]
  readonly having: ReadonlyMap<string, readonly number[]>
}

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
  const { contentOf, contentOfPhrase, sharesOf } = contentReader(
    tokenised.map(({ tokens }) => tokens),
    weights,
    fillers,
    asides,
  )
  const contents = tokenised.map(({ topic, tokens }) => ({ topic, tokens, content: contentOfPhrase(tokens) }))
  const central = centralParts(contents)
  const phrases = [...contents, ...shortNames(topics, contents, central, contentOfPhrase)].map(
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

/** Inverse document frequency over topics, scaled so that a word of one topic weighs 1. Phrases of one topic stand together. */
function weigh(count: number, phrases: readonly { topic: number; tokens: readonly Token[] }[]) {
  const topicsOfWord = new Map<string, { count: number; last: number }>()
  for (const { topic, tokens } of phrases)
    for (const { letters } of tokens) {
      const topics = topicsOfWord.get(letters)
      if (!topics) topicsOfWord.set(letters, { count: 1, last: topic })
      else if (topics.last !== topic) {
        topics.count++
        topics.last = topic
      }
    }
  const most = Math.log(1 + count)
  return new Map(
    [...topicsOfWord].map(
      ([letters, topics]) => [letters, Math.log(1 + count / topics.count) / most] as const,
    ),
  )
}

function byLetters(phrases: readonly Phrase[]): Map<string, Phrase[]> {
  const found = new Map<string, Phrase[]>()
  for (const phrase of phrases) {
    const { tokens, core, skeleton } = phrase.content
    for (const words of new Set([tokens, core, skeleton])) {
      const key = lettersOf(words)
      const known = found.get(key)
      if (!known) found.set(key, [phrase])
      else if (known.at(-1) !== phrase) known.push(phrase)
    }
  }
  found.delete('')
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
