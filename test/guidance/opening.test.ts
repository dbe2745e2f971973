import { describe, expect, it } from 'vitest'
import { clockInWords, hoursInWords, momentInWords } from '../../src/guidance/places/hours.ts'
import { openingAt } from '../../src/guidance/places/opening.ts'

const WEEK = [1, 2, 3, 4, 5]
const HOURS = [
  { days: WEEK, from: '13:30', to: '17:00' },
  { days: WEEK, from: '07:00', to: '11:30' },
  { days: [6], from: '07:00', to: '11:30' },
]

/** 23/11/2026 is a Monday. */
const vietnam = (day: number, clock: string) => Date.parse(`2026-11-${day}T${clock}+07:00`)
const now = (day: number, clock: string) => {
  const opening = openingAt(HOURS, vietnam(day, clock))
  if (opening.kind === 'open') return `open until ${clockInWords(opening.until)}`
  return opening.opens ? `opens ${momentInWords(opening.opens)}` : 'never opens'
}

describe('whether a place is open, in Vietnam', () => {
  it.each([
    ['a minute before it opens', 23, '06:59:00', 'opens 7 giờ hôm nay'],
    ['when it opens', 23, '07:00:00', 'open until 11 giờ 30'],
    ['in the morning', 23, '09:00:00', 'open until 11 giờ 30'],
    ['in the last second of the morning', 23, '11:29:59', 'open until 11 giờ 30'],
    ['when it closes for lunch', 23, '11:30:00', 'opens 13 giờ 30 hôm nay'],
    ['in the afternoon', 23, '13:30:00', 'open until 17 giờ'],
    ['in the evening', 23, '17:00:00', 'opens 7 giờ ngày mai'],
    ['just before midnight', 23, '23:59:59', 'opens 7 giờ ngày mai'],
    ['at midnight', 24, '00:00:00', 'opens 7 giờ hôm nay'],
    ['on Friday evening', 27, '18:00:00', 'opens 7 giờ ngày mai'],
    ['on Saturday at noon', 28, '12:00:00', 'opens 7 giờ thứ Hai'],
    ['on Sunday', 29, '09:00:00', 'opens 7 giờ ngày mai'],
  ])('%s', (_label, day, clock, expected) => {
    expect(now(day, clock)).toBe(expected)
  })

  it('looks a whole week ahead', () => {
    const mondays = [{ days: [1], from: '08:00', to: '10:00' }]
    const opening = openingAt(mondays, vietnam(23, '10:00:00'))
    expect(opening).toEqual({ kind: 'closed', opens: { inDays: 7, weekday: 1, at: '08:00' } })
    expect(momentInWords({ inDays: 7, weekday: 1, at: '08:00' })).toBe('8 giờ thứ Hai tuần sau')
  })

  it('joins hours without a break between them', () => {
    const joined = [
      { days: [1], from: '07:00', to: '12:00' },
      { days: [1], from: '12:00', to: '16:05' },
    ]
    expect(openingAt(joined, vietnam(23, '08:00:00'))).toEqual({ kind: 'open', until: '16:05' })
  })

  it('never opens by hours that end before they begin', () => {
    const never = [{ days: [1], from: '17:00', to: '07:00' }]
    expect(openingAt(never, vietnam(23, '18:00:00'))).toEqual({ kind: 'closed', opens: null })
  })
})

describe('hours in words', () => {
  it('share a line where they share their days', () => {
    expect(hoursInWords(HOURS)).toEqual([
      'Thứ Hai đến thứ Sáu: 7 giờ đến 11 giờ 30 và 13 giờ 30 đến 17 giờ',
      'Thứ Bảy: 7 giờ đến 11 giờ 30',
    ])
  })

  it('name days one by one where they do not follow on each other', () => {
    expect(hoursInWords([{ days: [4, 2, 7], from: '07:05', to: '11:00' }])).toEqual([
      'Thứ Ba, thứ Năm, Chủ nhật: 7 giờ 05 đến 11 giờ',
    ])
  })
})
