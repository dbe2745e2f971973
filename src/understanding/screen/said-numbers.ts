import { numberOf } from '../text/numbers.ts'
import { agree, type Token, tokenise } from '../text/tokens.ts'

/**
 * The choices, from 0, of `count` that a text names by their numbers: "2", "số 2", "cái thứ hai", "chọn 2", "cái đầu tiên",
 * "cái cuối". More than one only where `several` can be meant.
 */
export function numbersIn(text: readonly Token[], count: number, several: boolean): number[] {
  const at = text.findIndex(({ letters }) => !BEFORE_NUMBER.has(letters))
  if (asksWhere(text, at)) return []
  const rest = numberWords(text)
  const said = rest.join(' ')
  if (said === 'dau' || said === 'dau tien' || (said === 'nhat' && at > 0)) return [0]
  if ((said === 'cuoi' || said === 'cuoi cung') && at > 0) return [count - 1]
  const numbers = rest.map(numberOf)
  const valid = numbers.filter(number => number !== null && number >= 1 && number <= count)
  if (valid.length !== rest.length || rest.length === 0 || (rest.length > 1 && !several)) return []
  return [...new Set(valid)].flatMap(number => (number === null ? [] : [number - 1]))
}

/** Without what people put before a number, and between two. */
export function numberWords(text: readonly Token[]): string[] {
  const letters = text.map(token => token.letters)
  const at = letters.findIndex(word => !BEFORE_NUMBER.has(word))
  return letters.slice(Math.max(0, at)).filter(word => word !== 'va')
}

const BEFORE_NUMBER = new Set(
  'so cai thu cau muc lua chon phuong an y o dong nut dap viec buoc lay la minh toi em'.split(' '),
)

/** "Ở đâu" and "đâu" are no "đầu". */
function asksWhere(text: readonly Token[], at: number): boolean {
  const token = text[at]
  if (token?.letters !== 'dau') return false
  return !agree(token, FIRST) || text[at - 1]?.letters === 'o'
}

const FIRST: Token = tokenise('đầu')[0] ?? { letters: 'dau', marks: '' }
