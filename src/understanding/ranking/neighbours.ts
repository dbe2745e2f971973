import { type Sequences, sameWords, sequenceAt } from '../text/sequences.ts'
import type { Token } from '../text/tokens.ts'
import type { Phrase } from './phrase.ts'

/** How sure a phrasing may make of a text, 0 to 1. */
export type Reach = (phrase: Phrase) => number

/** Enough to ask back, never to answer. */
export const ASK_BACK = 0.6

/**
 * A text may name a subject that the bot does not lead through ("khai tử", "người nước ngoài"). Phrasings that
 * name it too may answer, if the text has a word of what they are about; one that stands in the text word for
 * word may be asked about; no other is compared.
 */
export function reachOf(text: readonly Token[], neighbours: Sequences<readonly Token[]>): Reach {
  const named = neighboursIn(text, neighbours)
  if (named.length === 0) return () => 1
  const said = new Set(text.map(token => token.letters))
  return ({ tokens, central, content: { core } }) => {
    const isMeant = central.size === 0 || [...central].some(word => said.has(word))
    if (isMeant && named.every(words => holds(tokens, words))) return 1
    return core.length > 1 && holds(text, core) ? ASK_BACK : 0
  }
}

function neighboursIn(text: readonly Token[], neighbours: Sequences<readonly Token[]>) {
  return [...text.keys()].flatMap(at => {
    const found = sequenceAt(neighbours, text, at)
    return found ? [found.value] : []
  })
}

/** Whether these words stand in a text, one after the other. */
export function holds(text: readonly Token[], words: readonly Token[]): boolean {
  return text.some((_, from) => sameWords(text.slice(from, from + words.length), words))
}
