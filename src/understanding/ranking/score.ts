import { sameWords } from '../text/sequences.ts'
import { lettersOf, marksAgree } from '../text/tokens.ts'
import type { Lexicon, OfTopic } from './lexicon.ts'
import type { Reach } from './neighbours.ts'
import { type Content, isAccented, type Phrase, type Sameness, type Weighed } from './phrase.ts'

/**
 * A topic that a text may be about. `like` is how well the text fits its best phrasing, 0 to 1, where 1 is word for word; `score`
 * is what the topic is ranked by, comparable within one text only.
 */
export type Scored = { readonly topic: number; readonly score: number; readonly like: number }

/** Phrases that are looked at closely; the index has put the likeliest in front. */
const MOST_CANDIDATES = 40
/** A word with other accents is likely another word ("giá" and "già"), but people slip on accents too. */
export const WRONG_ACCENTS = 0.45
/** A story has many words that no phrasing has; beyond this weight more of them hardly count. */
export const STORY = 1.6
/** A phrasing may be long (official names run to 1,192 characters), people name a part of it. */
export const LONG_NAME = 2.5
/** Little was matched at all: one common word proves nothing. */
export const EVIDENCE = 0.12
/** Naming the whole of a phrasing counts more than saying nothing else: people tell stories. */
export const FOR_PHRASE = 0.6
/** "Xóa", "gia hạn", "cấp lại": an operation that the phrasing does not name makes another procedure of it. */
export const OTHER_OPERATION = 0.7
/** "Chưa đăng ký kết hôn thì làm khai sinh sao" is about khai sinh: without that word it is about something else. */
const CENTRAL = 2
/** Offices answer where and when; they only share their words with the procedures that are done there. */
const NOT_ASKED_WHERE = 0.8
const BROADER = 0.85

/**
 * Ranks topics for the content of a text, best first; `asksWhere`: it asks for a place or its hours; `reach`: the
 * most that each phrasing may come to.
 */
export function score(lexicon: Lexicon, text: Content, asksWhere: boolean, reach: Reach): Scored[] {
  return scored(lexicon, text, candidates(lexicon, text), asksWhere, reach)
}

/** The same among some topics, and of all others those alone that have a phrasing of just these words. */
export function scoreAmong(
  lexicon: Lexicon,
  topics: readonly number[],
  text: Content,
  asksWhere: boolean,
  reach: Reach,
): Scored[] {
  const near = topics.flatMap(topic => {
    const known = lexicon.ofTopic.get(topic)
    return known ? nearest(known, text, MOST_OF_ONE).map(({ phrase }) => phrase) : []
  })
  const same = [text.tokens, text.core, text.skeleton].flatMap(
    words => lexicon.byLetters.get(lettersOf(words)) ?? [],
  )
  return scored(lexicon, text, new Set([...near, ...same]), asksWhere, reach)
}

/** Phrases of one topic that are looked at closely. */
const MOST_OF_ONE = 3

type Likely = { readonly phrase: Phrase; readonly likely: number }

/** Those that have most of a text's words for their length, at most so many, best first. */
function nearest(topic: OfTopic, text: Content, most: number): Likely[] {
  const said = new Float64Array(topic.phrases.length)
  for (const { key, weight } of text.words)
    for (const at of topic.having.get(key) ?? []) said[at] = (said[at] ?? 0) + weight
  const found: Likely[] = []
  for (const [at, phrase] of topic.phrases.entries()) {
    const likely = (said[at] ?? 0) / phrase.length
    if (likely === 0 || likely <= (found[most - 1]?.likely ?? 0)) continue
    const place = found.findIndex(other => other.likely < likely)
    found.splice(place === -1 ? found.length : place, 0, { phrase, likely })
    found.length = Math.min(found.length, most)
  }
  return found
}

function scored(
  lexicon: Lexicon,
  text: Content,
  phrases: Iterable<Phrase>,
  asksWhere: boolean,
  reach: Reach,
): Scored[] {
  const best = new Map<number, number>()
  for (const phrase of phrases) {
    const like = Math.min(likeness(text, phrase), reach(phrase))
    const office = lexicon.topics[phrase.topic]?.ref.kind === 'office'
    const value = office && !asksWhere && like < SAME.skeleton ? like * NOT_ASKED_WHERE : like
    if (value > (best.get(phrase.topic) ?? 0)) best.set(phrase.topic, value)
  }
  return narrowestFirst(lexicon, inOrder([...best].map(([topic, like]) => ({ topic, score: like, like }))))
}

/** A life event says less than what belongs to it: behind something more specific it falls further behind. */
function narrowestFirst(lexicon: Lexicon, ranked: Scored[]): Scored[] {
  const kindOf = ({ topic }: Scored) => lexicon.topics[topic]?.ref.kind
  const [best] = ranked
  if (!best || kindOf(best) === 'life-event') return ranked
  return inOrder(
    ranked.map(one =>
      kindOf(one) === 'life-event' ? { ...one, score: one.score * BROADER, like: one.like * BROADER } : one,
    ),
  )
}

function inOrder(scored: Scored[]): Scored[] {
  return scored.sort((a, b) => b.score - a.score || a.topic - b.topic)
}

/** Of all topics the phrases that are worth a close look, best first. */
function candidates(lexicon: Lexicon, text: Content): Phrase[] {
  const best: Likely[] = []
  let least = 0
  for (const topic of lexicon.ofTopic.values())
    for (const one of nearest(topic, text, MOST_CANDIDATES)) {
      // Most are nowhere near the best: they cost one comparison.
      if (one.likely < least) break
      best.push(one)
      if (best.length >= 4 * MOST_CANDIDATES) least = keepBest(best)
    }
  keepBest(best)
  return best.map(({ phrase }) => phrase)
}

/** Cuts a list to its best candidates, best first; returns how likely the last of them is. */
function keepBest(list: Likely[]): number {
  list.sort((a, b) => b.likely - a.likely)
  list.length = Math.min(list.length, MOST_CANDIDATES)
  return list.at(-1)?.likely ?? 0
}

function likeness(text: Content, phrase: Phrase): number {
  const same = sameness(text, phrase.content)
  if (same > 0) return same
  const matched = matchedParts(text, phrase)
  if (matched.size === 0) return 0
  const { said, besides, unsaid } = ofText(text, matched)
  const { named, central, unnamed } = ofPhrase(phrase, matched)
  if (said === 0 || named === 0) return 0
  const shareOfText = said / (said + besides + damped(unsaid, STORY))
  const shareOfPhrase = named / (named + central * CENTRAL + damped(unnamed, LONG_NAME))
  const evidence = said / (said + EVIDENCE)
  const otherOperation = text.operations.some(word => !matched.has(word)) ? OTHER_OPERATION : 1
  return shareOfPhrase ** FOR_PHRASE * shareOfText ** (1 - FOR_PHRASE) * evidence * otherOperation
}

/** The same words; the same but for fillers; the same but for what is a filler when typed without accents. */
export const SAME = { words: 1, core: 0.98, skeleton: 0.96 }

function sameness(text: Content, phrase: Sameness): number {
  if (sameWords(text.tokens, phrase.tokens)) return SAME.words
  if (text.core.length > 0 && sameWords(text.core, phrase.core)) return SAME.core
  // One word beside nothing but what may be fillers is no more than that word: "lo giay to gi", "toi lo cai roi".
  return text.skeleton.length > 1 && !isAccented(text.tokens) && sameWords(text.skeleton, phrase.skeleton)
    ? SAME.skeleton
    : 0
}

/** The words and pairs of a text that a phrase has, and how well each fits. */
function matchedParts(text: Content, phrase: Phrase): Map<string, number> {
  const matched = new Map<string, number>()
  for (const { key, marks } of text.words) {
    if (!phrase.weights.has(key)) continue
    const agrees =
      marks === '' || phrase.tokens.some(word => word.letters === key && marksAgree(marks, word.marks))
    matched.set(key, agrees ? 1 : WRONG_ACCENTS)
  }
  for (const { key, first, second } of text.pairs)
    if (phrase.weights.has(key)) matched.set(key, Math.min(matched.get(first) ?? 0, matched.get(second) ?? 0))
  return matched
}

/** The weight of what is said of the phrase, of what is said right beside it, and of everything else. */
function ofText(text: Content, matched: ReadonlyMap<string, number>) {
  const hits = new Set<number>()
  for (const { key, place } of text.words) if (matched.has(key)) hits.add(place)
  let said = 0
  let besides = 0
  let unsaid = 0
  const add = ({ key, weight, place }: Weighed) => {
    const fits = matched.get(key) ?? 0
    said += weight * fits
    if (hits.has(place - 1) || hits.has(place) || hits.has(place + 1)) besides += weight * (1 - fits)
    else unsaid += weight * (1 - fits)
  }
  text.words.forEach(add)
  text.pairs.forEach(add)
  return { said, besides, unsaid }
}

/** The weight of what is named of a phrase, of what its topic can hardly be named without, and of the rest. */
function ofPhrase(phrase: Phrase, matched: ReadonlyMap<string, number>) {
  let centralNamed = 0
  let otherNamed = 0
  for (const [key, fits] of matched) {
    const weight = (phrase.weights.get(key) ?? 0) * fits
    if (phrase.central.has(key)) centralNamed += weight
    else otherNamed += weight
  }
  return {
    named: centralNamed + otherNamed,
    central: phrase.centralWeight - centralNamed,
    unnamed: phrase.otherWeight - otherNamed,
  }
}

/** Its argument up to a point, then ever less. */
export function damped(weight: number, from: number): number {
  return weight <= from ? weight : from * (1 + Math.log(weight / from))
}
