import type { Sent } from '../channels/channel.ts'
import type { OutboxRow, OutboxSettlement } from '../store/records/queues.ts'
import type { Held } from './lines.ts'
import { jittered, pauseAfter } from './pauses.ts'

/** An echo comes within seconds, if it comes. */
const ECHO_MS = 10_000
/** Behind an account that waits for somebody to act. */
const STOPPED_PAUSE_MS = 60_000

/** What is written of a row, by what became of its request. */
export function settlementOf(
  { id, attempts }: OutboxRow,
  sent: Sent,
  now: number,
  chance: number,
): OutboxSettlement {
  switch (sent.kind) {
    case 'sent':
      return { id, status: 'sent', platformId: sent.platformId, at: now }
    case 'dropped':
      return { id, status: 'given_up', reason: sent.reason, at: now }
    case 'stopped':
      return { id, status: 'put_off', notBefore: now + STOPPED_PAUSE_MS, reason: sent.reason }
    case 'throttled':
      return { id, status: 'put_off', notBefore: now + sent.afterMs, reason: sent.reason }
    case 'unknown': {
      const waitMs = Math.max(ECHO_MS, pauseAfter(attempts))
      return { id, status: 'unsure', notBefore: now + waitMs, reason: sent.reason }
    }
    case 'retry': {
      const waitMs = sent.afterMs ?? jittered(pauseAfter(attempts), chance)
      return { id, status: 'retry', notBefore: now + waitMs, reason: sent.reason }
    }
  }
}

export function released(held: readonly Held[]): OutboxSettlement[] {
  return held.map(({ row, leasedUntil }) => ({ id: row.id, status: 'released', leasedUntil }))
}
