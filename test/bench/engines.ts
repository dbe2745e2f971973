import { cpus } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { type PostgresServer, startPostgres } from '../postgres/server.ts'
import { RealHouse } from '../proofs/real-house.ts'
import { printTable } from '../proofs/table.ts'
import { type Helper, startHelper } from './helper.ts'
import { flood, type Load, percentile, trickle } from './load.ts'
import { MIX, type SignedCall, signedTurns } from './turns-mix.ts'

const CONNECTIONS = 64
const WARM_UP_CALLS = 1_000
const AWAY_A_SECOND = 50
/** The platforms wait some seconds for their answer, and whoever gets none may deliver elsewhere. */
const MOST_REFUSAL_MS = 1_500
/** As an operator would leave them, so that every commit waits for the disk. */
const CAREFUL: readonly string[] = []

type Setup = { name: string; instances: number; postgres: boolean }
const SETUPS: readonly Setup[] = [
  { name: 'SQLite', instances: 1, postgres: false },
  { name: 'PostgreSQL', instances: 1, postgres: true },
  { name: 'PostgreSQL', instances: 2, postgres: true },
  { name: 'PostgreSQL', instances: 4, postgres: true },
]

const PARTS = ['all', 'rates', 'away'] as const
type Part = (typeof PARTS)[number]
export type EnginesOptions = { calls: number; steadySeconds: number; awaySeconds: number }
const USUAL: EnginesOptions = { calls: 6_000, steadySeconds: 20, awaySeconds: 30 }

/**
 * Turns a second with each engine, how long replies wait at half and at full load, and what happens while PostgreSQL is
 * away. Alone: `npm run bench:engines [-- --calls N --steady SECONDS --away SECONDS --part rates|away]`. Resolves with what was out of bounds.
 */
export async function measureEngines(options: EnginesOptions = USUAL, part: Part = 'all'): Promise<string[]> {
  const zalo = await startHelper('accepting-process.ts')
  const faults: string[] = []
  try {
    if (part !== 'away') await measureRates(zalo, options, faults)
    if (part !== 'rates') await measureAway(zalo, options.awaySeconds, faults)
  } finally {
    zalo.stop()
  }
  return faults
}

async function measureRates(zalo: Helper, options: EnginesOptions, faults: string[]): Promise<void> {
  const rates: (string | number)[][] = []
  const delays: (string | number)[][] = []
  for (const setup of SETUPS)
    await within(zalo, setup, async town => {
      const { row, sentPerSecond } = await measureRate(town, options.calls, faults)
      rates.push([setup.name, setup.instances, ...row])
      for (const [load, share] of [
        ['half', 0.5],
        ['full', 1],
      ] as const)
        delays.push([
          setup.name,
          setup.instances,
          load,
          ...(await measureDelay(town, sentPerSecond * share, options.steadySeconds, faults)),
        ])
    })
  printTable(
    `(f) Turns a second by engine, ${CONNECTIONS} connections, ${options.calls} calls; ${MIX}.\n` +
      `    Servers, PostgreSQL, Zalo and the senders share ${cpus().length} CPUs, so more instances share them too.`,
    ['engine', 'instances', 'turns /s', '/s until all is sent', 'p50 ms', 'p99 ms', 'CPU µs a turn, servers'],
    rates,
  )
  printTable(
    `(g) From when a reply was written until Zalo's yes was marked, in ms; full load is (f)'s rate until all is sent, for ${options.steadySeconds} s`,
    ['engine', 'instances', 'load', 'turns /s', 'p50', 'p95', 'p99', 'most', 'webhook p99'],
    delays,
  )
}

/** The servers of one set-up, and the database where it is not a file of theirs. */
type Town = { houses: RealHouse[]; postgres: PostgresServer | null; callsOf(count: number): SignedCall[] }

async function within(
  zalo: Helper,
  { instances, postgres: shared }: Setup,
  work: (town: Town) => Promise<void>,
) {
  const postgres = shared ? await startPostgres(CAREFUL) : null
  const houses: RealHouse[] = []
  try {
    for (let count = 0; count < instances; count++)
      houses.push(await RealHouse.build(zalo.settings, postgres?.url ?? null))
    for (const house of houses) await house.start()
    const callsOf = (count: number) => signedTurns(count, ++seed, zalo.settings)
    await floodAll(houses, callsOf(WARM_UP_CALLS))
    await idle(houses)
    await work({ houses, postgres, callsOf })
  } finally {
    for (const house of houses) await house.remove()
    await postgres?.remove()
  }
}

let seed = 500

async function measureRate({ houses, callsOf }: Town, count: number, faults: string[]) {
  const before = await cpuOf(houses)
  const began = performance.now()
  const load = await floodAll(houses, callsOf(count))
  await idle(houses)
  const untilSent = (performance.now() - began) / 1000
  const cpu = (await cpuOf(houses)) - before
  if (load.refused.length > 0)
    faults.push(`${load.refused.length} calls of (f) were refused: ${load.refused[0]}`)
  const row = [
    load.perSecond.toFixed(0),
    (count / untilSent).toFixed(0),
    percentile(load.latencies, 0.5).toFixed(0),
    percentile(load.latencies, 0.99).toFixed(0),
    ((cpu / count) * 1e6).toFixed(0),
  ]
  return { row, sentPerSecond: count / untilSent }
}

async function measureDelay({ houses, callsOf }: Town, perSecond: number, seconds: number, faults: string[]) {
  const from = Date.now()
  const load = await trickleAll(houses, callsOf(Math.round(perSecond * seconds)), perSecond)
  await idle(houses)
  if (load.refused.length > 0)
    faults.push(`${load.refused.length} calls of (g) were refused: ${load.refused[0]}`)
  const [house] = houses
  const rows = Delays.parse(
    await house?.look(
      `select cast(settled_at - not_before as integer) as delay from outbox where status = 'sent' and not_before >= ${from}`,
    ),
  )
  const delays = Float64Array.from(rows, ({ delay }) => delay).sort()
  return [
    load.perSecond.toFixed(0),
    ...[0.5, 0.95, 0.99, 1].map(share => percentile(delays, share).toFixed(0)),
    percentile(load.latencies, 0.99).toFixed(0),
  ]
}

const Delays = z.array(z.object({ delay: z.number() }))

/** People go on talking to two instances while the database is killed, and comes back. */
async function measureAway(zalo: Helper, seconds: number, faults: string[]): Promise<void> {
  await within(
    zalo,
    { name: 'PostgreSQL', instances: 2, postgres: true },
    async ({ houses, postgres, callsOf }) => {
      if (!postgres) return
      const calls = (forSeconds: number) => callsOf(AWAY_A_SECOND * forSeconds)
      await postgres.kill()
      const away = await trickleAll(houses, calls(seconds), AWAY_A_SECOND)
      const back = performance.now()
      await postgres.start()
      while (!(await Promise.all(houses.map(isReady))).every(Boolean)) await pause(20)
      const ready = performance.now() - back
      const after = await trickleAll(houses, calls(5), AWAY_A_SECOND)
      await idle(houses)
      const others = away.refused.filter(outcome => outcome !== '503')
      printTable(
        `(h) PostgreSQL away for ${seconds} s (killed and started again), two instances, ${AWAY_A_SECOND} turns a second`,
        ['what', 'measured', 'must be'],
        [
          [
            'webhooks while it was away',
            `${away.latencies.length}, ${away.refused.length - others.length} of them 503`,
            'all',
          ],
          ['slowest of them, ms', percentile(away.latencies, 1).toFixed(0), `under ${MOST_REFUSAL_MS}`],
          ['from its start to ready, ms', ready.toFixed(0), ''],
          ['refused after that', String(after.refused.length), '0'],
        ],
      )
      if (others.length > 0 || away.refused.length < away.latencies.length)
        faults.push(`while the database was away, not all was answered 503: ${others[0] ?? '200'}`)
      if (percentile(away.latencies, 1) > MOST_REFUSAL_MS)
        faults.push('a 503 took too long while the database was away')
      if (after.refused.length > 0)
        faults.push(`${after.refused.length} calls were refused after the database was back`)
    },
  )
}

async function isReady({ url }: RealHouse): Promise<boolean> {
  return (await fetch(`${url}/readyz`)).ok
}

async function idle(houses: readonly RealHouse[]): Promise<void> {
  for (const house of houses) await house.idle()
}

async function cpuOf(houses: readonly RealHouse[]): Promise<number> {
  const seconds = await Promise.all(
    houses.map(async house => (await house.metrics())('process_cpu_seconds_total')),
  )
  return seconds.reduce((all, one) => all + one, 0)
}

function floodAll(houses: readonly RealHouse[], calls: readonly SignedCall[]): Promise<Load> {
  return together(houses, calls, (house, share) => flood(house.url, share, CONNECTIONS / houses.length))
}

function trickleAll(
  houses: readonly RealHouse[],
  calls: readonly SignedCall[],
  perSecond: number,
): Promise<Load> {
  return together(houses, calls, (house, share) => trickle(house.url, share, perSecond / houses.length))
}

/** Each instance gets every n-th call, whoever it is from. */
async function together(
  houses: readonly RealHouse[],
  calls: readonly SignedCall[],
  send: (house: RealHouse, share: SignedCall[]) => Promise<Load>,
): Promise<Load> {
  const loads = await Promise.all(
    houses.map((house, number) =>
      send(
        house,
        calls.filter((_, index) => index % houses.length === number),
      ),
    ),
  )
  const seconds = Math.max(...loads.map(load => load.seconds))
  return {
    seconds,
    perSecond: calls.length / seconds,
    refused: loads.flatMap(({ refused }) => refused),
    latencies: Float64Array.from(loads.flatMap(({ latencies }) => [...latencies])).sort(),
  }
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      calls: { type: 'string' },
      steady: { type: 'string' },
      away: { type: 'string' },
      part: { type: 'string' },
    },
  })
  const options = {
    calls: Number(values.calls ?? USUAL.calls),
    steadySeconds: Number(values.steady ?? USUAL.steadySeconds),
    awaySeconds: Number(values.away ?? USUAL.awaySeconds),
  }
  const part = PARTS.find(one => one === values.part) ?? 'all'
  const faults = await measureEngines(options, part)
  console.log(
    faults.length === 0 ? '\nAll within their bounds.' : `\nOUT OF BOUNDS\n  ${faults.join('\n  ')}`,
  )
  process.exit(faults.length === 0 ? 0 : 1)
}
