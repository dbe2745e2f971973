import type { Sent } from '../channels/channel.ts'
import type { OutboxSettlement } from '../store/records/queues.ts'
import type { Held } from './lines.ts'
import { jittered, pauseAfter } from './pauses.ts'

/** An echo comes within seconds, if it comes. */
const ECHO_MS = 10_000
/** Behind an account that waits for somebody to act. */
const STOPPED_PAUSE_MS = 60_000

/** What is written of a row, by what became of its request. */
export function settlementOf(
  { row: { id, attempts }, leasedUntil }: Held,
  sent: Sent,
  now: number,
  chance: number,
): OutboxSettlement {
  return { ...outcomeOf(sent, attempts, now, chance), id, leasedUntil }
}

function outcomeOf(sent: Sent, attempts: number, now: number, chance: number): Outcome {
  switch (sent.kind) {
    case 'sent':
      return { status: 'sent', platformId: sent.platformId, at: now }
    case 'dropped':
      return { status: 'given_up', reason: sent.reason, at: now }
    case 'stopped':
      return { status: 'put_off', notBefore: now + STOPPED_PAUSE_MS, reason: sent.reason }
    case 'throttled':
      return { status: 'put_off', notBefore: now + sent.afterMs, reason: sent.reason }
    case 'unknown': {
      const waitMs = Math.max(ECHO_MS, pauseAfter(attempts))
      return { status: 'unsure', notBefore: now + waitMs, reason: sent.reason }
    }
    case 'retry': {
      const waitMs = sent.afterMs ?? jittered(pauseAfter(attempts), chance)
      return { status: 'retry', notBefore: now + waitMs, reason: sent.reason }
    }
  }
}

type Outcome = WithoutId<Exclude<OutboxSettlement, { status: 'released' }>>
type WithoutId<T> = T extends unknown ? Omit<T, 'id' | 'leasedUntil'> : never

export function released(held: readonly Held[]): OutboxSettlement[] {
  return held.map(({ row, leasedUntil }) => ({ id: row.id, status: 'released', leasedUntil }))
}
