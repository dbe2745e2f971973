import { lettersOf, type Token } from '../text/tokens.ts'
import type { Topic } from '../topics.ts'
import type { Content } from './phrase.ts'

type Read = { readonly topic: number; readonly tokens: readonly Token[]; readonly content: Content }

/** Fewer phrasings do not show which words a topic is always named with. */
const ENOUGH_PHRASES = 5
/** A part of this share of a topic's phrasings is what the topic is about. */
const CENTRAL_SHARE = 0.4

/** By topic, the words and pairs that most of its phrasings have: "khai", "sinh", "khai sinh". */
export function centralParts(phrases: readonly Read[]): Map<number, Set<string>> {
  const byTopic = Map.groupBy(phrases, ({ topic }) => topic)
  const central = new Map<number, Set<string>>()
  for (const [topic, own] of byTopic) {
    if (own.length < ENOUGH_PHRASES) continue
    const counts = new Map<string, number>()
    for (const { content } of own)
      for (const parts of [content.words, content.pairs])
        for (const { key } of parts) counts.set(key, (counts.get(key) ?? 0) + 1)
    const often = [...counts].filter(([, count]) => count / own.length >= CENTRAL_SHARE)
    central.set(topic, new Set(often.map(([key]) => key)))
  }
  return central
}

/**
 * What people shorten a procedure's name to: its central words ("đăng ký khai sinh" → "khai sinh"). At least
 * two, for one syllable is rarely a word.
 */
export function shortNames(
  topics: readonly Topic[],
  phrases: readonly Read[],
  central: ReadonlyMap<number, ReadonlySet<string>>,
  contentOf: (tokens: readonly Token[]) => Content,
): Read[] {
  const written = new Map(phrases.map(({ topic, content }) => [lettersOf(content.core), topic]))
  const byTopic = Map.groupBy(phrases, ({ topic }) => topic)
  return topics.flatMap(({ ref }, topic): Read[] => {
    const [name] = byTopic.get(topic) ?? []
    const words = central.get(topic)
    if (ref.kind !== 'procedure' || !name || !words) return []
    const tokens = name.content.core.filter(token => words.has(token.letters))
    // What somebody wrote down for another is the other's.
    const isTaken = (written.get(lettersOf(tokens)) ?? topic) !== topic
    return tokens.length < 2 || isTaken ? [] : [{ topic, tokens, content: contentOf(tokens) }]
  })
}
