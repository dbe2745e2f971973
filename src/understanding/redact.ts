import { DOSSIER_CODE } from './dossier-code.ts'

export type Personal = 'card' | 'phone' | 'email'

/** What stands where something personal stood. */
export const MASK = '▮▮▮'

/**
 * Cuts what nobody should have sent out of a text: numbers of 9 and 12 digits (cards), Vietnamese phone numbers
 * and e-mail addresses, also with spaces, dots or hyphens between digits. Codes of procedures and dossiers and
 * helplines (1022, 1414, 19000368, 18001096) stay. `found` names each kind once, in no order of importance.
 */
export function redact(text: string): { text: string; found: Personal[] } {
  const found = new Set<Personal>()
  const hide = (kind: Personal) => {
    found.add(kind)
    return MASK
  }
  const clean = outsideDossierCodes(text, part =>
    part.replace(EMAIL, () => hide('email')).replace(DIGITS, run => hideNumbers(run, hide)),
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
const DIGITS = /\(?\+?\p{Nd}(?:[\s.\-()\u2010-\u2015\u00B7_]{0,3}\p{Nd})+/gu

function hideNumbers(run: string, hide: (kind: Personal) => string): string {
  const whole = kindOf(run)
  if (whole) return hide(whole)
  return byPieces(run, hide)
}

/** Several numbers in a row, or a number after a date: the longest stretch of groups that is one goes. */
function byPieces(run: string, hide: (kind: Personal) => string): string {
  const groups = run.split(/([^\p{Nd}+]+)/u)
  for (let length = groups.length; length >= 1; length--) {
    for (let from = 0; from + length <= groups.length; from++) {
      const piece = groups.slice(from, from + length).join('')
      if (!/\p{Nd}$/u.test(piece) || !/^[+\p{Nd}]/u.test(piece)) continue
      const kind = kindOf(piece)
      if (!kind) continue
      const before = groups.slice(0, from).join('')
      const after = groups.slice(from + length).join('')
      return byPieces(before, hide) + hide(kind) + byPieces(after, hide)
    }
  }
  return run
}

function kindOf(piece: string): Personal | null {
  const digits = piece.normalize('NFKC').replace(/[^\d+]/g, '')
  if (/^\+?84[235789]\d{8}$/.test(digits) || /^0[235789]\d{8}$/.test(digits)) return 'phone'
  if (/^02\d{9}$/.test(digits) || /^\+?842\d{9}$/.test(digits)) return 'phone'
  if (/^(\d{9}|\d{12})$/.test(digits) && !isDates(piece)) return 'card'
  return null
}

/** "1 2 3 4 …" picked out of prose by chance is still a number; two dates side by side are not. */
function isDates(piece: string): boolean {
  return /^\d{1,2}[./-]\d{1,2}[./-]\d{4}\b/.test(piece)
}

function outsideDossierCodes(text: string, clean: (part: string) => string): string {
  let result = ''
  let from = 0
  for (const match of text.matchAll(DOSSIER_CODE)) {
    result += clean(text.slice(from, match.index)) + match[0]
    from = match.index + match[0].length
  }
  return result + clean(text.slice(from))
}
