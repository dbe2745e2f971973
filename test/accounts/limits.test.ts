import { describe, expect, it } from 'vitest'
import { messengerLimits, zaloLimits } from '../../src/accounts/limits.ts'
import type { Rate } from '../../src/channels/channel.ts'
import { Limiter } from '../../src/delivery/limiter.ts'

const NONE = { zaloAppPerMinute: 0, zaloOaPerMinute: 0, messengerPerSecond: 0 }

/** The most that leaves within any such time, where everything leaves as soon as it may. */
function mostWithin(rate: Rate, ms: number): number {
  const limiter = new Limiter(rate)
  const times: number[] = []
  for (let now = 0; now < 4 * ms; ) {
    const wait = limiter.wait(now)
    if (wait === 0) {
      limiter.take(now)
      times.push(now)
    } else now += wait
  }
  let most = 0
  for (let first = 0, last = 0; last < times.length; last++) {
    while ((times[last] ?? 0) - (times[first] ?? 0) >= ms) first++
    most = Math.max(most, last - first + 1)
  }
  return most
}

describe('what an operator allows', () => {
  it.each([4_000, 100, 1])('of %i calls a minute is kept in every minute, and used', count => {
    const { app, account } = zaloLimits({ ...NONE, zaloAppPerMinute: count, zaloOaPerMinute: count })
    expect(app).toEqual(account)
    const most = mostWithin(app ?? { perSecond: 0, burst: 0 }, 60_000)
    expect(most).toBeLessThanOrEqual(count + 1)
    expect(most).toBeGreaterThan(count * 0.9)
  })

  it('of 300 messages a second is kept in every second', () => {
    const { account } = messengerLimits({ ...NONE, messengerPerSecond: 300 })
    expect(mostWithin(account ?? { perSecond: 0, burst: 0 }, 1_000)).toBeLessThanOrEqual(301)
  })

  it('of one account goes before what is said of all, as packages differ', () => {
    const all = { ...NONE, zaloAppPerMinute: 4_000, zaloOaPerMinute: 100, messengerPerSecond: 300 }
    expect(zaloLimits(all, 600)).toEqual(zaloLimits({ ...all, zaloOaPerMinute: 600 }))
    expect(zaloLimits(all, 0)).toEqual(zaloLimits({ ...all, zaloOaPerMinute: 0 }))
    expect(messengerLimits(all, 20)).toEqual(messengerLimits({ ...all, messengerPerSecond: 20 }))
    expect([zaloLimits(all, null), messengerLimits(all, null)]).toEqual([
      zaloLimits(all),
      messengerLimits(all),
    ])
  })

  it('is everything where it is 0 or nobody says', () => {
    expect([zaloLimits(NONE), messengerLimits(NONE), zaloLimits(undefined)]).toEqual([{}, {}, {}])
  })
})
