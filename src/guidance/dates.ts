const DAY = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Ho_Chi_Minh',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

/** The calendar day in Vietnam at an epoch time in milliseconds: `2026-07-15`. */
export function dayOf(now: number): string {
  return DAY.format(now)
}

/** `2026-07-15` as people read it: `15/7/2026`. */
export function readableDay(day: string): string {
  const [year, month, date] = day.split('-')
  return `${Number(date)}/${Number(month)}/${year}`
}

export const HOUR_MS = 60 * 60 * 1000
export const DAY_MS = 24 * HOUR_MS
/** Vietnam is seven hours ahead all year round. */
const AHEAD_MS = 7 * HOUR_MS

/** The hour of the day in Vietnam, with its fraction: 7.5 is half past seven. */
export function vietnamHour(now: number): number {
  return ((now + AHEAD_MS) % DAY_MS) / HOUR_MS
}

/** An hour of a day in Vietnam, `days` after the day of `now`, in epoch milliseconds. */
export function vietnamTime(now: number, days: number, hour: number): number {
  const midnight = Math.floor((now + AHEAD_MS) / DAY_MS) * DAY_MS - AHEAD_MS
  return midnight + days * DAY_MS + hour * HOUR_MS
}

/** 1 is Monday, 7 is Sunday, in Vietnam. */
export function vietnamWeekday(now: number): number {
  return ((Math.floor((now + AHEAD_MS) / DAY_MS) + 3) % 7) + 1
}

/** "thứ Năm 26/11/2026" */
export function readableDate(now: number): string {
  return `${WEEKDAYS[vietnamWeekday(now) - 1]} ${readableDay(dayOf(now))}`
}

export const WEEKDAYS = ['thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy', 'Chủ nhật']

/** The day that lies so many working days after today; public holidays are not known and count as working days. */
export function afterWorkingDays(now: number, days: number): number {
  let at = now
  for (let left = days; left > 0; ) {
    at += DAY_MS
    if (vietnamWeekday(at) <= 5) left--
  }
  return at
}

/** "3 ngày làm việc" → 3; null where a text names no such number or more than one. */
export function workingDaysIn(text: string): number | null {
  const numbers = text.match(/\d+/g) ?? []
  const days = /(\d{1,3}) ngày làm việc/.exec(text)?.[1]
  return numbers.length === 1 && days ? Number(days) : null
}
