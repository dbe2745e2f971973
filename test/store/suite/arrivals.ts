import { describe, expect, it } from 'vitest'
import type { Bench } from '../describe-store.ts'
import { DAY, KEEPING, NOON, WEB, ZALO } from '../samples.ts'

const HOUR = 60 * 60 * 1000
const hourOf = (at: number) => Math.floor(at / HOUR)

export function arrivals(bench: Bench): void {
  const row = (account: string, at: number, count = 1, plain = count) => ({
    account,
    hour: hourOf(at),
    count,
    plain,
    lastAt: at,
  })

  describe('what people sent by the hour', () => {
    it('adds up, whoever counts it, and knows the last one', async () => {
      const other = await bench.open()
      await bench.store.countArrivals([row(ZALO, NOON + 9, 3), row(WEB, NOON)])
      await other.countArrivals([row(WEB, NOON + 1), row(ZALO, NOON + 5, 2, 0)])
      await other.close()
      expect(await bench.store.arrivals(hourOf(NOON))).toEqual([
        { account: WEB, hour: hourOf(NOON), count: 2, plain: 2, lastAt: NOON + 1 },
        { account: ZALO, hour: hourOf(NOON), count: 5, plain: 3, lastAt: NOON + 9 },
      ])
    })

    it('is told of the hours that matter and of the first one of each account alone', async () => {
      const hours = (account: string, ...after: number[]) => after.map(one => row(account, NOON + one * HOUR))
      await bench.store.countArrivals([...hours(ZALO, 0, 1, 2, 3, 4), ...hours(WEB, 2, 3)])
      const told = await bench.store.arrivals(hourOf(NOON + HOUR), [hourOf(NOON + 3 * HOUR), hourOf(NOON)])
      expect(told.map(({ account, hour }) => [account, hour - hourOf(NOON)])).toEqual([
        [WEB, 2],
        [WEB, 3],
        [ZALO, 1],
        [ZALO, 3],
      ])
    })

    it('is told since an hour, and forgotten after five weeks', async () => {
      await bench.store.countArrivals([row(ZALO, NOON), row(ZALO, NOON + HOUR)])
      expect(await bench.store.arrivals(hourOf(NOON + HOUR))).toHaveLength(1)
      expect(await bench.store.sweep(NOON + 35 * DAY, KEEPING)).toMatchObject({ arrivals: 0 })
      expect(await bench.store.sweep(NOON + 35 * DAY + HOUR, KEEPING)).toMatchObject({ arrivals: 1 })
      expect(await bench.store.arrivals(0)).toHaveLength(1)
    })
  })
}
