import type { Channel, Ease, Sent } from '../channels/channel.ts'
import type { AppLimit } from './app-limit.ts'
import { Gate } from './gate.ts'
import { InFlight } from './in-flight.ts'
import type { Limiter } from './limiter.ts'
import { type Held, Lines } from './lines.ts'

/** Requests of one account under way at a time, each to another person. */
const MOST_AT_ONCE = 64
/** Requests that are leased and not yet sent: enough to go on with, few enough to leave within their leases. */
const MOST_HELD = 256
/** Where a limit is tight, what cannot leave within this time is left to others: its lease would not last. */
const HOLD_MS = 10_000

/** What is done next: one is sent; the account waits so long; it waits for its turn among those of its app; or nothing. */
export type Step = { late: Held[] } & (
  | { do: 'send'; held: Held }
  | { do: 'wait'; ms: number }
  | { do: 'queue'; app: AppLimit<Lane> }
  | { do: 'nothing' }
)

/** The way out of one account: what is slow, full or broken on one holds up no other. */
export class Lane {
  readonly channel: Channel
  readonly gate: Gate
  readonly sending = new InFlight(MOST_AT_ONCE)
  /** The ids of what is under way. */
  readonly underWay = new Set<string>()
  readonly limiter: Limiter
  /** Shared with the other accounts of its app; null where it has none. */
  readonly app: AppLimit<Lane> | null
  private readonly lines = new Lines()
  private isClosed = false

  constructor(channel: Channel, limiter: Limiter, app: AppLimit<Lane> | null, chance: () => number) {
    this.channel = channel
    this.limiter = limiter
    this.app = app
    this.gate = new Gate(MOST_AT_ONCE, chance)
  }

  /** Rows in hand, those under way among them. */
  get held(): number {
    return this.lines.size
  }

  /** How many more rows it takes by its own limit; while it has trouble, no more than may try. */
  room(now: number): number {
    const most = this.gate.isWide ? Math.min(MOST_HELD, mayHold(this.limiter, now)) : this.gate.width(now)
    return Math.max(0, most - this.held)
  }

  add(held: Held): void {
    this.lines.add(held)
  }

  noteMore(person: string | null): void {
    this.lines.noteMore(person)
  }

  /** What is done next. What is given to be sent must be `end`ed; it needs its lease until `neededUntil`. */
  next(now: number, neededUntil: number, isItsTurn = false): Step {
    if (this.isClosed || this.sending.count >= this.gate.width(now) || !this.lines.isReady)
      return { do: 'nothing', late: [] }
    const ms = this.limiter.wait(now)
    if (ms > 0) return { do: 'wait', ms, late: [] }
    if (this.app && !isItsTurn && !this.app.lets(this, now)) return { do: 'queue', app: this.app, late: [] }
    const { held, late } = this.lines.next(neededUntil)
    if (!held) return { do: 'nothing', late }
    this.limiter.take(now)
    this.app?.limiter.take(now)
    this.underWay.add(held.row.id)
    return { do: 'send', held, late }
  }

  /** Takes note of an answer; returns what has to be let go of, as it must not or cannot follow now. */
  answered({ row }: Held, sent: Sent, began: number, now: number): Held[] {
    if (sent.ease) this.ease(sent.ease, now)
    this.gate.note(sent, began, now)
    if (!this.gate.isWide && this.gate.width(now) === 0) return this.lines.dropWaiting()
    return sent.kind === 'sent' || sent.kind === 'dropped' ? [] : this.lines.dropBehind(row)
  }

  /** The platform takes nothing on it until then; returns what is let go of. */
  shut(until: number, now: number): Held[] {
    this.gate.shut(now, until - now)
    return this.lines.dropWaiting()
  }

  /** Its mark is made. True where the outbox may hold more of that person. */
  end({ row }: Held): boolean {
    this.underWay.delete(row.id)
    return this.lines.end(row)
  }

  /** Lets go of all that is not under way. */
  dropWaiting(): Held[] {
    return this.lines.dropWaiting()
  }

  /** Nothing else begins on it; returns what is let go of. What is under way ends as ever. */
  close(): Held[] {
    this.isClosed = true
    return this.lines.dropWaiting()
  }

  private ease(ease: Ease, now: number): void {
    const limiter = ease.ofApp && this.app ? this.app.limiter : this.limiter
    limiter.ease(ease, now)
  }
}

/** How many rows may leave by this limit before their leases are over. */
export function mayHold(limiter: Limiter, now: number): number {
  return limiter.within(HOLD_MS, now)
}
