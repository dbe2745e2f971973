import { randomUUID } from 'node:crypto'
import type { Knowledge } from '../catalogue/knowledge.ts'
import type { Channel } from '../channels/channel.ts'
import { InFlight } from '../delivery/in-flight.ts'
import { sentence } from '../guidance/words.ts'
import type { LoadedConversation } from '../store/records/conversation.ts'
import type { CommitFate, TurnRecord } from '../store/records/turn.ts'
import type { Store } from '../store/store.ts'
import { StoreUnavailable } from '../store/store.ts'
import type { Middleware } from './activity.ts'
import { CollectingAdapter } from './adapter.ts'
import { DanLoiBot, repliesIn, type TurnWork, WORK } from './bot.ts'
import type { Happening } from './happening.ts'
import { ownPageOf } from './own-page.ts'
import { bareRecord, recordTurn } from './record.ts'
import { readState } from './state.ts'
import { type Wrote, wroteOf } from './wrote.ts'

/** Turns that share one transaction at the most (measured: beyond 50 the gain is small). */
const GROUP = 50
const MOST_GROUPS = 2
/** A turn takes well under a millisecond. This ends one that waits for something; nothing can end a busy loop. */
const TURN_DEADLINE_MS = 1_000
/** A store that has not answered after this long is as good as away: whoever posted had better be told. */
const STORE_DEADLINE_MS = 1_100
/** Where the store is away, who has waited for so long does not wait for another try. */
const PATIENCE_MS = 300
/** How often a turn is repeated when another process moved the conversation on. */
const MOST_REPEATS = 5
const FIRST_RETRY_MS = 2_000

export type TurnsOptions = {
  store: Store
  /** What is known now, as the operator of that account has it. */
  knowledge: (account: string) => Knowledge
  channels: ReadonlyMap<string, Channel>
  now: () => number
  newId?: () => string
  middleware?: Middleware[]
  /** The address that opens a conversation's own data, once and for a short while. */
  sealOwnPage?: (conversation: string) => string
  /** Until when what a turn says on this account may be leased to this process; null where somebody else sends it. */
  leaseFor?: (account: string) => number | null
  /** After a turn is on disk: who it was for, so that web listeners and dispatchers wake. */
  onCommitted: (happening: Happening, wrote: Wrote) => void
  /** A turn threw or ran out of time; its bare row waits in the inbox. Never holds a citizen's words. */
  onFailed: (happening: Happening, error: unknown) => void
}

/** Rows that a turn finishes beside its own: an inbox row claimed for another try, or a job. */
export type Finishes = { claimed?: string; attempts?: number; job?: string }

type Waiting = {
  happening: Happening
  finishes: Finishes
  repeats: number
  since: number
  underWay: boolean
  resolve: () => void
  reject: (error: unknown) => void
}

/**
 * Takes happenings in and makes turns of them: those that arrive together share one transaction, those of one
 * conversation run one at a time and in order.
 */
export class Turns {
  private readonly options: TurnsOptions
  private readonly newId: () => string
  private readonly adapter = new CollectingAdapter()
  private readonly bot = new DanLoiBot()
  /** By person; the first of each list is the one that may run. */
  private readonly waiting = new Map<string, Waiting[]>()
  private readonly underWay = new InFlight(MOST_GROUPS)
  private isDue = false

  constructor(options: TurnsOptions) {
    this.options = options
    this.newId = options.newId ?? randomUUID
    for (const middleware of options.middleware ?? []) this.adapter.use(middleware)
  }

  /**
   * Resolves when the happening is on disk, as a finished turn or, where the turn failed, as a bare inbox row.
   * Rejects with `StoreUnavailable` where it is not, so that the sender can be told.
   */
  take(happening: Happening, finishes: Finishes = {}): Promise<void> {
    return new Promise((resolve, reject) => {
      const key = keyOf(happening)
      const since = performance.now()
      const waiting = { happening, finishes, repeats: 0, since, underWay: false, resolve, reject }
      const line = this.waiting.get(key)
      if (line) line.push(waiting)
      else this.waiting.set(key, [waiting])
      this.beginSoon()
    })
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    while (this.waiting.size > 0) {
      await new Promise(resolve => setImmediate(resolve))
      await this.underWay.idle()
    }
  }

  /** Lets everything that arrives in the same moment join the group. */
  private beginSoon(): void {
    if (this.isDue) return
    this.isDue = true
    setImmediate(() => {
      this.isDue = false
      this.begin()
    })
  }

  /** While one group waits for the disk, the next is worked out. */
  private begin(): void {
    while (this.underWay.room > 0) {
      const group = this.nextGroup()
      if (group.length === 0) return
      this.underWay.add(this.runGroup(group), () => this.beginSoon())
    }
  }

  private nextGroup(): Waiting[] {
    const group: Waiting[] = []
    for (const [first] of this.waiting.values()) {
      if (!first || first.underWay) continue
      first.underWay = true
      group.push(first)
      if (group.length === GROUP) break
    }
    return group
  }

  private async runGroup(group: Waiting[]): Promise<void> {
    try {
      const stored = await answered(this.options.store.load(group.map(({ happening }) => happening)))
      const records = await Promise.all(
        group.map((waiting, index) => this.recordOf(waiting, stored[index] ?? null)),
      )
      const settled = this.commit(group, records).then(fates => this.settleAll(group, fates, records))
      await answered(settled)
    } catch (error) {
      for (const waiting of group) this.leave(waiting).reject(error)
      if (error instanceof StoreUnavailable) this.giveUpWaiting(error)
    }
  }

  /** One after another they would all wait for a store that is away, each longer than the one before. */
  private giveUpWaiting(error: StoreUnavailable): void {
    const before = performance.now() - PATIENCE_MS
    const late = [...this.waiting.values()]
      .flat()
      .filter(({ underWay, since }) => !underWay && since < before)
    for (const waiting of late) this.leave(waiting).reject(error)
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
      const bare = this.bare(waiting, error)
      records[index] = bare
      return (await store.commit([bare]))[0] ?? 'committed'
    }
  }

  private async settleAll(group: Waiting[], fates: CommitFate[], records: TurnRecord[]): Promise<void> {
    for (const [index, waiting] of group.entries()) {
      const fate = fates[index]
      if (fate === 'lost' && waiting.repeats >= MOST_REPEATS) await this.putOff(waiting)
      else if (fate) this.settle(waiting, fate, records[index])
    }
  }

  /** A worker tries it again when the others have quietened down. */
  private async putOff(waiting: Waiting): Promise<void> {
    const error = new Error('Other instances kept moving this conversation on.')
    this.options.onFailed(waiting.happening, error)
    await this.options.store.commit([this.bare(waiting, error)])
    this.leave(waiting).resolve()
  }

  private settle(waiting: Waiting, fate: CommitFate, record: TurnRecord | undefined): void {
    if (fate === 'lost') {
      waiting.repeats++
      waiting.underWay = false
      return
    }
    this.leave(waiting)
    waiting.resolve()
    const change = record?.change
    if (fate === 'duplicate' || !change) return
    try {
      this.options.onCommitted(waiting.happening, wroteOf(change))
    } catch (error) {
      // It is on disk; whoever listens must not make it look lost.
      this.options.onFailed(waiting.happening, error)
    }
  }

  /** Takes a turn out of its line, if it is still there, so that the next one of that person may run. */
  private leave(waiting: Waiting): Waiting {
    const key = keyOf(waiting.happening)
    const line = this.waiting.get(key)
    const place = line?.indexOf(waiting) ?? -1
    if (place >= 0) line?.splice(place, 1)
    if (line?.length === 0) this.waiting.delete(key)
    return waiting
  }

  private async recordOf(waiting: Waiting, stored: LoadedConversation | null): Promise<TurnRecord> {
    try {
      return await withDeadline(this.turn(waiting, stored))
    } catch (error) {
      this.options.onFailed(waiting.happening, error)
      return this.bare(waiting, error)
    }
  }

  private bare({ happening, finishes }: Waiting, error: unknown): TurnRecord {
    const now = this.options.now()
    const attempts = (finishes.attempts ?? 0) + 1
    const reason = error instanceof Error ? error.name : 'unknown'
    const record = bareRecord(happening, now, attempts, now + FIRST_RETRY_MS * 2 ** (attempts - 1), reason)
    return {
      ...record,
      job: finishes.job ?? null,
      inbox: { ...record.inbox, claimed: finishes.claimed ?? null },
    }
  }

  private async turn(
    { happening, finishes }: Waiting,
    stored: LoadedConversation | null,
  ): Promise<TurnRecord> {
    const { options, newId } = this
    const knowledge = options.knowledge(happening.account)
    const now = options.now()
    const before = readState(stored?.state ?? null, now)
    const channel = options.channels.get(happening.account)
    const reach = channel?.freeHours ? { freeHours: channel.freeHours } : null
    const work: TurnWork = {
      knowledge,
      conversation: before,
      now,
      newId,
      reach,
      ownPage: ownPageOf(channel),
      // Who only tries the bot out calls nobody away from their work.
      mayHandOff: channel !== undefined && !channel.uncounted && channel.kind !== 'terminal',
      outcome: null,
      intents: [],
    }
    const sent = await this.adapter.process(
      happening,
      context => context.turnState.set(WORK, work),
      context => this.bot.run(context),
    )
    if (!work.outcome) throw new Error(`Nothing answers a happening of kind ${happening.what.kind}.`)
    return recordTurn({
      happening,
      stored,
      before,
      // What the middleware let through is what is said.
      outcome: { ...work.outcome, replies: repliesIn(sent) },
      intents: work.intents,
      channel,
      unit: knowledge.operator.unit,
      keepDays: knowledge.operator.keepDays,
      now,
      newId,
      claimed: finishes.claimed ?? null,
      job: finishes.job ?? null,
      leasedUntil: options.leaseFor?.(happening.account) ?? null,
      sealOwnPage: options.sealOwnPage,
      fromStaff: words => sentence(knowledge, 'staffSays', { loi: words }),
    })
  }
}

function keyOf({ account, person }: Happening): string {
  return `${account}\n${person}`
}

/**
 * The store's answer, or `StoreUnavailable` where none comes in time. What it was asked to write it may still have
 * written: a second delivery is then a duplicate, and what was said is sent.
 */
function answered<T>(work: Promise<T>): Promise<T> {
  const late = `The store has not answered for ${STORE_DEADLINE_MS} ms.`
  return within(work, STORE_DEADLINE_MS, () => new StoreUnavailable(late))
}

function withDeadline<T>(work: Promise<T>): Promise<T> {
  const late = `A turn took longer than ${TURN_DEADLINE_MS} ms.`
  return within(work, TURN_DEADLINE_MS, () => new Error(late))
}

async function within<T>(work: Promise<T>, ms: number, late: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise<never>((_, reject) => {
    // What came while everything stood still is heard first.
    timer = setTimeout(() => setImmediate(() => reject(late())), ms)
  })
  try {
    return await Promise.race([work, deadline])
  } finally {
    clearTimeout(timer)
  }
}
