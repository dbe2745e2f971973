import { DOSSIER_CODE } from './dossier-code.ts'
import { hideSecrets } from './secrets.ts'

export type Personal = 'card' | 'phone' | 'email' | 'secret'

/** What stands where something personal stood. */
export const MASK = '▮▮▮'

/** Whether something was cut out of a text. */
export function holdsMask(text: string): boolean {
  return text.includes(MASK)
}

/**
 * Cuts what nobody should have sent out of a text: numbers of 9 and 12 digits (cards), Vietnamese phone numbers
 * and e-mail addresses, also with spaces, dots or hyphens between digits, and what follows "mật khẩu", "mã OTP"
 * or "passcode" and looks like one. Codes of procedures and dossiers, also mistyped, and helplines (1022, 1414,
 * 19000368, 18001096) stay. `found` names each kind once, in no order of importance.
 */
export function redact(text: string): { text: string; found: Personal[] } {
  const found = new Set<Personal>()
  const hide = (kind: Personal) => {
    found.add(kind)
    return MASK
  }
  const clean = outsideCodes(text, part =>
    hideSecrets(part, () => hide('secret'))
      .replace(EMAIL, () => hide('email'))
      .replace(DIGITS, run => hideNumbers(run, hide)),
  )
  return { text: clean, found: [...found] }
}

/** As `redact`, and dossier codes too: for logs and for whatever is shown to others. */
export function redactAll(text: string): { text: string; found: Personal[] } {
  const { text: clean, found } = redact(text)
  return { text: clean.replace(DOSSIER_CODE, MASK), found }
}

const EMAIL = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,5}/gu
/** Digits in any script, with what people put between them; ends in a digit. */
const DIGITS = /\+?\p{Nd}(?:[\s.\-()\u2010-\u2015\u00B7_]{0,3}\p{Nd})+/gu

/** The longest number that anybody parts into single digits has twelve. */
const MOST_GROUPS = 12

/** From left to right the longest stretch of groups that is a card or a phone goes; the rest stays as it is. */
function hideNumbers(run: string, hide: (kind: Personal) => string): string {
  const groups = run.split(/([^\p{Nd}+]+)/u)
  let result = ''
  for (let from = 0; from < groups.length; ) {
    const found = longestFrom(groups, from)
    result += found ? hide(found.kind) : groups[from]
    from = found ? found.to : from + 1
  }
  return result
}

/** Groups of digits and what stands between them take turns. */
function longestFrom(groups: readonly string[], from: number): { kind: Personal; to: number } | null {
  if (!/^[+\p{Nd}]/u.test(groups[from] ?? '')) return null
  for (let to = Math.min(groups.length, from + 2 * MOST_GROUPS); to > from; to--) {
    const kind = /\p{Nd}$/u.test(groups[to - 1] ?? '') ? kindOf(groups.slice(from, to).join('')) : null
    if (kind) return { kind, to }
  }
  return null
}

function kindOf(piece: string): Personal | null {
  const digits = piece.normalize('NFKC').replace(/[^\d+]/g, '')
  if (/^\+?84[235789]\d{8}$/.test(digits) || /^0[235789]\d{8}$/.test(digits)) return 'phone'
  if (/^02\d{9}$/.test(digits) || /^\+?842\d{9}$/.test(digits)) return 'phone'
  if (/^(\d{9}|\d{12})$/.test(digits) && !isDates(piece) && !isPieceOfCode(piece)) return 'card'
  return null
}

/** "1 2 3 4 …" picked out of prose by chance is still a number; two dates side by side are not. */
function isDates(piece: string): boolean {
  return /^\d{1,2}[./-]\d{1,2}[./-]\d{4}\b/.test(piece)
}

/** "240820-001": nobody parts a card by hyphens but into groups of three or four. */
function isPieceOfCode(piece: string): boolean {
  return /[-\u2010-\u2015]/.test(piece) && !/^\p{Nd}{3,4}(?:\P{Nd}+\p{Nd}{3,4})+$/u.test(piece)
}

/** "H56.34-240820-001": a digit too few, yet no card; cards have no letter before and no hyphen. */
const MISTYPED_CODE = /(?<![\p{L}\p{N}])[GH]\s?\d{2}(?:\.\d{1,3}){0,4}(?:\s?-\s?\d{1,7}){1,2}(?!\p{N})/u

/** Codes of dossiers, and of procedures with a province's suffix (`1.012753.000.00.00.H10`), are nobody's number. */
const CODES = new RegExp(
  `${DOSSIER_CODE.source}|${MISTYPED_CODE.source}|(?<!\\p{N})[1-9]\\.\\d{6}(?:\\.\\d{3}\\.\\d{2}\\.\\d{2})?\\.[GH]\\d{2}(?!\\p{N})`,
  'giu',
)

function outsideCodes(text: string, clean: (part: string) => string): string {
  let result = ''
  let from = 0
  for (const match of text.matchAll(CODES)) {
    result += clean(text.slice(from, match.index)) + match[0]
    from = match.index + match[0].length
  }
  return result + clean(text.slice(from))
}
