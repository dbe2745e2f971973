/** Longer texts are cut: nobody asks in more, and nobody shall make the bot work for a pasted page. */
export const LONGEST_TEXT = 500

/** One word as it was typed: its letters without accents, and which accents were on them (sorted; '' for none). */
export type Word = { readonly letters: string; readonly marks: string }

/**
 * A text as it is compared: lower case, accents off, đ as d, everything but letters and digits a space,
 * stretched letters ("điiii") once. Takes any string, in NFC or NFD, cuts it after 500 characters, never throws.
 */
export function fold(text: string): string {
  return words(text)
    .map(word => word.letters)
    .join(' ')
}

/** The words of a text, folded, each with its accents. */
export function words(text: string): readonly Word[] {
  const known = recent.get(text)
  if (known) return known
  const found = wordsOf(text)
  if (recent.size >= MOST_RECENT) recent.clear()
  recent.set(text, found)
  return found
}

/** A message is looked at from several sides, one after the other. */
const recent = new Map<string, readonly Word[]>()
const MOST_RECENT = 64

function wordsOf(text: string): Word[] {
  const lower = text.normalize('NFKC').slice(0, LONGEST_TEXT).toLowerCase().replace(INVISIBLE, '')
  const found: Word[] = []
  for (const piece of lower.match(WORD) ?? []) {
    const word = wordOf(piece)
    if (word.letters !== '') found.push(word)
  }
  return found
}

/** Vietnamese has some 7,000 syllables, and people use few of them: folding each once makes it nearly free. */
const remembered = new Map<string, Word>()
const MOST_REMEMBERED = 20_000

function wordOf(piece: string): Word {
  const known = remembered.get(piece)
  if (known) return known
  const word = folded(piece)
  if (remembered.size < MOST_REMEMBERED && piece.length < 20) remembered.set(piece, word)
  return word
}

function folded(piece: string): Word {
  if (PLAIN.test(piece)) return { letters: piece.replace(STRETCHED, '$1'), marks: '' }
  const apart = piece.normalize('NFD')
  const letters = apart.replace(NOT_KEPT, '').replaceAll('đ', 'd').replace(STRETCHED, '$1')
  return { letters, marks: letters === '' ? '' : marksOf(apart) }
}

/** Whatever is no Latin letter, no digit and no accent parts words. */
const WORD = /[\p{Script=Latin}\p{Nd}\p{M}]+/gu
const PLAIN = /^[a-z0-9]+$/
const NOT_KEPT = /[^a-z0-9đ]/g
const STRETCHED = /([a-z])\1{2,}/g
/** Zero-width characters that keyboards and copied pages leave between letters. */
const INVISIBLE = /\u00AD|[\u200B-\u200D]|\u2060|\uFE0F|\uFEFF/gu

/** Hỏi and ngã count as one: half of the country says and writes them alike. */
const HOOK = '\u0309'
const TILDE = '\u0303'

function marksOf(apart: string): string {
  const marks = new Set<string>()
  for (const character of apart) {
    if (character === TILDE) marks.add(HOOK)
    else if (character === 'đ' || (character >= '\u0300' && character <= '\u036F')) marks.add(character)
  }
  return [...marks].sort().join('')
}
