import type { ArrivalCount } from '../../store/records/figures.ts'

export const SILENT_HOURS = 3
const WEEK_HOURS = 7 * 24
/** How far back one looks: four weeks, and the hours of silence before each. */
export const HISTORY_HOURS = 4 * WEEK_HOURS + SILENT_HOURS + 1
/** So many messages in three hours, week after week, do not stop by chance (less than once in twenty such windows a year). */
const USUAL = 5
/** One week says nothing, two say little: both have to agree. */
const FEWEST_WEEKS = 2
/** Of three weeks or more, one may have been a holiday. */
const EXCEPTIONS = 1

/** The hours whose counts say whether an account is silent now; beside them only its first hour matters. */
export function hoursLookedAt(hour: number): number[] {
  const window = Array.from({ length: SILENT_HOURS + 1 }, (_, back) => hour - back)
  return [0, 1, 2, 3, 4].flatMap(weeks => window.map(one => one - weeks * WEEK_HOURS))
}

/**
 * How many messages an account usually gets in these three hours of the week, where it got none now and never gets
 * none at this time; null where the silence says nothing: something came, it is often silent now, or its history is
 * shorter than two weeks. `counts` are the account's own of the last four weeks, `hour` counts hours since 1970.
 * Pure.
 */
export function expectedSilence(
  counts: readonly Pick<ArrivalCount, 'hour' | 'count'>[],
  hour: number,
): number | null {
  const within = (from: number, to: number) =>
    counts.reduce((sum, one) => (one.hour >= from && one.hour < to ? sum + one.count : sum), 0)
  if (within(hour - SILENT_HOURS, hour + 1) > 0) return null
  const first = Math.min(...counts.map(one => one.hour))
  const usual = [1, 2, 3, 4]
    .map(weeks => hour - weeks * WEEK_HOURS)
    .filter(then => then - SILENT_HOURS >= first)
    .map(then => within(then - SILENT_HOURS, then))
  if (usual.length < FEWEST_WEEKS) return null
  const lively = usual.filter(count => count >= USUAL)
  const silent = usual.length - lively.length
  if (silent > (usual.length > FEWEST_WEEKS ? EXCEPTIONS : 0)) return null
  return Math.round(lively.reduce((sum, count) => sum + count, 0) / lively.length)
}
