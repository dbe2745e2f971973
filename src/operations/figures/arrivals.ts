import type { ArrivalCount } from '../../store/records/figures.ts'
import type { Store } from '../../store/store.ts'

const HOUR_MS = 60 * 60 * 1000
const WRITE_EVERY_MS = 60_000

/** What came in, as far as its count needs it; the channels' Arrival fits it. */
type Arrived = { account: string; what: { kind: string; text?: string | null } }

/** What people do of themselves; receipts, echoes and staff say nothing about how many people get through. */
const FROM_PEOPLE: ReadonlySet<string> = new Set(['text', 'tap', 'media', 'arrived', 'overheard'])

/** Counts what people send by account and hour, and writes it to the store once a minute. */
export class Arrivals {
  readonly #store: Pick<Store, 'countArrivals'>
  readonly #now: () => number
  readonly #onError: (error: unknown) => void
  readonly #writing: NodeJS.Timeout
  #counts = new Map<string, ArrivalCount>()

  constructor(store: Pick<Store, 'countArrivals'>, now: () => number, onError: (error: unknown) => void) {
    this.#store = store
    this.#now = now
    this.#onError = onError
    this.#writing = setInterval(() => void this.write(), WRITE_EVERY_MS)
    this.#writing.unref()
  }

  /** True where at least one of them is somebody's. */
  note(arrived: readonly Arrived[]): boolean {
    const people = arrived.filter(({ what }) => FROM_PEOPLE.has(what.kind))
    for (const { account, what } of people) this.#add(account, isPlain(what) ? 1 : 0)
    return people.length > 0
  }

  /** Writes what was counted since; never rejects, and keeps what could not be written. */
  async write(): Promise<void> {
    const counts = this.#counts
    if (counts.size === 0) return
    this.#counts = new Map()
    try {
      await this.#store.countArrivals([...counts.values()])
    } catch (error) {
      this.#onError(error)
      for (const count of counts.values()) this.#merge(count)
    }
  }

  async stop(): Promise<void> {
    clearInterval(this.#writing)
    await this.write()
  }

  #add(account: string, plain: number): void {
    const lastAt = this.#now()
    this.#merge({ account, hour: Math.floor(lastAt / HOUR_MS), count: 1, plain, lastAt })
  }

  #merge({ account, hour, count, plain, lastAt }: ArrivalCount): void {
    const key = `${hour} ${account}`
    const known = this.#counts.get(key) ?? { account, hour, count: 0, plain: 0, lastAt: 0 }
    known.count += count
    known.plain += plain
    known.lastAt = Math.max(known.lastAt, lastAt)
    this.#counts.set(key, known)
  }
}

/** Zalo's syntax filter lets through only what begins with #, which taps do. */
function isPlain({ kind, text }: Arrived['what']): boolean {
  return kind === 'media' || (kind === 'text' && !text?.startsWith('#'))
}
