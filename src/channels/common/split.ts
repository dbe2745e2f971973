/**
 * Cuts a text into parts of at most `limit` UTF-16 units, after NFC: between paragraphs where it can, else
 * between lines, sentences, words, and inside a word only where nothing else helps (never inside a character).
 * Only white space at a cut is lost; no part is empty.
 */
export function split(text: string, limit: number): string[] {
  const parts: string[] = []
  let rest = text.normalize('NFC').trim()
  while (rest.length > limit) {
    const at = cutAt(rest, limit)
    parts.push(rest.slice(0, at).trimEnd())
    rest = rest.slice(at).trimStart()
  }
  return rest === '' ? parts : [...parts, rest]
}

/** From the coarsest cut to the finest: what stands before it, and the white space that it may swallow. */
const CUTS = [/\n\s*\n/g, /\n/g, /(?<=[.!?…:;])\s/g, /\s/g]

/** A coarse cut that would leave a part nearly empty is worse than a finer one. */
const SHORTEST_SHARE = 1 / 4

function cutAt(text: string, limit: number): number {
  // One more than fits: white space right behind the limit is a cut too.
  const head = text.slice(0, limit + 1)
  for (const cut of CUTS) {
    const last = [...head.matchAll(cut)].at(-1)
    if (last && last.index >= limit * SHORTEST_SHARE) return last.index
  }
  return beforeCharacter(text, limit)
}

const CHARACTERS = new Intl.Segmenter('vi', { granularity: 'grapheme' })

/** The start of the character that crosses `limit`; of its code point, should one character be longer than that. */
function beforeCharacter(text: string, limit: number): number {
  const start = CHARACTERS.segment(text).containing(limit)?.index ?? limit
  if (start > 0) return start
  const splitsPair =
    /[\uD800-\uDBFF]/.test(text.charAt(limit - 1)) && /[\uDC00-\uDFFF]/.test(text.charAt(limit))
  return splitsPair ? limit - 1 : limit
}
