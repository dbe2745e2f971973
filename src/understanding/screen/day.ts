import { fold } from '../text/fold.ts'

/**
 * The one day that a text names, as an ISO date: "3/7/2026", "03-07-2026", "3.7.2026", "ngày 3 tháng 7 năm
 * 2026", "2026-07-03". Null without a year, for a day that no calendar has, or where two days are named.
 */
export function readDay(text: string): string | null {
  const plain = fold(text)
  const found = [...plain.matchAll(DAY_FIRST), ...plain.matchAll(YEAR_FIRST)]
  const [match] = found
  if (!match?.groups || found.length > 1) return null
  return iso(Number(match.groups.year), Number(match.groups.month), Number(match.groups.day))
}

/** Folding has made spaces of the marks between. */
const DAY_FIRST = /(?<!\d )\b(?<day>\d{1,2}) (?:thang )?(?<month>\d{1,2}) (?:nam )?(?<year>(?:19|20)\d{2})\b/g
const YEAR_FIRST = /\b(?<year>(?:19|20)\d{2}) (?<month>\d{2}) (?<day>\d{2})\b(?! \d{4})/g

function iso(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day))
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return exists ? date.toISOString().slice(0, 10) : null
}
