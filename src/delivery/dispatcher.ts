import type { Channel, PlatformRequest, Sent } from '../channels/channel.ts'
import type { OutboxRow, OutboxSettlement, Store } from '../store/store.ts'
import { Loop } from './loop.ts'

/** Rows taken at a time; each is a request of another conversation, so they may leave side by side. */
const GROUP = 64
/** Longer than any channel waits for its platform, so that a lease ends only when its holder died. */
const LEASE_MS = 60_000
const POLL_MS = 1_000
const FIRST_PAUSE_MS = 2_000
const LONGEST_PAUSE_MS = 15 * 60_000
/** An account on which nothing gets through is tried again after this long. */
const STOPPED_PAUSE_MS = 5 * 60_000

export type DispatcherOptions = {
  store: Store
  channels: ReadonlyMap<string, Channel>
  now: () => number
  /** Every outcome, for metrics and logs; reasons hold no personal data. */
  onSent: (account: string, sent: Sent) => void
  onError: (error: unknown) => void
}

/**
 * Empties the outbox: one row is one platform request, and rows of one conversation leave in order. A row is
 * leased, sent, then marked; where the process dies between the platform's yes and the mark, and only there,
 * a request can reach the platform twice.
 */
export class Dispatcher {
  private readonly options: DispatcherOptions
  private readonly loop: Loop
  /** Accounts that wait for somebody to act, with the time of the next try. */
  private readonly stopped = new Map<string, number>()

  constructor(options: DispatcherOptions) {
    this.options = options
    this.loop = new Loop(() => this.dispatch(), POLL_MS, options.onError)
  }

  wake(): void {
    this.loop.wake()
  }

  stop(): Promise<void> {
    return this.loop.stop()
  }

  private async dispatch(): Promise<boolean> {
    const { store, now } = this.options
    const accounts = this.openAccounts(now())
    if (accounts.length === 0) return false
    const rows = await store.claimOutbox({ now: now(), limit: GROUP, leaseMs: LEASE_MS, accounts })
    if (rows.length === 0) return false
    await store.settleOutbox(await Promise.all(rows.map(row => this.send(row))))
    return true
  }

  private openAccounts(now: number): string[] {
    return [...this.options.channels.keys()].filter(account => (this.stopped.get(account) ?? 0) <= now)
  }

  private async send(row: OutboxRow): Promise<OutboxSettlement> {
    const { channels, now, onSent } = this.options
    const channel = channels.get(row.account)
    const request: PlatformRequest = JSON.parse(row.request)
    const sent: Sent = channel
      ? await channel.send(request)
      : { kind: 'dropped', reason: 'its channel is off' }
    onSent(row.account, sent)
    switch (sent.kind) {
      case 'sent':
        return { id: row.id, status: 'sent', platformId: sent.platformId, at: now() }
      case 'dropped':
        return { id: row.id, status: 'given_up', reason: sent.reason, at: now() }
      case 'stopped':
        this.stopped.set(row.account, now() + STOPPED_PAUSE_MS)
        return { id: row.id, status: 'retry', notBefore: now() + STOPPED_PAUSE_MS, reason: sent.reason }
      case 'retry':
        return {
          id: row.id,
          status: 'retry',
          notBefore: now() + (sent.afterMs ?? pauseAfter(row.attempts)),
          reason: sent.reason,
        }
    }
  }
}

/** Two seconds, doubled after each failure, up to a quarter of an hour. */
export function pauseAfter(attempts: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(attempts, 20))
}
