import type { Knowledge } from '../catalogue/knowledge.ts'
import { digitReadOut } from './text/numbers.ts'

/** Procedure codes as people may type them, with the code that holds today. */
export type Codes = ReadonlyMap<string, string>

export function codesOf(knowledge: Knowledge): Codes {
  const codes = new Map(knowledge.successors)
  for (const code of [...knowledge.procedures.keys(), ...knowledge.listed.procedures.keys()])
    codes.set(code, code)
  return codes
}

/**
 * The known procedure whose code stands anywhere in a text: "1.004222", "1004222", "1 chấm 00 4222", with a province's suffix
 * ("1.012753.H19"), or spoken ("một chấm không không…"). Null where there is none.
 */
export function findCode(text: string, codes: Codes): string | null {
  for (const [, first, rest, suffix = ''] of text.matchAll(CODE)) {
    const base = `${first}.${rest}`
    const code = codes.get(`${base}${suffix.toUpperCase()}`) ?? codes.get(base)
    if (code) return code
  }
  const heard = readOut(text)
  for (let at = 0; at < heard.length; at++) {
    const code = codeAt(heard, at, codes)
    if (code) return code
  }
  return null
}

/** A digit, a dot, six digits; a province's own copy has a suffix, and a few of the national list have more digits (domain facts §2.1). */
const CODE = /(?<![\d.])([1-9])\s?[.,]?\s?(\d{6,9})(?!\d)((?:\.[0-9A-Za-z]+)*)/g
const FEWEST_DIGITS = 6
const MOST_DIGITS = 9
/** "1.001.193": some write it like an amount. */
const GROUP = 3

/** A part of a text as part of a number: digits, '.' between them, or null for another word. */
type Heard = { readonly digits: string | null; readonly mayBeWord: boolean }

/**
 * The code that begins at a place: one digit, a dot, six digits or a few more, in whatever pieces. Without the dot no digit may stand
 * before it. Words behind it that may be digits as well ("…sáu một hai nam nay") are no part of it where it is known without them.
 */
function codeAt(heard: readonly Heard[], at: number, codes: Codes): string | null {
  if (!/^[1-9]$/.test(heard[at]?.digits ?? '')) return null
  const hasDot = heard[at + 1]?.digits === '.'
  if (!hasDot && isDigits(heard[at - 1])) return null
  let digits = ''
  for (let next = at + (hasDot ? 2 : 1); next < heard.length; next++) {
    const part = heard[next]?.digits ?? null
    if (part === '.' && digits.length === GROUP) continue
    if (part === null || part === '.') break
    digits += part
    if (digits.length > MOST_DIGITS) break
    const following = heard[next + 1]
    const isWhole = !isDigits(following) || following?.mayBeWord === true
    const code =
      digits.length >= FEWEST_DIGITS && isWhole ? codes.get(`${heard[at]?.digits}.${digits}`) : null
    if (code) return code
  }
  return null
}

function isDigits(part: Heard | undefined): boolean {
  return part !== undefined && part.digits !== null && part.digits !== '.'
}

function readOut(text: string): Heard[] {
  const pieces =
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}]+|\p{Nd}+|[.,]/gu) ?? []
  return pieces.map(heardAs)
}

function heardAs(piece: string): Heard {
  const [first = ''] = piece
  if (first === '.' || first === ',') return DOT
  return first >= '0' && first <= '9'
    ? { digits: piece, mayBeWord: false }
    : { digits: digitReadOut(piece), mayBeWord: true }
}

const DOT: Heard = { digits: '.', mayBeWord: false }
