import { setTimeout as pause } from 'node:timers/promises'
import type { Channel, PlatformRequest, Sent } from '../channels/channel.ts'
import type { OutboxRow, OutboxSettlement, PersonKey, Store } from '../store/store.ts'
import { InFlight } from './in-flight.ts'
import { Lines } from './lines.ts'
import { Loop } from './loop.ts'
import { Marks } from './marks.ts'
import { pauseAfter } from './pauses.ts'

/** Requests under way at a time, each to another person. */
const MOST_AT_ONCE = 64
/** Requests that are leased and not yet sent: enough to go on with, few enough to leave within their leases. */
const MOST_HELD = 512
/** So that a lease ends only when its holder died. */
const LEASE_MS = 60_000
/** A request takes no longer, with a token that has to be renewed in between. */
const LONGEST_SEND_MS = 35_000
const POLL_MS = 1_000
/** An account on which nothing gets through is tried again after this long. */
const STOPPED_PAUSE_MS = 5 * 60_000
/** What is ready within these moments is claimed together, and what was sent is marked together: each is a transaction. */
const CLAIM_PAUSE_MS = 10
const SENT_PAUSE_MS = 25

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
 * leased (by the turn that writes it, or later by a claim), sent, then marked. A request can reach the platform twice
 * where the process dies between the platform's yes and the mark, and where the platform took it but did not answer
 * in time.
 */
export class Dispatcher {
  private readonly options: DispatcherOptions
  private readonly loop: Loop
  private readonly sentMarks: Marks
  /** What has to wait is marked at once: its time runs from now. */
  private readonly otherMarks: Marks
  private readonly sending = new InFlight(MOST_AT_ONCE)
  private readonly held = new Lines()
  /** Accounts that wait for somebody to act, with the time of the next try. */
  private readonly stopped = new Map<string, number>()
  private expiredAt = Number.NEGATIVE_INFINITY
  /** There was no room for what waits in the outbox. */
  private isFull = false
  private stopping = false

  constructor(options: DispatcherOptions) {
    this.options = options
    this.sentMarks = new Marks(options.store, SENT_PAUSE_MS, options.onError)
    this.otherMarks = new Marks(options.store, 0, options.onError)
    this.loop = new Loop(() => this.dispatch(), POLL_MS, options.onError)
  }

  /**
   * Until when a row that a turn writes now may be leased, so that `take` sends it without a claim; null where it had
   * better wait for one.
   */
  leaseFor(account: string): number | null {
    const isTaken = !this.stopping && this.held.size < MOST_HELD && this.isOpen(account)
    return isTaken ? this.options.now() + LEASE_MS : null
  }

  /** Sends rows that are leased until then; those of one person leave in this order. */
  take(rows: readonly OutboxRow[], leasedUntil: number): void {
    for (const row of rows) this.held.add({ row, leasedUntil, mayHaveMore: false })
    this.begin()
  }

  /** There may be rows that wait for a claim; `person` says whose. */
  wake(person?: PersonKey): void {
    if (person) this.held.noteMore(person)
    this.loop.wake()
  }

  /** Resolves when what is under way has been sent and marked; nothing else begins. */
  async stop(): Promise<void> {
    this.stopping = true
    await this.loop.stop()
    await this.sending.idle()
    await Promise.all([this.sentMarks.stop(), this.otherMarks.stop()])
  }

  private async dispatch(): Promise<boolean> {
    const { store, now } = this.options
    await this.expire()
    const accounts = [...this.options.channels.keys()].filter(account => this.isOpen(account))
    const limit = MOST_HELD - this.held.size
    this.isFull = limit <= 0
    if (accounts.length === 0 || this.isFull) return false
    const from = now()
    const rows = await store.claimOutbox({ now: from, limit, leaseMs: LEASE_MS, accounts })
    for (const row of rows) this.held.add({ row, leasedUntil: from + LEASE_MS, mayHaveMore: true })
    this.begin()
    if (rows.length === 0) return false
    await pause(CLAIM_PAUSE_MS)
    return true
  }

  private async expire(): Promise<void> {
    const { store, now, onExpired } = this.options
    if (Math.abs(now() - this.expiredAt) < POLL_MS) return
    this.expiredAt = now()
    const expired = await store.expireOutbox(now())
    for (const [account, count] of Object.entries(expired)) onExpired(account, count)
  }

  private isOpen(account: string): boolean {
    const { channels, now } = this.options
    const until = this.stopped.get(account) ?? 0
    // So far ahead it can only lie where the clock was set back.
    return channels.has(account) && (until <= now() || until > now() + STOPPED_PAUSE_MS)
  }

  private begin(): void {
    while (!this.stopping && this.sending.room > 0) {
      const row = this.held.next(this.options.now() + LONGEST_SEND_MS)
      if (!row) return
      this.sending.add(this.deliver(row), () => this.begin())
    }
  }

  /** Resolves when the platform has answered; the row's mark follows, and only then may the next of its line leave. */
  private async deliver(row: OutboxRow): Promise<void> {
    const { now, onSent } = this.options
    const sent = await this.send(row)
    onSent(row.account, sent)
    if (sent.kind === 'stopped') this.stopped.set(row.account, now() + STOPPED_PAUSE_MS)
    // Behind a row that has to wait, the rest of its line waits as well.
    const waits = sent.kind === 'stopped' || sent.kind === 'retry'
    const rows = waits ? [row, ...this.held.dropBehind(row)] : [row]
    const marks = sent.kind === 'sent' ? this.sentMarks : this.otherMarks
    const marked = marks.add(rows.map(one => settlementOf(one, sent, now())))
    void marked.then(() => {
      if (this.held.end(row) || this.isFull) this.loop.wake()
      this.begin()
    })
  }

  private async send(row: OutboxRow): Promise<Sent> {
    const channel = this.options.channels.get(row.account)
    if (!channel) return { kind: 'dropped', reason: 'its channel is off' }
    if (!this.isOpen(row.account)) return { kind: 'stopped', reason: 'nothing gets through; see the log' }
    try {
      const request: PlatformRequest = JSON.parse(row.request)
      return await channel.send(request)
    } catch (error) {
      this.options.onError(error)
      return { kind: 'retry', reason: 'the channel failed; see the log', afterMs: null }
    }
  }
}

function settlementOf({ id, attempts }: OutboxRow, sent: Sent, now: number): OutboxSettlement {
  switch (sent.kind) {
    case 'sent':
      return { id, status: 'sent', platformId: sent.platformId, at: now }
    case 'dropped':
      return { id, status: 'given_up', reason: sent.reason, at: now }
    case 'stopped':
      return { id, status: 'retry', notBefore: now + STOPPED_PAUSE_MS, reason: sent.reason }
    case 'retry':
      return {
        id,
        status: 'retry',
        notBefore: now + (sent.afterMs ?? pauseAfter(attempts)),
        reason: sent.reason,
      }
  }
}
