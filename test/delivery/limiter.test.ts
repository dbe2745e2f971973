import { describe, expect, it } from 'vitest'
import { Limiter } from '../../src/delivery/limiter.ts'

/** How many leave within this time, each as soon as it may. */
function within(limiter: Limiter, ms: number, from = 0): number {
  let count = 0
  for (let now = from; now < from + ms; ) {
    const wait = limiter.wait(now)
    if (wait === 0) {
      limiter.take(now)
      count++
    } else now += wait
  }
  return count
}

describe('what leaves on an account', () => {
  it('is never held back where the platform names no limit', () => {
    const limiter = new Limiter(null)
    for (let count = 0; count < 10_000; count++) {
      expect(limiter.wait(0)).toBe(0)
      limiter.take(0)
    }
  })

  it('keeps to the rate once the first ones are gone', () => {
    const limiter = new Limiter({ perSecond: 60, burst: 100 })
    const first = within(limiter, 1_000)
    expect(first).toBeGreaterThanOrEqual(100)
    expect(first).toBeLessThanOrEqual(161)
    const minute = within(limiter, 60_000, 1_000)
    expect(minute).toBeLessThanOrEqual(60 * 60 + 1)
    expect(minute).toBeGreaterThan(60 * 60 * 0.9)
  })

  it('never has more in hand than the first ones, however long nothing left', () => {
    const limiter = new Limiter({ perSecond: 10, burst: 5 })
    within(limiter, 10)
    expect(within(limiter, 10, 3_600_000)).toBe(5)
  })

  it('goes slower for as long as the platform says that it gets tight', () => {
    const limiter = new Limiter(null)
    limiter.ease({ forMs: 60_000, everyMs: 600 }, 0)
    expect(within(limiter, 60_000)).toBe(99)
    expect(limiter.wait(60_000)).toBe(0)
  })

  it('stands still where nothing is left', () => {
    const limiter = new Limiter(null)
    limiter.ease({ forMs: 60_000, everyMs: 60_000 }, 0)
    expect(limiter.wait(1)).toBe(59_999)
  })

  it('is not held back for an hour because the clock was set back an hour', () => {
    const limiter = new Limiter({ perSecond: 1, burst: 1 })
    limiter.take(3_600_000)
    limiter.ease({ forMs: 60_000, everyMs: 60_000 }, 3_600_000)
    expect(limiter.wait(0)).toBeLessThanOrEqual(1_000)
  })

  it('keeps with several instances together to what one alone would keep to', () => {
    const instances = [1, 2, 3].map(() => new Limiter({ perSecond: 30, burst: 90 }, 3))
    expect(instances.map(one => within(one, 10))).toEqual([30, 30, 30])
    const minute = instances.reduce((sum, one) => sum + within(one, 60_000, 10), 0)
    expect(minute).toBeLessThanOrEqual(60 * 30 + 3)
    expect(minute).toBeGreaterThan(60 * 30 * 0.9)
  })

  it('has no more in hand than its share as soon as another instance comes in, and all when it is gone', () => {
    const limiter = new Limiter({ perSecond: 10, burst: 20 })
    limiter.share(2, 0)
    expect(within(limiter, 10)).toBe(10)
    limiter.share(1, 10)
    expect(within(limiter, 1_000, 10)).toBe(10)
    expect(within(limiter, 10, 3_600_000)).toBe(20)
  })

  it('begins with nothing in hand among others, who may have let through all of it', () => {
    const limiter = new Limiter({ perSecond: 10, burst: 20 })
    limiter.share(2, 0)
    limiter.empty(0)
    expect(within(limiter, 10)).toBe(0)
    expect(within(limiter, 1_000, 10)).toBe(5)
  })

  it('goes slower by as many instances as read the same figures of the platform', () => {
    const limiter = new Limiter(null, 2)
    limiter.ease({ forMs: 60_000, everyMs: 600 }, 0)
    expect(within(limiter, 60_000)).toBe(49)
  })
})
