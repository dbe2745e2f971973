import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import { post } from '../../src/channels/common/http.ts'
import { startWatching } from '../../src/house/watching.ts'
import type { AccountHealth } from '../../src/operations/figures/account-troubles.ts'
import { makeMetrics } from '../../src/operations/figures/metrics.ts'
import { makeLog } from '../../src/operations/log.ts'
import { telling } from '../../src/operations/telling.ts'
import { openSqliteStore } from '../../src/store/sqlite/open.ts'

const OA = 'zalo:4000000000000000004'
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const WEEK = 7 * 24 * HOUR
const START = Date.parse('2026-11-18T03:00:00Z')
const arrived = (said: string) => [
  { account: OA, person: '1', messageId: said, at: START, what: { kind: 'text' as const, text: said } },
]

/** A house whose operator has an address that is told, and a clock. */
async function house() {
  const told: string[] = []
  const operator = createServer(async (request, response) => {
    told.push(JSON.parse(await text(request)).subject)
    response.end()
  })
  await new Promise<void>(done => operator.listen(0, '127.0.0.1', done))
  onTestFinished(() => void operator.close())
  const address = operator.address()
  if (address === null || typeof address === 'string') throw new Error('The operator has no port.')

  const store = await openSqliteStore(':memory:')
  const world = { now: START }
  const now = () => world.now
  const health: AccountHealth = { account: OA, paused: null, token: null }
  const state = { ...health }
  const metrics = makeMetrics(store, now)
  const watching = startWatching({
    settings: {
      dataDir: '.',
      alerts: { email: [], url: `http://127.0.0.1:${address.port}/`, zaloBotChat: null },
    },
    store,
    states: () => [state],
    capped: () => [],
    channels: [],
    tell: telling({ smtpUrl: null, mailFrom: null, secret: null, channels: () => new Map(), now, post }),
    now,
    log: makeLog('silent'),
    metrics,
  })
  onTestFinished(() => watching.stop())
  /** Time passes, then one looks. */
  const lookAfter = async (ms: number) => {
    world.now += ms
    await watching.look()
  }
  return { watching, store, told, lookAfter, state, metrics, world }
}

describe('the watch over the house', () => {
  it('tells that a channel fell silent which is lively at this hour of other weeks, and that it is heard again', async () => {
    const { store, told, lookAfter, watching } = await house()
    const silentSince = START + 4 * HOUR
    await store.countArrivals(
      [1, 2, 3].map(weeks => {
        const lastAt = silentSince - weeks * WEEK - HOUR
        return { account: OA, hour: Math.floor(lastAt / HOUR), count: 12, plain: 12, lastAt }
      }),
    )
    await lookAfter(2 * HOUR)
    expect(told).toEqual([])
    await lookAfter(2 * HOUR)
    await lookAfter(MINUTE)
    expect(told).toEqual([`Dẫn Lối: ${OA} has been silent for three hours`])
    watching.arrived(arrived('chào'))
    await watching.stop()
    await lookAfter(MINUTE)
    await lookAfter(6 * MINUTE)
    expect(told.at(-1)).toBe(`Dẫn Lối: Over: ${OA} has been silent for three hours`)
  })

  it('tells what a platform refuses, until something gets through or nothing waits any more', async () => {
    const { told, lookAfter, watching, metrics } = await house()
    const stopped = { kind: 'stopped', reason: 'the token is not valid' } as const
    watching.sent(OA, stopped)
    await lookAfter(MINUTE)
    expect(told).toEqual([`Dẫn Lối: Nothing gets through on ${OA}`])
    expect(await metrics.registry.metrics()).toContain('danloi_troubles{kind="stopped"} 1')
    watching.sent(OA, { kind: 'sent', platformId: null })
    await lookAfter(MINUTE)
    await lookAfter(6 * MINUTE)
    expect(told).toHaveLength(2)
    watching.sent(OA, stopped)
    await lookAfter(MINUTE)
    expect(told).toHaveLength(3)
    for (let minutes = 0; minutes < 30; minutes += 5) await lookAfter(5 * MINUTE)
    expect(told.at(-1)).toBe(`Dẫn Lối: Over: Nothing gets through on ${OA}`)
  })

  it('does not tell operators what they did themselves, nor afterwards', async () => {
    const { told, lookAfter, watching, state } = await house()
    state.paused = { by: 'operator', reason: 'moving', at: START }
    watching.sent(OA, { kind: 'stopped', reason: 'An operator has paused it' })
    await lookAfter(MINUTE)
    state.paused = null
    await lookAfter(MINUTE)
    expect(told).toEqual([])
  })

  it('tells that the database is away, after two minutes', async () => {
    const { told, lookAfter, store } = await house()
    await store.close()
    await lookAfter(MINUTE)
    expect(told).toEqual([])
    await lookAfter(2 * MINUTE)
    expect(told).toEqual(['Dẫn Lối: The database is away: nobody gets an answer'])
  })
})
