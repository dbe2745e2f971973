import { setTimeout as pause } from 'node:timers/promises'
import type { OutboxSettlement } from '../store/records/queues.ts'
import type { Store } from '../store/store.ts'
import { InFlight } from './in-flight.ts'

const RETRY_MS = 1_000

/** Marks in the outbox what became of requests, many at a time. */
export class Marks {
  private readonly store: Pick<Store, 'settleOutbox'>
  private readonly gatherMs: number
  private readonly onError: (error: unknown) => void
  private readonly writing = new InFlight(Number.POSITIVE_INFINITY)
  private gathered: OutboxSettlement[] = []
  private gathering: Promise<void> | null = null
  private stopping = false

  /** What comes in within `gatherMs` shares a transaction. */
  constructor(store: Pick<Store, 'settleOutbox'>, gatherMs: number, onError: (error: unknown) => void) {
    this.store = store
    this.gatherMs = gatherMs
    this.onError = onError
  }

  /** Resolves when they are marked; never rejects. */
  add(settlements: readonly OutboxSettlement[]): Promise<void> {
    this.gathered.push(...settlements)
    if (!this.gathering) {
      this.gathering = this.mark()
      this.writing.add(this.gathering, () => {})
    }
    return this.gathering
  }

  /** Resolves when all is marked, or cannot be: a process that stops must not stay for ever because its disk is full. */
  async stop(): Promise<void> {
    this.stopping = true
    await this.writing.idle()
  }

  /** A store that cannot write is asked again, as a mark lost is a message twice. */
  private async mark(): Promise<void> {
    await pause(this.gatherMs)
    const batch = this.gathered
    this.gathered = []
    this.gathering = null
    for (;;) {
      try {
        return await this.store.settleOutbox(batch)
      } catch (error) {
        this.onError(error)
        if (this.stopping) return
        await pause(RETRY_MS)
      }
    }
  }
}
