import type { EnterKind } from '../../catalogue/schema/guide.ts'
import type { Status } from '../../catalogue/schema/language.ts'
import { findDossierCode } from '../private/dossier-code.ts'
import { fold } from '../text/fold.ts'
import { numberOf } from '../text/numbers.ts'
import type { Token } from '../text/tokens.ts'
import { readDay } from './day.ts'
import { type ReadStatus, statusReader } from './status.ts'

/**
 * Reads what was typed at an `enter` step into its canonical form, or null where it is no valid value: a dossier
 * code (upper case, no spaces), a status ("1" to "10", the official codes), a day (ISO), a number (digits).
 */
export type ReadValue = (as: EnterKind, text: string) => string | null

export function valueReader(
  statuses: readonly Status[],
  normalise: (text: string) => readonly Token[],
): ReadValue {
  const readStatus: ReadStatus = statusReader(statuses, normalise)
  return (as, text) => {
    switch (as) {
      case 'ma-ho-so':
        return findDossierCode(text)
      case 'trang-thai':
        return readStatus(text)
      case 'ngay':
        return readDay(text)
      case 'so':
        return readNumber(text)
    }
  }
}

/** A sentence that happens to hold a number is a question, not an answer. */
const LONGEST_NUMBER_ANSWER = 5
/** Counts and amounts; longer runs of digits are somebody's number. */
const MOST_DIGITS = 8

/** "3", "3 bản", "1.000", "ba"; null where there are two numbers. */
function readNumber(text: string): string | null {
  const joined = text.normalize('NFKC').replace(/(?<=\d)[.,](?=\d{3}(?!\d))/g, '')
  const words = fold(joined).split(' ')
  if (words.length > LONGEST_NUMBER_ANSWER) return null
  const digits = words.filter(word => /^\d+$/.test(word))
  if (digits.length === 1) {
    const [only = ''] = digits
    return only.length <= MOST_DIGITS ? String(Number(only)) : null
  }
  if (digits.length > 1) return null
  const [first, second] = words
  if (first === undefined || second !== undefined) return null
  const spelled = numberOf(first)
  return spelled === null ? null : String(spelled)
}
