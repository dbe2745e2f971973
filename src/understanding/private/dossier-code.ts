import { digitReadOut } from '../text/numbers.ts'

/**
 * A dossier code, in the two forms that are in use: `000.00.04.H51-200221-0001` (Thông tư 01/2018/TT-VPCP,
 * Điều 19) and `H56.34-240820-0012`; lower case and spaces around the marks are let pass (domain facts §2.5).
 */
export const DOSSIER_CODE =
  /(?<![\p{L}\p{N}])(?:\d{3}\s?[.,]\s?\d{2}\s?[.,]\s?\d{2}\s?[.,]\s?)?[GH]\s?\d{2}(?:\s?[.,]\s?\d{1,3}){0,4}\s?[-–—]\s?\d{6}\s?[-–—]\s?\d{4,6}(?!\p{N})/giu

/** Typed or read out in pieces, with spaces where the dashes were: `H56.34 240820 0012`. */
const IN_PIECES =
  /(?<![\p{L}\p{N}])([GH])\s?(\d{2})\s?[.,]?\s?(\d{1,3})\s?[-–—]?\s?(\d{2})\s?(\d{2})\s?(\d{2})\s?[-–—]?\s?(\d{4,6})(?!\s?\p{N})/giu

/**
 * The first dossier code in a text in its canonical form (upper case, no spaces), or null; also one in pieces, and one that is read out:
 * "hát năm sáu chấm ba tư gạch hai bốn không tám hai không gạch không không một hai".
 */
export function findDossierCode(text: string): string | null {
  const typed = text.normalize('NFKC')
  const [found] = typed.match(DOSSIER_CODE) ?? []
  if (found !== undefined)
    return found.replace(/\s/g, '').replaceAll(',', '.').replace(/[–—]/g, '-').toUpperCase()
  for (const piece of [typed, readOut(typed)])
    for (const [, letter = '', province, office, year, month, day, number] of piece.matchAll(IN_PIECES)) {
      const isDay = Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31
      if (isDay) return `${letter.toUpperCase()}${province}.${office}-${year}${month}${day}-${number}`
    }
  return null
}

/** Digits that were said, as digits. */
function readOut(text: string): string {
  if (!LETTER_SAID.test(text)) return ''
  return text
    .toLowerCase()
    .replace(LETTER_SAID, ' h ')
    .replace(/gạch(?: ngang| nối)?|gach(?: ngang| noi)?|trừ/gu, '-')
    .replace(/[\p{L}\p{M}]+/gu, word => digitReadOut(word) ?? word)
    .replace(/(?<=[\d.h-])\s+(?=[\d.-])/g, '')
}

const LETTER_SAID = /(?<!\p{L})(?:hát|hắt|hờ|hat|h)(?!\p{L})/iu
