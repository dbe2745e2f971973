import type { Channel, Sent } from '../channels/channel.ts'
import type { OutboxRow } from '../store/records/queues.ts'
import { Gate } from './gate.ts'
import { InFlight } from './in-flight.ts'
import type { Limiter } from './limiter.ts'
import { type Held, Lines } from './lines.ts'

/** Requests of one account under way at a time, each to another person. */
const MOST_AT_ONCE = 64
/** Requests that are leased and not yet sent: enough to go on with, few enough to leave within their leases. */
const MOST_HELD = 256

/** What is sent next, or how long to wait for it. `late` can no longer be sent within its lease. */
export type Step = { row: OutboxRow | null; waitMs: number; late: Held[] }

/** The way out of one account: what is slow, full or broken on one holds up no other. */
export class Lane {
  readonly channel: Channel
  readonly gate: Gate
  readonly sending = new InFlight(MOST_AT_ONCE)
  /** Rows under way, by id. */
  readonly underWay = new Map<string, OutboxRow>()
  /** Of the account, and of the app that it shares with others. */
  private readonly limiters: readonly [own: Limiter, ...shared: Limiter[]]
  private readonly lines = new Lines()

  constructor(
    channel: Channel,
    limiters: readonly [own: Limiter, ...shared: Limiter[]],
    chance: () => number,
  ) {
    this.channel = channel
    this.limiters = limiters
    this.gate = new Gate(MOST_AT_ONCE, chance)
  }

  /** How many more rows it takes; while it has trouble, no more than may try. */
  room(now: number): number {
    return this.gate.isWide ? MOST_HELD - this.lines.size : this.gate.width(now) - this.lines.size
  }

  add(held: Held): void {
    this.lines.add(held)
  }

  noteMore(person: string | null): void {
    this.lines.noteMore(person)
  }

  /** What leaves next. A row that is given must be `end`ed; it needs its lease until `neededUntil`. */
  next(now: number, neededUntil: number): Step {
    if (this.sending.count >= this.gate.width(now) || !this.lines.isReady)
      return { row: null, waitMs: 0, late: [] }
    const waitMs = Math.max(...this.limiters.map(limiter => limiter.wait(now)))
    if (waitMs > 0) return { row: null, waitMs, late: [] }
    const { row, late } = this.lines.next(neededUntil)
    if (row) {
      for (const limiter of this.limiters) limiter.take(now)
      this.underWay.set(row.id, row)
    }
    return { row, waitMs: 0, late }
  }

  /** Takes note of an answer; returns what has to be let go of, as it must not or cannot follow now. */
  answered(row: OutboxRow, sent: Sent, began: number, now: number): Held[] {
    if (sent.ease) this.limiters[0].ease(sent.ease, now)
    this.gate.note(sent, began, now)
    if (!this.gate.isWide && this.gate.width(now) === 0) return this.lines.dropWaiting()
    return sent.kind === 'sent' || sent.kind === 'dropped' ? [] : this.lines.dropBehind(row)
  }

  /** Its mark is made. True where the outbox may hold more of that person. */
  end(row: OutboxRow): boolean {
    this.underWay.delete(row.id)
    return this.lines.end(row)
  }

  /** Lets go of all that is not under way. */
  dropWaiting(): Held[] {
    return this.lines.dropWaiting()
  }
}
