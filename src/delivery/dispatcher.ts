import { setTimeout as pause } from 'node:timers/promises'
import type { Channel, Echo, Sent } from '../channels/channel.ts'
import { personHash } from '../store/person-hash.ts'
import type { PersonKey } from '../store/records/conversation.ts'
import type { OutboxRow } from '../store/records/queues.ts'
import type { Store } from '../store/store.ts'
import type { AttemptOptions } from './attempt.ts'
import { Departures } from './departures.ts'
import { Echoes } from './echoes.ts'
import type { Instances } from './instances.ts'
import type { Lane } from './lane.ts'
import { Lanes } from './lanes.ts'
import { Loop } from './loop.ts'
import { giveUpOverdue } from './overdue.ts'

/** So that a lease ends only when its holder died. */
const LEASE_MS = 60_000
const POLL_MS = 1_000
/** What is ready within these moments is claimed together: each claim is a transaction. */
const CLAIM_PAUSE_MS = 10
const MOST_CLAIMED = 256
/** An account that has more in hand than it has room for is asked for again when there is room for so many. */
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
  /** Who else sends on these accounts; null: nobody. */
  instances?: Pick<Instances, 'listen' | 'shut'> | null
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
  private readonly lanes: Lanes
  private readonly departures: Departures
  private readonly echoes: Echoes
  private readonly loop: Loop
  private lookedAt = Number.NEGATIVE_INFINITY
  /** Those that had no room for what waits in the outbox. */
  private full: ReadonlySet<Lane> = new Set()
  private stopping = false

  constructor(options: DispatcherOptions) {
    const { store, channels, chance = Math.random } = options
    this.options = options
    this.lanes = new Lanes(channels.values(), chance)
    this.echoes = new Echoes(store)
    this.departures = new Departures({
      ...options,
      lanes: this.lanes,
      chance,
      onAnswered: (lane, _held, sent) => this.answered(lane, sent),
      onMarked: (lane, mayHaveMore) => {
        if (mayHaveMore || this.full.has(lane)) this.loop.wake()
      },
    })
    options.instances?.listen({
      share: (instances, isNew) => this.lanes.share(instances, options.now(), isNew),
      shut: (limit, until) => this.shut(limit, until),
    })
    this.loop = new Loop(() => this.dispatch(), POLL_MS, options.onError)
  }

  /** Sends by this channel from now on; what is under way by the one that its account had ends as ever. */
  open(channel: Channel): void {
    this.departures.release(this.lanes.open(channel))
    this.loop.wake()
  }

  /** Sends nothing more on this account; what waits on it stays in the outbox. */
  close(account: string): void {
    this.departures.release(this.lanes.close(account))
  }

  /**
   * Until when a row that a turn writes now may be leased, so that `take` sends it without a claim; null where it had
   * better wait for one.
   */
  leaseFor(account: string): number | null {
    const now = this.options.now()
    const lane = this.lanes.get(account)
    return !this.stopping && lane?.gate.isWide && this.lanes.room(lane, now) > 0 ? now + LEASE_MS : null
  }

  /** Sends rows that are leased until then; those of one person leave in this order. */
  take(rows: readonly OutboxRow[], leasedUntil: number): void {
    for (const row of rows) {
      const lane = this.lanes.get(row.account)
      lane?.add({ row, leasedUntil, mayHaveMore: false })
      if (lane) this.departures.begin(lane)
    }
  }

  /** There may be rows that wait for a claim; `person` says whose. */
  wake(person?: PersonKey): void {
    if (person) this.lanes.get(person.account)?.noteMore(personHash(person))
    else for (const lane of this.lanes.all) this.departures.begin(lane)
    this.loop.wake()
  }

  /** Another instance wrote rows that wait behind what is held here, by `personHash`; null: it may be anybody's. */
  hear(unsent: readonly string[] | null): void {
    if (unsent?.length === 0) return
    for (const lane of this.lanes.all) for (const person of unsent ?? [null]) lane.noteMore(person)
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
    this.departures.close()
    await this.loop.stop()
    await this.departures.stop(this.options.stopPatienceMs ?? STOP_PATIENCE_MS)
  }

  private async dispatch(): Promise<boolean> {
    await this.giveUpOverdue()
    const { store, now } = this.options
    const from = now()
    const all = this.lanes.all.map(lane => ({ lane, room: this.lanes.room(lane, from) }))
    const hasRoom = ({ lane, room }: (typeof all)[number]) =>
      room > 0 && room >= Math.min(LEAST_ROOM, lane.held)
    const asked = all.filter(hasRoom)
    this.full = new Set(all.flatMap(one => (!hasRoom(one) && one.lane.gate.width(from) > 0 ? one.lane : [])))
    const rows = await store.claimOutbox({
      now: from,
      limit: MOST_CLAIMED,
      leaseMs: LEASE_MS,
      accounts: asked.map(({ lane }) => lane.channel.account),
      most: asked.map(({ room }) => room),
    })
    for (const row of rows)
      this.lanes.get(row.account)?.add({ row, leasedUntil: from + LEASE_MS, mayHaveMore: true })
    for (const lane of this.lanes.all) this.departures.begin(lane)
    if (rows.length === 0) return false
    await pause(CLAIM_PAUSE_MS)
    return true
  }

  private async giveUpOverdue(): Promise<void> {
    const { store, now, onExpired, onKept, onError } = this.options
    if (Math.abs(now() - this.lookedAt) < POLL_MS) return
    this.lookedAt = now()
    const counts = await giveUpOverdue({ store, now: now(), keep: onKept, onError })
    for (const [account, count] of counts) onExpired(account, count)
  }

  private answered({ channel }: Lane, sent: Sent): void {
    const { now, onSent, instances } = this.options
    const { account, app } = channel
    onSent(account, sent)
    if (sent.kind === 'sent' && sent.platformId !== null) this.echoes.noteSent(account, sent.platformId)
    if (sent.kind !== 'throttled') return
    const limit = sent.ofApp && app !== undefined ? app : account
    const until = now() + sent.afterMs
    this.shut(limit, until)
    instances?.shut(limit, until)
  }

  /** A platform takes nothing until then of what it counts under this name: an account, or an app. */
  private shut(limit: string, until: number): void {
    const now = this.options.now()
    if (until <= now) return
    for (const lane of this.lanes.countedAs(limit)) this.departures.release(lane.shut(until, now))
  }
}
