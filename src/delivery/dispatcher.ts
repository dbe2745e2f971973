import { setTimeout as pause } from 'node:timers/promises'
import type { Channel, PlatformRequest, Sent } from '../channels/channel.ts'
import type { OutboxRow, OutboxSettlement, Store } from '../store/store.ts'
import { InFlight } from './in-flight.ts'
import { Loop } from './loop.ts'
import { pauseAfter } from './pauses.ts'

/** Requests under way at a time, each of another conversation. */
const MOST_AT_ONCE = 64
/** Longer than any channel waits for its platform, so that a lease ends only when its holder died. */
const LEASE_MS = 60_000
const POLL_MS = 1_000
/** An account on which nothing gets through is tried again after this long. */
const STOPPED_PAUSE_MS = 5 * 60_000
/** Nobody notices a reply that comes so much later. */
const GATHER_MS = 10

export type DispatcherOptions = {
  store: Store
  channels: ReadonlyMap<string, Channel>
  now: () => number
  /** Every outcome, for metrics and logs; reasons hold no personal data. */
  onSent: (account: string, sent: Sent) => void
  /** So many requests of an account came too late to be of use, and were given up. */
  onExpired: (account: string, count: number) => void
  onError: (error: unknown) => void
}

/**
 * Empties the outbox: one row is one platform request, and rows of one conversation leave in order. A row is
 * leased, sent, then marked. A request can reach the platform twice where the process dies between the
 * platform's yes and the mark, and where the platform took it but did not answer in time.
 */
export class Dispatcher {
  private readonly options: DispatcherOptions
  private readonly loop: Loop
  private readonly sending = new InFlight(MOST_AT_ONCE)
  /** Accounts that wait for somebody to act, with the time of the next try. */
  private readonly stopped = new Map<string, number>()
  /** Outcomes not yet marked: those of one moment share a transaction. */
  private outcomes: OutboxSettlement[] = []
  private marking: Promise<void> | null = null
  private stopping = false

  constructor(options: DispatcherOptions) {
    this.options = options
    this.loop = new Loop(() => this.dispatch(), POLL_MS, options.onError)
  }

  wake(): void {
    this.loop.wake()
  }

  /** Resolves when what is under way has been sent and marked; nothing else begins. */
  async stop(): Promise<void> {
    this.stopping = true
    await this.loop.stop()
    await this.sending.idle()
  }

  private async dispatch(): Promise<boolean> {
    const { store, now, onExpired } = this.options
    const expired = await store.expireOutbox(now())
    for (const [account, count] of Object.entries(expired)) onExpired(account, count)
    const accounts = this.openAccounts(now())
    const limit = this.sending.room
    if (accounts.length === 0 || limit === 0) return false
    const rows = await store.claimOutbox({ now: now(), limit, leaseMs: LEASE_MS, accounts })
    for (const row of rows) this.sending.add(this.deliver(row), () => this.loop.wake())
    if (rows.length === 0) return false
    // What is ready within these moments is claimed together: each claim is a transaction.
    await pause(GATHER_MS)
    return true
  }

  private openAccounts(now: number): string[] {
    return [...this.options.channels.keys()].filter(account => {
      const until = this.stopped.get(account) ?? 0
      // So far ahead it can only lie where the clock was set back.
      return until <= now || until > now + STOPPED_PAUSE_MS
    })
  }

  private async deliver(row: OutboxRow): Promise<void> {
    const sent = await this.send(row)
    this.options.onSent(row.account, sent)
    this.outcomes.push(this.settlementOf(row, sent))
    this.marking ??= this.mark()
    await this.marking
  }

  private async send(row: OutboxRow): Promise<Sent> {
    const channel = this.options.channels.get(row.account)
    if (!channel) return { kind: 'dropped', reason: 'its channel is off' }
    try {
      const request: PlatformRequest = JSON.parse(row.request)
      return await channel.send(request)
    } catch (error) {
      this.options.onError(error)
      return { kind: 'retry', reason: 'the channel failed; see the log', afterMs: null }
    }
  }

  /**
   * Marks what has come to an end since. A store that cannot write is asked again, as a mark lost is a message twice;
   * but a process that is told to stop must not stay for ever because its disk is full.
   */
  private async mark(): Promise<void> {
    await new Promise(resolve => setImmediate(resolve))
    const batch = this.outcomes
    this.outcomes = []
    this.marking = null
    for (let marked = false; !marked; ) {
      try {
        await this.options.store.settleOutbox(batch)
        marked = true
      } catch (error) {
        this.options.onError(error)
        if (this.stopping) return
        await new Promise(resolve => setTimeout(resolve, POLL_MS))
      }
    }
  }

  private settlementOf(row: OutboxRow, sent: Sent): OutboxSettlement {
    const now = this.options.now()
    switch (sent.kind) {
      case 'sent':
        return { id: row.id, status: 'sent', platformId: sent.platformId, at: now }
      case 'dropped':
        return { id: row.id, status: 'given_up', reason: sent.reason, at: now }
      case 'stopped':
        this.stopped.set(row.account, now + STOPPED_PAUSE_MS)
        return { id: row.id, status: 'retry', notBefore: now + STOPPED_PAUSE_MS, reason: sent.reason }
      case 'retry': {
        const pause = sent.afterMs ?? pauseAfter(row.attempts)
        return { id: row.id, status: 'retry', notBefore: now + pause, reason: sent.reason }
      }
    }
  }
}
