import type { Facet } from '../catalogue/schema/language.ts'
import { type Sequences, sequenceAt } from './text/sequences.ts'
import type { Token } from './text/tokens.ts'

/** What a text asks about, and which of its places ask it. */
export type Asked = { readonly facets: readonly Facet[]; readonly places: ReadonlySet<number> }

/** The facets in a text in the order of asking. */
export function askedFacets(tokens: readonly Token[], known: Sequences<Facet>): Asked {
  const facets = new Set<Facet>()
  const places = new Set<number>()
  for (let at = 0; at < tokens.length; ) {
    const found = sequenceAt(known, tokens, at)
    if (!found) {
      at++
      continue
    }
    facets.add(found.value)
    for (let offset = 0; offset < found.tokens.length; offset++) places.add(at + offset)
    at += found.tokens.length
  }
  // "Thế nào" beside another question is a manner of speaking too.
  if (facets.size > 1) facets.delete('how')
  for (const [said, meant] of MANNERS) if (facets.has(meant)) facets.delete(said)
  return { facets: [...facets], places }
}

/** "Hạn là mấy ngày" asks for the deadline, "nhận kết quả ở đâu" for the result: the first word is its manner. */
const MANNERS: readonly (readonly [said: Facet, meant: Facet])[] = [
  ['time', 'deadline'],
  ['where', 'result'],
]
