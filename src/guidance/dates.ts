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
