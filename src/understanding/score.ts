import type { Content, Lexicon, Phrase, Weighed } from './lexicon.ts'
import { sameWords } from './sequences.ts'

/** A topic with how well a text fits its best phrasing, 0 to 1. */
export type Scored = { readonly topic: number; readonly score: number }

/** Phrases that are looked at closely; the index has put the likeliest in front. */
const MOST_CANDIDATES = 60
/** A word with other accents is likely another word ("giá" and "già"), but people slip on accents too. */
const WRONG_ACCENTS = 0.45
/** A story has many words that no phrasing has; beyond this weight more of them hardly count. */
const STORY = 1.6
/** A phrasing may be long (official names run to 1,192 characters), people name a part of it. */
const LONG_NAME = 3
/** Little was matched at all: one common word proves nothing. */
const EVIDENCE = 0.12
/** How much of the score is what the text says of the phrasing; the rest is what the phrasing says of the text. */
const SHARE_OF_PHRASE = 0.5

/** Ranks topics for the content of a text, best first. */
export function score(lexicon: Lexicon, text: Content): Scored[] {
  const best = new Map<number, number>()
  for (const phrase of candidates(lexicon, text)) {
    const value = likeness(text, phrase)
    if (value > (best.get(phrase.topic) ?? 0)) best.set(phrase.topic, value)
  }
  return [...best]
    .map(([topic, score]) => ({ topic, score }))
    .sort((a, b) => b.score - a.score || a.topic - b.topic)
}

function candidates(lexicon: Lexicon, text: Content): Phrase[] {
  const found = new Map<number, number>()
  for (const { key, weight } of text.words)
    for (const index of lexicon.postings.get(key) ?? []) found.set(index, (found.get(index) ?? 0) + weight)
  return [...found]
    .flatMap(([index, weight]) => {
      const phrase = lexicon.phrases[index]
      return phrase ? [{ phrase, likely: weight / Math.sqrt(1 + phrase.content.words.length), index }] : []
    })
    .sort((a, b) => b.likely - a.likely || a.index - b.index)
    .slice(0, MOST_CANDIDATES)
    .map(({ phrase }) => phrase)
}

function likeness(text: Content, phrase: Phrase): number {
  if (text.core.length > 0 && sameWords(text.core, phrase.content.core)) return 1
  const matched = new Map<string, number>()
  let said = 0
  let unsaid = 0
  let besides = 0
  const share = (weighed: Weighed) => {
    const marks = phrase.marks.get(weighed.key)
    if (!marks) return 0
    return weighed.marks === '' || marks.some(mark => mark === '' || mark === weighed.marks)
      ? 1
      : WRONG_ACCENTS
  }
  const hits = new Set<number>()
  for (const word of text.words) {
    const fits = share(word)
    if (fits > 0) {
      matched.set(word.key, fits)
      hits.add(word.place)
    }
  }
  for (const word of text.words) {
    const fits = matched.get(word.key) ?? 0
    said += word.weight * fits
    const next = hits.has(word.place - 1) || hits.has(word.place + 1)
    if (next) besides += word.weight * (1 - fits)
    else unsaid += word.weight * (1 - fits)
  }
  for (const both of text.pairs) {
    if (phrase.pairs.has(both.key)) {
      const fits = shareOfPair(both.key, matched)
      matched.set(both.key, fits)
      said += both.weight * fits
      besides += both.weight * (1 - fits)
    } else unsaid += both.weight
  }

  let named = 0
  let unnamed = 0
  for (const part of [...phrase.content.words, ...phrase.content.pairs]) {
    const fits = matched.get(part.key) ?? 0
    named += part.weight * fits
    unnamed += part.weight * (1 - fits)
  }
  if (said === 0 || named === 0) return 0
  const ofText = said / (said + besides + damped(unsaid, STORY))
  const ofPhrase = named / (named + damped(unnamed, LONG_NAME))
  const evidence = said / (said + EVIDENCE)
  return ofPhrase ** SHARE_OF_PHRASE * ofText ** (1 - SHARE_OF_PHRASE) * evidence
}

function shareOfPair(key: string, matched: ReadonlyMap<string, number>): number {
  const [first = '', second = ''] = key.split(' ')
  return Math.min(matched.get(first) ?? 0, matched.get(second) ?? 0)
}

/** Grows like its argument at first, then ever more slowly. */
function damped(weight: number, from: number): number {
  return from * Math.log1p(weight / from)
}
