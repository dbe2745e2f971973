import { words } from '../text/fold.ts'
import type { Token } from '../text/tokens.ts'
import { type AskedOfPlaces, askedOfPlaces } from './merging.ts'
import type { FoundPlace } from './places.ts'

/**
 * The ways of reading a text that names places, the text itself first: their names say where and not what, so they are
 * left out, and then what asks what became of them too. A text that says nothing else is read as it is.
 */
export function readingsOf(
  text: string,
  typed: readonly Token[],
  found: readonly FoundPlace[],
): { asked: AskedOfPlaces; texts: string[] } {
  const asked = askedOfPlaces(typed, found)
  if (asked.nothingElse) return { asked, texts: [text] }
  const sure = found.filter(place => place.sure)
  const names = new Set(sure.flatMap(({ nameAt, nameEnd }) => range(nameAt, nameEnd)))
  const texts = [text, without(text, names), without(text, new Set([...names, ...asked.cues]))]
  return { asked, texts: [...new Set(texts)].filter(one => words(one).length > 0) }
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, more) => from + more)
}

/** A text without the words at these places; the words are those of fold.ts, in its order. */
function without(text: string, places: ReadonlySet<number>): string {
  if (places.size === 0) return text
  let at = 0
  return text
    .replace(WORD, piece => (words(piece).length === 1 && places.has(at++) ? '' : piece))
    .replace(/\s+/g, ' ')
    .trim()
}

const WORD = /[\p{Script=Latin}\p{Nd}\p{M}]+/gu
