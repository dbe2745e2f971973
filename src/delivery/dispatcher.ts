import { setTimeout as pause } from 'node:timers/promises'
import type { Channel, Echo, Sent } from '../channels/channel.ts'
import { personHash } from '../store/person-hash.ts'
import type { PersonKey } from '../store/records/conversation.ts'
import type { OutboxRow } from '../store/records/queues.ts'
import type { Store } from '../store/store.ts'
import { type AttemptOptions, attempt } from './attempt.ts'
import { Echoes } from './echoes.ts'
import type { Lane } from './lane.ts'
import { lanesOf } from './lanes.ts'
import type { Held } from './lines.ts'
import { Loop } from './loop.ts'
import { Marks } from './marks.ts'
import { giveUpOverdue } from './overdue.ts'
import { released, settlementOf } from './settlements.ts'

/** So that a lease ends only when its holder died. */
const LEASE_MS = 60_000
/** A request takes no longer, with a token that has to be renewed in between. */
const LONGEST_SEND_MS = 48_000
const POLL_MS = 1_000
/** What is ready within these moments is claimed together, and what was sent is marked together: each is a transaction. */
const CLAIM_PAUSE_MS = 10
const SENT_PAUSE_MS = 25
/** An account whose lines are nearly full is asked for when they are not. */
const LEAST_ROOM = 32
/** Whoever wants to stop waits no longer for a platform that does not answer. */
const STOP_PATIENCE_MS = 10_000

export type DispatcherOptions = AttemptOptions & {
  store: Store
  channels: ReadonlyMap<string, Channel>
  now: () => number
  /** Every outcome, for metrics and logs; reasons hold no personal data. */
  onSent: (account: string, sent: Sent) => void
  /** So many requests of an account came too late to be of use, and were given up. */
  onExpired: (account: string, count: number) => void
  /** From 0 up to 1, for pauses that differ. */
  chance?: () => number
  /** For how long a stop waits for platforms to answer; ten seconds where it is missing. */
  stopPatienceMs?: number
}

/**
 * Empties the outbox: one row is one platform request, and rows of one conversation leave in order. A row is
 * leased (by the turn that writes it, or later by a claim), sent, then marked. A request that left and was not
 * answered is unsure: it waits for the platform's echo, and is sent again only where none came. So a request can reach
 * the platform twice where it shows no echo, and where the process dies between the platform's yes and the mark.
 */
export class Dispatcher {
  private readonly options: DispatcherOptions
  private readonly chance: () => number
  private readonly lanes: ReadonlyMap<string, Lane>
  private readonly echoes: Echoes
  private readonly loop: Loop
  private readonly sentMarks: Marks
  /** What has to wait is marked at once: its time runs from now. */
  private readonly otherMarks: Marks
  /** Lanes that wait for their limit. */
  private readonly timers = new Map<Lane, NodeJS.Timeout>()
  private lookedAt = Number.NEGATIVE_INFINITY
  /** Those that had no room for what waits in the outbox. */
  private full: ReadonlySet<Lane> = new Set()
  private stopping = false

  constructor(options: DispatcherOptions) {
    this.options = options
    this.chance = options.chance ?? Math.random
    this.lanes = lanesOf(options.channels, this.chance)
    this.echoes = new Echoes(options.store)
    this.sentMarks = new Marks(options.store, SENT_PAUSE_MS, options.onError)
    this.otherMarks = new Marks(options.store, 0, options.onError)
    this.loop = new Loop(() => this.dispatch(), POLL_MS, options.onError)
  }

  /**
   * Until when a row that a turn writes now may be leased, so that `take` sends it without a claim; null where it had
   * better wait for one.
   */
  leaseFor(account: string): number | null {
    const now = this.options.now()
    const lane = this.lanes.get(account)
    return !this.stopping && lane?.gate.isWide && lane.room(now) > 0 ? now + LEASE_MS : null
  }

  /** Sends rows that are leased until then; those of one person leave in this order. */
  take(rows: readonly OutboxRow[], leasedUntil: number): void {
    for (const row of rows) {
      const lane = this.lanes.get(row.account)
      lane?.add({ row, leasedUntil, mayHaveMore: false })
      if (lane) this.begin(lane)
    }
  }

  /** There may be rows that wait for a claim; `person` says whose. */
  wake(person?: PersonKey): void {
    if (person) this.lanes.get(person.account)?.noteMore(personHash(person))
    else for (const lane of this.lanes.values()) this.begin(lane)
    this.loop.wake()
  }

  /** Another instance wrote rows that wait behind what is held here, by `personHash`; null: it may be anybody's. */
  hear(unsent: readonly string[] | null): void {
    if (unsent?.length === 0) return
    for (const lane of this.lanes.values()) for (const person of unsent ?? [null]) lane.noteMore(person)
    this.loop.wake()
  }

  /** Somebody has done what an account waited for. */
  resume(account: string): void {
    this.lanes.get(account)?.gate.reopen()
    this.loop.wake()
  }

  /** A platform showed us messages of our own: what was unsure is known to be sent. Never rejects. */
  async echoed(account: string, echoes: readonly Echo[]): Promise<void> {
    const { store, now, onSent, onError } = this.options
    const lane = this.lanes.get(account)
    if (!lane) return
    try {
      const found = await this.echoes.find(lane.channel, echoes)
      if (found.length === 0) return
      await store.settleOutbox(
        found.map(({ row: { id }, platformId }) => ({ id, status: 'sent', platformId, at: now() })),
      )
      for (const { row, platformId } of found)
        if (!lane.underWay.has(row.id)) onSent(account, { kind: 'sent', platformId })
      this.loop.wake()
    } catch (error) {
      onError(error)
    }
  }

  /** Resolves when what is under way has been sent and marked, or nobody can wait for it; nothing else begins. */
  async stop(): Promise<void> {
    this.stopping = true
    for (const timer of this.timers.values()) clearTimeout(timer)
    await this.loop.stop()
    const lanes = [...this.lanes.values()]
    for (const lane of lanes) this.release(lane.dropWaiting())
    const patience = new AbortController()
    await Promise.race([
      Promise.all(lanes.map(({ sending }) => sending.idle())),
      pause(this.options.stopPatienceMs ?? STOP_PATIENCE_MS, undefined, { signal: patience.signal }).catch(
        () => {},
      ),
    ])
    patience.abort()
    const sent: Sent = { kind: 'unknown', reason: 'the server was stopped before the platform answered' }
    const left = lanes.flatMap(({ underWay }) => [...underWay.values()])
    if (left.length > 0)
      void this.otherMarks.add(left.map(row => settlementOf(row, sent, this.options.now(), 0)))
    await Promise.all([this.sentMarks.stop(), this.otherMarks.stop()])
  }

  private async dispatch(): Promise<boolean> {
    await this.giveUpOverdue()
    const { store, now } = this.options
    const from = now()
    const rooms = [...this.lanes.values()].map(lane => ({ lane, room: lane.room(from) }))
    const wide = rooms.filter(({ lane, room }) => lane.gate.isWide && room >= LEAST_ROOM)
    const narrow = rooms.filter(({ lane, room }) => !lane.gate.isWide && room > 0)
    const asked = new Set([...wide, ...narrow].map(({ lane }) => lane))
    this.full = new Set(
      [...this.lanes.values()].filter(lane => lane.gate.width(from) > 0 && !asked.has(lane)),
    )
    const claims = [...(wide.length > 0 ? [wide] : []), ...narrow.map(one => [one])]
    const claimed = await Promise.all(
      claims.map(claim =>
        store.claimOutbox({
          now: from,
          limit: Math.min(...claim.map(({ room }) => room)),
          leaseMs: LEASE_MS,
          accounts: claim.map(({ lane }) => lane.channel.account),
        }),
      ),
    )
    const rows = claimed.flat()
    for (const row of rows)
      this.lanes.get(row.account)?.add({ row, leasedUntil: from + LEASE_MS, mayHaveMore: true })
    for (const lane of this.lanes.values()) this.begin(lane)
    if (rows.length === 0) return false
    await pause(CLAIM_PAUSE_MS)
    return true
  }

  private async giveUpOverdue(): Promise<void> {
    const { store, now, onExpired, onKept } = this.options
    if (Math.abs(now() - this.lookedAt) < POLL_MS) return
    this.lookedAt = now()
    const counts = await giveUpOverdue(store, now(), onKept)
    for (const [account, count] of counts) onExpired(account, count)
  }

  private begin(lane: Lane): void {
    while (!this.stopping) {
      const now = this.options.now()
      const { row, waitMs, late } = lane.next(now, now + LONGEST_SEND_MS)
      this.release(late)
      if (row) lane.sending.add(this.deliver(lane, row), () => this.begin(lane))
      if (waitMs > 0) this.beginLater(lane, waitMs)
      if (!row) return
    }
  }

  private beginLater(lane: Lane, waitMs: number): void {
    if (this.timers.has(lane)) return
    const timer = setTimeout(() => {
      this.timers.delete(lane)
      this.begin(lane)
    }, waitMs)
    this.timers.set(lane, timer.unref())
  }

  /** Resolves when the platform has answered; the row's mark follows, and only then may the next of its line leave. */
  private async deliver(lane: Lane, row: OutboxRow): Promise<void> {
    const { now, onSent } = this.options
    const began = now()
    const sent = await attempt(lane.channel, row, this.options)
    onSent(row.account, sent)
    if (sent.kind === 'sent' && sent.platformId !== null) this.echoes.noteSent(row.account, sent.platformId)
    this.release(lane.answered(row, sent, began, now()))
    const marks = sent.kind === 'sent' ? this.sentMarks : this.otherMarks
    const marked = marks.add([settlementOf(row, sent, now(), this.chance())])
    void marked.then(() => {
      if (lane.end(row) || this.full.has(lane)) this.loop.wake()
      this.begin(lane)
    })
  }

  private release(held: readonly Held[]): void {
    if (held.length > 0) void this.otherMarks.add(released(held))
  }
}
