import type { Content } from '../content.ts'
import { unexplainedIn } from './abbreviations.ts'
import { isRead, MOST_WORDS, sentencesIn } from './sentences.ts'
import { textsOf } from './texts.ts'

/** How hard a content is to read. Titles, choices and names of places are no sentences and are left out of the first three. */
export type Readability = {
  sentences: number
  /** Words a sentence on average; a word is a syllable, as Vietnamese is written. */
  averageWords: number
  /** Between 0 and 1. */
  longShare: number
  /** Short forms that nothing in their text explains, over all texts. */
  unexplained: number
}

/** Measures every text that a citizen may read. */
export function readability(content: Content): Readability {
  const texts = textsOf(content)
  const lengths = texts
    .filter(isRead)
    .flatMap(({ text }) => sentencesIn(text).map(sentence => sentence.split(/\s+/).length))
  const words = lengths.reduce((sum, length) => sum + length, 0)
  const many = Math.max(lengths.length, 1)
  return {
    sentences: lengths.length,
    averageWords: words / many,
    longShare: lengths.filter(length => length > MOST_WORDS).length / many,
    unexplained: texts.flatMap(({ text }) => unexplainedIn(text)).length,
  }
}
