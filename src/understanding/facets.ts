import type { Facet } from '../catalogue/schema/language.ts'
import { type Sequences, sequenceAt } from './sequences.ts'
import type { Token } from './tokens.ts'

/** What a text asks about, and which of its places ask it. */
export type Asked = { readonly facets: readonly Facet[]; readonly places: ReadonlySet<number> }

/**
 * The facets in a text in the order of asking. "Thế nào" beside another question is a manner of speaking, so
 * `how` counts only where it stands alone.
 */
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
  if (facets.size > 1) facets.delete('how')
  return { facets: [...facets], places }
}
