import { randomUUID } from 'node:crypto'
import { InFlight } from '../delivery/in-flight.ts'
import type { LoadedConversation } from '../store/records/conversation.ts'
import type { CommitFate, TurnRecord } from '../store/records/turn.ts'
import type { Store } from '../store/store.ts'
import { StoreUnavailable } from '../store/store.ts'
import { failedRecord, untriedRecord } from './bare.ts'
import type { Happening } from './happening.ts'
import { type Finishes, Lines, type Waiting } from './lines.ts'
import { type TurnOptions, turnMaker, type WorkOut } from './turn.ts'
import { within } from './within.ts'
import { type Wrote, wroteOf } from './wrote.ts'

/** Turns that share one transaction at the most (measured: beyond 50 the gain is small). */
const GROUP = 50
const MOST_GROUPS = 2
/** While more comes in than can be answered, taking it in goes first: a platform waits two seconds, people wait longer. */
const GROUP_MEANWHILE = 10
/** A turn takes well under a millisecond. This ends one that waits for something; nothing can end a busy loop. */
const TURN_DEADLINE_MS = 1_000
/** A store that has not answered after this long is as good as away: whoever posted had better be told. */
const STORE_DEADLINE_MS = 1_100
/** Where the store is away, who has waited for so long does not wait for another try. */
const PATIENCE_MS = 300
/** How often a turn is repeated when another process moved the conversation on. */
const MOST_REPEATS = 5
/**
 * Zalo wants its 200 within two seconds, and a proxy in front keeps some hundred calls waiting at the most: who would wait
 * longer than this is kept on disk, and answered from there.
 */
const LONGEST_LINE_MS = 250
/** So many people at once are more than that: calls also wait where nobody sees them, before they are read. */
const MOST_PEOPLE = 200
/** Messages that are kept in one transaction, about. */
const KEPT_GROUP = 500

export type TurnsOptions = Omit<TurnOptions, 'newId'> & {
  store: Store
  newId?: () => string
  /** After a turn is on disk: who it was for, so that web listeners and dispatchers wake. */
  onCommitted: (happening: Happening, wrote: Wrote) => void
  /** A turn threw or ran out of time; its bare row waits in the inbox. Never holds a citizen's words. */
  onFailed: (happening: Happening, error: unknown) => void
  /** These were taken and wait in the inbox for their first turn. */
  onKept?: (happenings: readonly Happening[]) => void
  /** More comes in than can be answered at once; or, false, all of that has had its turn. */
  onBehind?: (isBehind: boolean) => void
  /** How long somebody's turn may wait before what comes in is kept instead; a quarter of a second where it is missing. */
  longestLineMs?: number
}

/**
 * Takes happenings in and makes turns of them: those that arrive together share one transaction, those of one
 * conversation run one at a time and in order. Where more comes than can be answered at once, it is kept in the inbox
 * before it is answered, and a worker brings it back in its order.
 */
export class Turns {
  private readonly options: TurnsOptions
  private readonly workOut: WorkOut
  private readonly lines = new Lines()
  private readonly underWay = new InFlight(MOST_GROUPS)
  private readonly keeping = new InFlight(1)
  /** What comes in now comes after what is kept. */
  private isBehind = false
  private isDue = false

  constructor(options: TurnsOptions) {
    this.options = options
    this.workOut = turnMaker({ ...options, newId: options.newId ?? randomUUID })
  }

  /**
   * Resolves when the happening is on disk, as a finished turn or, where the turn failed or cannot run soon, as a bare
   * inbox row. Rejects with `StoreUnavailable` where it is not, so that the sender can be told.
   */
  take(happening: Happening, finishes: Finishes = {}): Promise<void> {
    return new Promise((resolve, reject) => {
      const since = performance.now()
      this.lines.join({
        ...{ happening, finishes, repeats: 0, since, readyAt: since },
        ...{ underWay: false, resolve, reject },
      })
      this.beginSoon()
    })
  }

  /** All that was kept has had its turn. */
  caughtUp(): void {
    this.setBehind(false)
  }

  private setBehind(isBehind: boolean): void {
    if (this.isBehind === isBehind) return
    this.isBehind = isBehind
    this.options.onBehind?.(isBehind)
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    while (this.lines.people > 0) {
      await new Promise(resolve => setImmediate(resolve))
      await Promise.all([this.underWay.idle(), this.keeping.idle()])
    }
  }

  /** Lets everything that arrives in the same moment join the group. */
  private beginSoon(): void {
    if (this.isDue) return
    this.isDue = true
    setImmediate(() => {
      this.isDue = false
      this.keepIfBehind()
      this.begin()
    })
  }

  private keepIfBehind(): void {
    const oldest = this.lines.oldest()
    if (oldest === null) return
    const longest = this.options.longestLineMs ?? LONGEST_LINE_MS
    if (performance.now() - oldest > longest || this.lines.people > MOST_PEOPLE) this.setBehind(true)
    if (!this.isBehind || this.keeping.room === 0) return
    const group = this.lines.fresh(KEPT_GROUP)
    if (group.length > 0) this.keeping.add(this.keep(group), () => this.beginSoon())
  }

  /** While one group waits for the disk, the next is worked out. */
  private begin(): void {
    const isKeeping = this.keeping.count > 0
    while (this.underWay.room > (isKeeping ? MOST_GROUPS - 1 : 0)) {
      const group = this.lines.next(isKeeping ? GROUP_MEANWHILE : GROUP, { fresh: !this.isBehind })
      if (group.length === 0) return
      this.underWay.add(this.runGroup(group), () => this.beginSoon())
    }
  }

  private async runGroup(group: Waiting[]): Promise<void> {
    await this.orRefused(group, async () => {
      const stored = await answered(this.options.store.load(group.map(({ happening }) => happening)))
      const records = await Promise.all(
        group.map((waiting, index) => this.recordOf(waiting, stored[index] ?? null)),
      )
      const settled = this.commit(group, records).then(fates => this.settleAll(group, fates, records))
      await answered(settled)
    })
  }

  private async keep(group: Waiting[]): Promise<void> {
    const now = this.options.now()
    const records = group.map(({ happening }) => untriedRecord(happening, now))
    await this.orRefused(group, async () => {
      try {
        await answered(this.options.store.commit(records))
      } catch (error) {
        if (error instanceof StoreUnavailable || group.length === 1) throw error
        // One that the store refuses must not take hundreds down.
        for (const waiting of group) await this.keep([waiting])
        return
      }
      for (const waiting of group) this.lines.leave(waiting).resolve()
      this.options.onKept?.(group.map(({ happening }) => happening))
    })
  }

  private async orRefused(group: readonly Waiting[], work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      for (const waiting of group) this.lines.leave(waiting).reject(error)
      if (error instanceof StoreUnavailable) this.giveUpWaiting(error)
    }
  }

  /** One after another they would all wait for a store that is away, each longer than the one before. */
  private giveUpWaiting(error: StoreUnavailable): void {
    for (const waiting of this.lines.late(performance.now() - PATIENCE_MS))
      this.lines.leave(waiting).reject(error)
  }

  /** A turn that the store refuses for a reason of its own must not take its neighbours down. */
  private async commit(group: Waiting[], records: TurnRecord[]): Promise<CommitFate[]> {
    try {
      return await this.options.store.commit(records)
    } catch (error) {
      if (error instanceof StoreUnavailable || group.length === 0) throw error
      const fates: CommitFate[] = []
      for (const [index, waiting] of group.entries()) {
        fates.push(await this.commitAlone(waiting, records, index))
      }
      return fates
    }
  }

  private async commitAlone(waiting: Waiting, records: TurnRecord[], index: number): Promise<CommitFate> {
    const { store } = this.options
    try {
      return (await store.commit(records.slice(index, index + 1)))[0] ?? 'committed'
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error
      this.options.onFailed(waiting.happening, error)
      const bare = this.failed(waiting, error)
      records[index] = bare
      return (await store.commit([bare]))[0] ?? 'committed'
    }
  }

  private async settleAll(group: Waiting[], fates: CommitFate[], records: TurnRecord[]): Promise<void> {
    const early = group.filter((_, index) => fates[index] === 'early')
    if (early.length > 0) await this.keep(early)
    for (const [index, waiting] of group.entries()) {
      const fate = fates[index]
      if (fate === 'lost' && waiting.repeats >= MOST_REPEATS) await this.putOff(waiting)
      else if (fate && fate !== 'early') this.settle(waiting, fate, records[index])
    }
  }

  /** A worker tries it again when the others have quietened down. */
  private async putOff(waiting: Waiting): Promise<void> {
    const error = new Error('Other instances kept moving this conversation on.')
    this.options.onFailed(waiting.happening, error)
    await this.options.store.commit([this.failed(waiting, error)])
    this.lines.leave(waiting).resolve()
  }

  private settle(waiting: Waiting, fate: CommitFate, record: TurnRecord | undefined): void {
    if (fate === 'lost') {
      waiting.repeats++
      waiting.underWay = false
      return
    }
    this.lines.leave(waiting).resolve()
    const change = record?.change
    if (fate === 'duplicate' || !change) return
    try {
      this.options.onCommitted(waiting.happening, wroteOf(change))
    } catch (error) {
      // It is on disk; whoever listens must not make it look lost.
      this.options.onFailed(waiting.happening, error)
    }
  }

  private async recordOf(waiting: Waiting, stored: LoadedConversation | null): Promise<TurnRecord> {
    const { happening, finishes } = waiting
    const late = () => new Error(`A turn took longer than ${TURN_DEADLINE_MS} ms.`)
    try {
      return await within(this.workOut(happening, stored, finishes), TURN_DEADLINE_MS, late)
    } catch (error) {
      this.options.onFailed(happening, error)
      return this.failed(waiting, error)
    }
  }

  private failed({ happening, finishes }: Waiting, error: unknown): TurnRecord {
    return failedRecord(happening, finishes, error, this.options.now())
  }
}

/**
 * The store's answer, or `StoreUnavailable` where none comes in time. What it was asked to write it may still have
 * written: a second delivery is then a duplicate, and what was said is sent.
 */
function answered<T>(work: Promise<T>): Promise<T> {
  const late = `The store has not answered for ${STORE_DEADLINE_MS} ms.`
  return within(work, STORE_DEADLINE_MS, () => new StoreUnavailable(late))
}
