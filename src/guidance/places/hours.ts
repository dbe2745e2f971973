import type { Office } from '../../catalogue/schema/office.ts'
import { WEEKDAYS } from '../dates.ts'

/** Weekly hours as people say them, a line for the days that share them. */
export function hoursInWords(hours: Office['hours']): string[] {
  const byDays = new Map<string, { days: readonly number[]; spans: string[] }>()
  for (const { days, from, to } of hours.toSorted((one, other) => (one.from < other.from ? -1 : 1))) {
    const sorted = days.toSorted((one, other) => one - other)
    const line = byDays.get(sorted.join()) ?? { days: sorted, spans: [] }
    line.spans.push(`${clockInWords(from)} đến ${clockInWords(to)}`)
    byDays.set(sorted.join(), line)
  }
  return [...byDays.values()].map(({ days, spans }) => `${daysInWords(days)}: ${spans.join(' và ')}`)
}

/** `07:00` → "7 giờ", `13:30` → "13 giờ 30" */
export function clockInWords(clock: string): string {
  const [hour, minute] = clock.split(':')
  return minute === '00' ? `${Number(hour)} giờ` : `${Number(hour)} giờ ${minute}`
}

/** When a place opens, seen from today: "13 giờ 30 hôm nay", "7 giờ ngày mai", "7 giờ thứ Hai". */
export function momentInWords({
  inDays,
  weekday,
  at,
}: {
  inDays: number
  weekday: number
  at: string
}): string {
  const day = ['hôm nay', 'ngày mai'][inDays] ?? dayName(weekday)
  return `${clockInWords(at)} ${day}${inDays === 7 ? ' tuần sau' : ''}`
}

/** 1 to 5 → "Thứ Hai đến thứ Sáu" */
function daysInWords(days: readonly number[]): string {
  const [first = 1] = days
  const last = days.at(-1) ?? first
  const inARow = days.length > 2 && last - first === days.length - 1
  const words = inARow ? `${dayName(first)} đến ${dayName(last)}` : days.map(dayName).join(', ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function dayName(weekday: number): string {
  return WEEKDAYS[weekday - 1] ?? ''
}
