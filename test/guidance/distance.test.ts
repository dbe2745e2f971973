import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { kilometresBetween } from '../../src/guidance/places/distance.ts'

const place = fc.record({
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
})
const HALF_ROUND_KM = 20_016

describe('the way between two places', () => {
  it.each([
    [
      'Hà Nội',
      { latitude: 21.0285, longitude: 105.8542 },
      'Thanh Hóa',
      { latitude: 19.8067, longitude: 105.7852 },
      136,
    ],
    [
      'Hà Nội',
      { latitude: 21.0285, longitude: 105.8542 },
      'Cần Thơ',
      { latitude: 10.0452, longitude: 105.7469 },
      1221,
    ],
  ])('from %s to %s is as long as maps say', (_from, from, _to, to, km) => {
    expect(Math.abs(kilometresBetween(from, to) - km)).toBeLessThan(1)
  })

  it('is a minute of the meridian for each nautical mile', () => {
    const km = kilometresBetween({ latitude: 19, longitude: 105 }, { latitude: 19 + 1 / 60, longitude: 105 })
    expect(km).toBeCloseTo(1.853, 3)
  })

  it('is the same there and back, and never longer than half way round', () => {
    fc.assert(
      fc.property(place, place, (one, other) => {
        const km = kilometresBetween(one, other)
        expect(km).toBeGreaterThanOrEqual(0)
        expect(km).toBeLessThan(HALF_ROUND_KM)
        expect(kilometresBetween(other, one)).toBeCloseTo(km, 6)
        expect(kilometresBetween(one, one)).toBe(0)
      }),
    )
  })

  it('leads over the date line, and not all the way round', () => {
    const km = kilometresBetween({ latitude: 0, longitude: 179.9 }, { latitude: 0, longitude: -179.9 })
    expect(km).toBeLessThan(23)
  })
})
