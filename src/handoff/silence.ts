import type { Sent } from '../channels/channel.ts'
import type { OutboxRow } from '../store/records/queues.ts'
import type { Store } from '../store/store.ts'

/** What was written this shortly ago nobody can have overtaken, but for what this process knows of. */
const FRESH_MS = 1_000
const REMEMBERED = 1_000
const OVERTAKEN: Sent = { kind: 'dropped', reason: 'staff took over before it left' }

/**
 * Looks again, right before a request leaves, whether staff have taken over: what the bot had said before was given up
 * in the store then, but may still be held in memory, here or in another process.
 */
export class Silence {
  private readonly store: Pick<Store, 'pendingOutbox'>
  private readonly now: () => number
  private readonly writtenAt: (row: OutboxRow) => number
  private readonly silenced = new Set<string>()
  private asked: { row: OutboxRow; resolve(waits: boolean): void; reject(error: unknown): void }[] = []

  /** `writtenAt` tells when a row was written, in epoch milliseconds. */
  constructor(store: Pick<Store, 'pendingOutbox'>, now: () => number, writtenAt: (row: OutboxRow) => number) {
    this.store = store
    this.now = now
    this.writtenAt = writtenAt
  }

  /** Staff took over this conversation just now. */
  note(conversation: string): void {
    this.silenced.add(conversation)
    for (const oldest of this.silenced) {
      if (this.silenced.size <= REMEMBERED) return
      this.silenced.delete(oldest)
    }
  }

  /** What is done instead of sending it; null where it may leave. */
  async holdBack(row: OutboxRow): Promise<Sent | null> {
    const isOld = Math.abs(this.now() - this.writtenAt(row)) > FRESH_MS
    if (!isOld && !this.silenced.has(row.conversation)) return null
    return (await this.stillWaits(row)) ? null : OVERTAKEN
  }

  /** Those asked in one moment share a statement. */
  private stillWaits(row: OutboxRow): Promise<boolean> {
    return new Promise((resolve, reject) => {
      if (this.asked.push({ row, resolve, reject }) === 1) setImmediate(() => this.ask())
    })
  }

  private async ask(): Promise<void> {
    const asked = this.asked
    this.asked = []
    try {
      const pending = new Set(await this.store.pendingOutbox(asked.map(({ row }) => row.id)))
      for (const { row, resolve } of asked) resolve(pending.has(row.id))
    } catch (error) {
      for (const { reject } of asked) reject(error)
    }
  }
}
