import { describe, expect, it } from 'vitest'
import { Arrivals } from '../../src/operations/figures/arrivals.ts'
import { makeMetrics } from '../../src/operations/figures/metrics.ts'
import { callCounter, observedStore } from '../../src/operations/figures/observed-store.ts'
import type { ArrivalCount } from '../../src/store/records/figures.ts'
import { openSqliteStore } from '../../src/store/sqlite/open.ts'
import { StoreUnavailable } from '../../src/store/store.ts'
import { NOON, someone } from '../store/samples.ts'

describe('a store that is watched', () => {
  it('does what it did, and counts what calls fail of, and how long they take', async () => {
    const store = await openSqliteStore(':memory:')
    const metrics = makeMetrics(store, () => NOON)
    const watched = observedStore(store, callCounter(metrics))
    expect(await watched.load([someone('lan')])).toEqual([null])
    await store.close()
    await expect(watched.check()).rejects.toThrow()
    const failing = observedStore(
      { ...store, check: () => Promise.reject(new StoreUnavailable('locked')) },
      callCounter(metrics),
    )
    await expect(failing.check()).rejects.toThrow('locked')
    const text = await metrics.registry.metrics()
    expect(text).toContain('danloi_store_errors_total{method="check",kind="unavailable"} 1')
    expect(text).toContain('danloi_store_errors_total{method="check",kind="other"} 1')
    expect(text).toContain('danloi_store_seconds_count{method="load"} 1')
    expect(text).toContain('danloi_store_up 0')
  })
})

describe('what people send', () => {
  const text = (said: string) => ({ account: 'zalo:4', what: { kind: 'text', text: said } })

  it('is counted by account and hour, what begins with # apart, and receipts and staff not at all', async () => {
    const written: ArrivalCount[] = []
    const store = { countArrivals: async (counts: readonly ArrivalCount[]) => void written.push(...counts) }
    const arrivals = new Arrivals(
      store,
      () => NOON,
      () => {},
    )
    expect(arrivals.note([text('chào'), text('#menu'), { account: 'zalo:4', what: { kind: 'tap' } }])).toBe(
      true,
    )
    expect(arrivals.note([{ account: 'zalo:4', what: { kind: 'staffSpoke', text: 'chào' } }])).toBe(false)
    await arrivals.stop()
    await arrivals.write()
    const hour = Math.floor(NOON / 3_600_000)
    expect(written).toEqual([{ account: 'zalo:4', hour, count: 3, plain: 1, lastAt: NOON }])
  })

  it('is kept until it can be written', async () => {
    const written: ArrivalCount[] = []
    const errors: unknown[] = []
    let away = true
    const store = {
      async countArrivals(counts: readonly ArrivalCount[]) {
        if (away) throw new StoreUnavailable('locked')
        written.push(...counts)
      },
    }
    const arrivals = new Arrivals(
      store,
      () => NOON,
      error => errors.push(error),
    )
    arrivals.note([text('chào')])
    await arrivals.write()
    arrivals.note([text('còn đây không')])
    away = false
    await arrivals.stop()
    expect(written).toMatchObject([{ count: 2, plain: 2 }])
    expect(errors).toHaveLength(1)
  })
})
