import type { RealHouse } from '../proofs/real-house.ts'
import { printTable } from '../proofs/table.ts'
import { percentile, trickle } from './load.ts'
import type { SignedCall } from './turns-mix.ts'

const SECONDS = 10
/** As a proxy in front might hold. */
const CONNECTIONS = 400
/** Zalo reports a webhook as broken that takes longer (platform facts §1.1). */
const MOST_MS = 2_000

/**
 * So many webhooks a second for ten seconds, whether or not they are answered: more than turns can be worked out. All have
 * to be taken in time and answered later. Returns what is out of bounds.
 */
export async function measureSurge(
  house: RealHouse,
  account: string,
  perSecond: number,
  callsOf: (count: number) => SignedCall[],
): Promise<string[]> {
  const turns = (metrics: (name: string) => number, outcome: string) =>
    metrics(`danloi_turns_total{account="${account}",outcome="${outcome}"}`)
  const calls = callsOf(Math.round(perSecond * SECONDS))
  const before = await house.metrics()
  const began = performance.now()
  const load = await trickle(house.url, calls, perSecond, CONNECTIONS)
  const taken = performance.now()
  await house.idle()
  const after = await house.metrics()
  const done = turns(after, 'done') - turns(before, 'done')
  const most = percentile(load.latencies, 1)
  printTable(
    `(b2) A surge: ${perSecond.toFixed(0)} signed webhooks a second for ${SECONDS} s, 0.4 of what the bare Express answers. Zalo waits ${MOST_MS} ms for a 200`,
    [
      'offered',
      '200 /s',
      'p50 ms',
      'p99 ms',
      'most ms',
      'not 200',
      'kept first',
      'turns done',
      'all answered s after the last 200',
    ],
    [
      [
        calls.length,
        load.perSecond.toFixed(0),
        ...[0.5, 0.99, 1].map(share => percentile(load.latencies, share).toFixed(0)),
        load.refused.length,
        turns(after, 'kept') - turns(before, 'kept'),
        done,
        ((performance.now() - taken) / 1000).toFixed(1),
      ],
    ],
  )
  console.log(
    `\n  ${(calls.length / ((performance.now() - began) / 1000)).toFixed(0)} a second until all was answered.`,
  )
  return [
    ...(most > MOST_MS ? [`in the surge a webhook waited ${most.toFixed(0)} ms for its 200`] : []),
    ...(load.refused.length > 0
      ? [`in the surge ${load.refused.length} were not taken: ${load.refused[0]}`]
      : []),
    ...(done < calls.length ? [`in the surge ${calls.length - done} messages had no turn`] : []),
  ]
}
