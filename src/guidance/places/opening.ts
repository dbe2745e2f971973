import type { Office } from '../../catalogue/schema/office.ts'
import { dayOf, vietnamHour, vietnamTime, vietnamWeekday } from '../dates.ts'

/** Whether a place is open. `opens` is null where its hours never come. Times as content writes them: `13:30`. */
export type Opening =
  | { kind: 'open'; until: string }
  | { kind: 'closed'; opens: { inDays: number; weekday: number; at: string } | null }

type Hours = Office['hours']
type Closed = Office['closed']

/** Nobody closes for longer and still gives hours. */
const FARTHEST_DAYS = 90

/**
 * How it stands at `now` (epoch milliseconds) by the weekly hours and the days on which it is closed, in Vietnam's time.
 * Public holidays are known only as far as they stand among those days.
 */
export function openingAt(hours: Hours, now: number, closed: Closed = []): Opening {
  const today = vietnamWeekday(now)
  const hour = vietnamHour(now)
  const isClosed = (inDays: number) => isOneOf(closed, dayOf(vietnamTime(now, inDays, 12)))
  const open =
    !isClosed(0) && on(hours, today).find(({ from, to }) => hourOf(from) <= hour && hour < hourOf(to))
  if (open) return { kind: 'open', until: untilEnd(on(hours, today), open.to) }
  for (let inDays = 0; inDays <= (closed.length === 0 ? 7 : FARTHEST_DAYS); inDays++) {
    if (isClosed(inDays)) continue
    const weekday = ((today - 1 + inDays) % 7) + 1
    const next = on(hours, weekday).find(({ from }) => inDays > 0 || hourOf(from) > hour)
    if (next) return { kind: 'closed', opens: { inDays, weekday, at: next.from } }
  }
  return { kind: 'closed', opens: null }
}

function isOneOf(closed: Closed, day: string): boolean {
  return closed.some(({ from, until = from }) => from <= day && day <= until)
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
