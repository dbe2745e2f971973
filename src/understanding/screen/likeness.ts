import { edits } from '../text/edits.ts'
import { sameWords } from '../text/sequences.ts'
import type { Token } from '../text/tokens.ts'
import type { Around } from './whole.ts'

/** The one choice whose name the text says with a slip, with a few words around, or in part. */
export function pickByName(
  text: readonly Token[],
  names: readonly (readonly (readonly Token[])[])[],
  mayStandAround: Around,
): number | null {
  const fits = names.map(own => Math.max(0, ...own.map(name => likeness(text, name, mayStandAround))))
  const best = Math.max(...fits)
  return best > 0 && fits.filter(fit => fit === best).length === 1 ? fits.indexOf(best) : null
}

/** More words around a title than this, and it is a sentence about something. */
const MOST_AROUND = 4

/** A part of a title has to be this share of it, or it could be a part of much else. */
const LEAST_PART = 0.34

/** 3: a slip away; 2: the whole title with a few words around; 1: a telling part of it; 0: something else. */
function likeness(text: readonly Token[], name: readonly Token[], mayStandAround: Around): number {
  if (!sameSense(text, name)) return 0
  const joined = name.map(token => token.letters).join(' ')
  const slips = joined.length >= 10 ? 2 : joined.length >= 5 ? 1 : 0
  if (
    slips > 0 &&
    sameNumbers(text, name) &&
    edits(text.map(token => token.letters).join(' '), joined, slips) <= slips
  )
    return 3
  const telling = name.filter(token => !mayStandAround(token))
  if (name.length >= 2 && telling.length > 0 && holds(text, name) && text.length - name.length <= MOST_AROUND)
    return 2
  const part = text.filter(token => !mayStandAround(token))
  const isPart = part.length > 0 && part.length / telling.length >= LEAST_PART && holds(telling, part)
  // One syllable is rarely a word: "tiếp" is none of "nộp trực tiếp", but "mất" is how "mất thẻ" begins.
  const isWord = part.length > 1 || part[0]?.letters === telling[0]?.letters
  return isPart && isWord ? 1 : 0
}

/** Neither turns the other round ("không có mã", "có mã"), nor asks about it ("có mã để làm gì"). */
function sameSense(text: readonly Token[], name: readonly Token[]): boolean {
  const has = (tokens: readonly Token[], letters: string) => tokens.some(token => token.letters === letters)
  return TURNING.every(letters => has(text, letters) === has(name, letters))
}

const TURNING = ['khong', 'chua', 'dung', 'gi', 'sao', 'dau', 'nhieu', 'may', 'nao', 'ai']

/** "67 tuổi" is no slip of "6 tuổi". */
function sameNumbers(text: readonly Token[], name: readonly Token[]): boolean {
  const numbers = (tokens: readonly Token[]) =>
    tokens.flatMap(({ letters }) => letters.match(/\d+/g) ?? []).join()
  return numbers(text) === numbers(name)
}

/** Whether these words stand in a text, one behind the other. */
export function holds(text: readonly Token[], part: readonly Token[]): boolean {
  return text.some((_, from) => sameWords(text.slice(from, from + part.length), part))
}
