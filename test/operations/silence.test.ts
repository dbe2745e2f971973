import { describe, expect, it } from 'vitest'
import { expectedSilence, hoursLookedAt } from '../../src/operations/alerts/silence.ts'

const WEEK = 7 * 24
/** A Wednesday, 10 o'clock in Vietnam. */
const NOW = 496_000

/** So many messages in the three hours before this time of the week, by how many weeks ago. */
function history(...perWeek: number[]) {
  return perWeek.flatMap((count, index) => [
    { hour: NOW - (index + 1) * WEEK - 2, count },
    // The channel lives at other times as well.
    { hour: NOW - (index + 1) * WEEK - 20, count: 3 },
  ])
}

describe('the silence of a channel', () => {
  it('is unusual where messages came at this time in each of the last weeks', () => {
    expect(expectedSilence(history(10, 12, 8, 10), NOW)).toBe(10)
    expect(expectedSilence(history(6, 8), NOW)).toBe(7)
  })

  it.each([
    ['it is young', history(30)],
    ['nobody ever wrote', []],
    ['few write at this time', history(2, 4, 3, 1)],
    ['it was silent at this time in two of the weeks', history(12, 0, 12, 0)],
    ['two weeks are known, and one was silent', history(20, 0)],
    ['something came two hours ago', [...history(10, 12, 8, 10), { hour: NOW - 2, count: 1 }]],
    ['something came just now', [...history(10, 12, 8, 10), { hour: NOW, count: 1 }]],
  ])('is none where %s', (_, counts) => {
    expect(expectedSilence(counts, NOW)).toBeNull()
  })

  it('is known by the hours that are looked at and the first one as by all of them', () => {
    const known = history(10, 0, 8, 12)
    const first = Math.min(...known.map(({ hour }) => hour))
    for (let now = NOW - 30; now <= NOW + 30; now++) {
      const looked = known.filter(({ hour }) => hour === first || hoursLookedAt(now).includes(hour))
      expect([now, expectedSilence(looked, now)]).toEqual([now, expectedSilence(known, now)])
    }
  })

  it('forgives one week that was a holiday', () => {
    expect(expectedSilence(history(10, 0, 8, 12), NOW)).toBe(10)
  })

  it('is not made of nights: at three in the morning nobody is missed', () => {
    expect(expectedSilence(history(10, 12, 8, 10), NOW - 8)).toBeNull()
  })
})
