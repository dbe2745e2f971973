import type { Office } from '../catalogue/schema/office.ts'
import { vietnamHour, vietnamWeekday } from './dates.ts'

/** Whether a place is open. `opens` is null where its hours never come. Times as content writes them: `13:30`. */
export type Opening =
  | { kind: 'open'; until: string }
  | { kind: 'closed'; opens: { inDays: number; weekday: number; at: string } | null }

type Hours = Office['hours']

/** How it stands at `now` (epoch milliseconds) by the weekly hours, in Vietnam's time. Public holidays are not known. */
export function openingAt(hours: Hours, now: number): Opening {
  const today = vietnamWeekday(now)
  const hour = vietnamHour(now)
  const open = on(hours, today).find(({ from, to }) => hourOf(from) <= hour && hour < hourOf(to))
  if (open) return { kind: 'open', until: untilEnd(on(hours, today), open.to) }
  for (let inDays = 0; inDays <= 7; inDays++) {
    const weekday = ((today - 1 + inDays) % 7) + 1
    const next = on(hours, weekday).find(({ from }) => inDays > 0 || hourOf(from) > hour)
    if (next) return { kind: 'closed', opens: { inDays, weekday, at: next.from } }
  }
  return { kind: 'closed', opens: null }
}

/** The hours of one day, the earliest first; such as end before they begin are nobody's. */
function on(hours: Hours, weekday: number): Hours {
  return hours
    .filter(({ days, from, to }) => days.includes(weekday) && from < to)
    .toSorted((one, other) => hourOf(one.from) - hourOf(other.from))
}

/** Hours that follow on each other without a break end together. */
function untilEnd(today: Hours, end: string): string {
  return today.reduce((until, { from, to }) => (from <= until && to > until ? to : until), end)
}

function hourOf(clock: string): number {
  const [hour = 0, minute = 0] = clock.split(':').map(Number)
  return hour + minute / 60
}
