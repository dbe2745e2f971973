import { setTimeout as pause } from 'node:timers/promises'
import type { Sent } from '../channels/channel.ts'
import type { Store } from '../store/store.ts'
import type { AppLimit } from './app-limit.ts'
import { type AttemptOptions, attempt } from './attempt.ts'
import type { Lane } from './lane.ts'
import type { Lanes } from './lanes.ts'
import type { Held } from './lines.ts'
import { Marks } from './marks.ts'
import { released, settlementOf } from './settlements.ts'

/** A request takes no longer, with a token that has to be renewed in between. */
const LONGEST_SEND_MS = 48_000
/** What was sent within these moments is marked together: each is a transaction. */
const SENT_PAUSE_MS = 25

export type DeparturesOptions = AttemptOptions & {
  store: Pick<Store, 'settleOutbox'>
  lanes: Lanes
  now: () => number
  chance: () => number
  /** A platform has answered, or has not. */
  onAnswered: (lane: Lane, held: Held, sent: Sent) => void
  /** The mark is made; `mayHaveMore`: the outbox may hold more of that person. */
  onMarked: (lane: Lane, mayHaveMore: boolean) => void
}

/** Lets requests leave, each when its account and its app may send one, and marks what became of them. */
export class Departures {
  private readonly options: DeparturesOptions
  private readonly sentMarks: Marks
  /** What has to wait is marked at once: its time runs from now. */
  private readonly otherMarks: Marks
  /** Who waits for a limit. */
  private readonly timers = new Map<Lane | AppLimit<Lane>, NodeJS.Timeout>()
  private readonly unanswered = new Set<Held>()
  private readonly served = new Set<AppLimit<Lane>>()
  private stopping = false

  constructor(options: DeparturesOptions) {
    this.options = options
    this.sentMarks = new Marks(options.store, SENT_PAUSE_MS, options.onError)
    this.otherMarks = new Marks(options.store, 0, options.onError)
  }

  /** Lets go of this account what may leave now. */
  begin(lane: Lane): void {
    while (!this.stopping) {
      const { now } = this.options
      const step = lane.next(now(), now() + LONGEST_SEND_MS)
      this.release(step.late)
      if (step.do === 'send') this.send(lane, step.held)
      else if (step.do === 'wait') return this.later(lane, step.ms, () => this.begin(lane))
      else if (step.do === 'queue') return this.serve(step.app)
      else return
    }
  }

  /** Lets others have what was not begun. */
  release(held: readonly Held[]): void {
    if (held.length > 0) void this.otherMarks.add(released(held))
  }

  /** Nothing else begins. */
  close(): void {
    this.stopping = true
    for (const timer of this.timers.values()) clearTimeout(timer)
  }

  /** Resolves when what is under way has been sent and marked, or nobody waits for it any more. */
  async stop(patienceMs: number): Promise<void> {
    this.close()
    const lanes = this.options.lanes.busy
    for (const lane of lanes) this.release(lane.dropWaiting())
    const patience = new AbortController()
    await Promise.race([
      Promise.all(lanes.map(({ sending }) => sending.idle())),
      pause(patienceMs, undefined, { signal: patience.signal }).catch(() => {}),
    ])
    patience.abort()
    const sent: Sent = { kind: 'unknown', reason: 'the server was stopped before the platform answered' }
    const left = [...this.unanswered]
    if (left.length > 0)
      void this.otherMarks.add(left.map(held => settlementOf(held, sent, this.options.now(), 0)))
    await Promise.all([this.sentMarks.stop(), this.otherMarks.stop()])
  }

  /** Accounts of an app whose limit is tight send one each, in turn. */
  private serve(app: AppLimit<Lane>): void {
    if (this.served.has(app)) return
    this.served.add(app)
    while (!this.stopping) {
      const now = this.options.now()
      const next = app.next(now)
      if (next && 'waitMs' in next) this.later(app, next.waitMs, () => this.serve(app))
      if (!next || 'waitMs' in next) break
      const lane = next.account
      const step = lane.next(now, now + LONGEST_SEND_MS, true)
      this.release(step.late)
      if (step.do === 'send') this.send(lane, step.held)
      this.begin(lane)
    }
    this.served.delete(app)
  }

  private later(who: Lane | AppLimit<Lane>, ms: number, work: () => void): void {
    if (this.timers.has(who)) return
    const timer = setTimeout(() => {
      this.timers.delete(who)
      work()
    }, ms)
    this.timers.set(who, timer.unref())
  }

  private send(lane: Lane, held: Held): void {
    lane.sending.add(this.deliver(lane, held), () => this.begin(lane))
  }

  /** Resolves when the platform has answered; the row's mark follows, and only then may the next of its line leave. */
  private async deliver(lane: Lane, held: Held): Promise<void> {
    const { now, chance, onAnswered, onMarked } = this.options
    const began = now()
    this.unanswered.add(held)
    const sent = await attempt(lane.channel, held.row, this.options)
    this.unanswered.delete(held)
    onAnswered(lane, held, sent)
    this.release(lane.answered(held, sent, began, now()))
    const marks = sent.kind === 'sent' ? this.sentMarks : this.otherMarks
    const marked = marks.add([settlementOf(held, sent, now(), chance())])
    void marked.then(() => {
      onMarked(lane, lane.end(held))
      this.begin(lane)
    })
  }
}
