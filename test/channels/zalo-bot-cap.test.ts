import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allowanceOf, monthOf, warningAt } from '../../src/channels/zalo-bot/cap.ts'

describe('the messages of a month', () => {
  it.each([
    [0, 'free'],
    [2_849, 'free'],
    [2_850, 'way-out'],
    [2_999, 'way-out'],
    [3_000, 'used-up'],
    [9_999, 'used-up'],
  ])('of 3,000, once %i are sent, leave the next one %s', (sent, allowance) => {
    expect(allowanceOf(sent, 3_000)).toBe(allowance)
  })

  it('never end where there is no cap', () => {
    expect(allowanceOf(1_000_000, 0)).toBe('free')
  })

  it('under any cap are free first, then lead out, then end, and the operator hears of each once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 400 }), cap => {
        const all = Array.from({ length: cap + 1 }, (_, sent) => sent)
        const order = ['free', 'way-out', 'used-up']
        const met = all.map(sent => order.indexOf(allowanceOf(sent, cap)))
        expect(met).toEqual(met.toSorted())
        expect(new Set(met).size).toBe(3)
        const warned = all.filter(sent => warningAt(sent, cap) !== null)
        expect(warned).toEqual([Math.ceil(cap * 0.8), met.indexOf(1), cap])
      }),
    )
  })

  it('are those of the calendar month in Vietnam', () => {
    expect(monthOf(Date.parse('2026-11-30T16:59:59Z'))).toBe('2026-11')
    expect(monthOf(Date.parse('2026-11-30T17:00:00Z'))).toBe('2026-12')
  })
})
