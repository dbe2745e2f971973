import { randomUUID } from 'node:crypto'
import type { ShutLimit } from '../store/records/instances.ts'
import type { Store } from '../store/store.ts'

/** So soon the others see that one has come or gone. */
const BEAT_MS = 5_000
/** Not heard of for so long: it was killed, or cannot reach the database and so sends nothing. */
const GONE_MS = 15_000

export type InstancesOptions = {
  store: Pick<Store, 'meet' | 'leave' | 'shutLimit'>
  now: () => number
  onError: (error: unknown) => void
}

export type InstancesListener = {
  /** So many send on the same accounts; `isNew`: this one has just come in among them. */
  share(instances: number, isNew: boolean): void
  /** A platform takes nothing until then of what it counts under this name. */
  shut(limit: string, until: number): void
}

/**
 * The instances that share a database, as far as limits go: each says every few seconds that it is alive, and what a platform
 * has told it of limits. While the database is away the last count holds.
 */
export class Instances {
  private readonly options: InstancesOptions
  private readonly id = randomUUID()
  /** What was told here or by others, with its end. */
  private readonly told = new Map<string, number>()
  private present = 1
  private listener: InstancesListener | null = null
  private timer: NodeJS.Timeout | null = null
  private last: Promise<void> = Promise.resolve()

  constructor(options: InstancesOptions) {
    this.options = options
  }

  /** Resolves when this one knows of the others: nothing should leave before. */
  async start(): Promise<void> {
    this.soon(() => this.meet())
    await this.last
    this.timer = setInterval(() => this.soon(() => this.meet()), BEAT_MS)
    this.timer.unref()
  }

  /** Tells the listener how it stands, and from now on each change. */
  listen(listener: InstancesListener): void {
    this.listener = listener
    if (this.present > 1) listener.share(this.present, true)
    for (const [limit, until] of this.told) listener.shut(limit, until)
  }

  /** One look at the others; looks come every few seconds by themselves. */
  async meet(): Promise<void> {
    const { store, now } = this.options
    const at = now()
    const { instances, shut } = await store.meet({ id: this.id, now: at, aliveSince: at - GONE_MS })
    this.note(shut)
    if (instances === this.present) return
    this.present = instances
    this.listener?.share(instances, false)
  }

  /** Tells the others; many requests that were under way are told the same. */
  shut(limit: string, until: number): void {
    if (until - (this.told.get(limit) ?? 0) < BEAT_MS) return
    this.told.set(limit, until)
    this.soon(() => this.options.store.shutLimit({ name: limit, until }))
  }

  /** The others need not wait until this one is missed. */
  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer)
    this.soon(() => this.options.store.leave(this.id))
    await this.last
  }

  private note(shut: readonly ShutLimit[]): void {
    for (const { name, until } of shut) {
      this.told.set(name, until)
      this.listener?.shut(name, until)
    }
  }

  private soon(work: () => Promise<void>): void {
    this.last = this.last.then(work).catch(this.options.onError)
  }
}
