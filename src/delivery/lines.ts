import { personHash } from '../store/person-hash.ts'
import type { OutboxRow } from '../store/records/queues.ts'

/** A row that this process may send, and until when. `mayHaveMore`: others of its person may wait in the outbox. */
export type Held = { row: OutboxRow; leasedUntil: number; mayHaveMore: boolean }

type Line = { held: Held[]; mayHaveMore: boolean; underWay: boolean }

/**
 * Rows that wait in memory for their sending: a line for each person, in which only the first may leave. Persons take
 * turns, so that nobody waits for all of another's answers.
 */
export class Lines {
  private readonly lines = new Map<string, Line>()
  /** The persons whose first row waits, in the order in which it is their turn. */
  private readonly ready = new Set<string>()
  private rows = 0

  get size(): number {
    return this.rows
  }

  get isReady(): boolean {
    return this.ready.size > 0
  }

  add(held: Held): void {
    const person = keyOf(held.row)
    const line = this.lines.get(person)
    this.rows++
    if (line) {
      line.held.push(held)
      line.mayHaveMore ||= held.mayHaveMore
      return
    }
    this.lines.set(person, { held: [held], mayHaveMore: held.mayHaveMore, underWay: false })
    this.ready.add(person)
  }

  /** Notes that others of this person, by `personHash`, wait in the outbox behind those that are held; null: of anybody. */
  noteMore(person: string | null): void {
    const line = person === null ? undefined : this.lines.get(person)
    for (const one of person === null ? this.lines.values() : line ? [line] : []) one.mayHaveMore = true
  }

  /**
   * What is sent next; `end` must be told of it. `late` are lines let go of as a whole, since the first lease of each
   * ends before `neededUntil`.
   */
  next(neededUntil: number): { held: Held | null; late: Held[] } {
    const late: Held[] = []
    for (const person of this.ready) {
      this.ready.delete(person)
      const line = this.lines.get(person)
      const [first] = line?.held ?? []
      if (!line || !first) continue
      if (first.leasedUntil >= neededUntil) {
        line.underWay = true
        return { held: first, late }
      }
      late.push(...this.drop(person, line))
    }
    return { held: null, late }
  }

  /** Takes out what stands behind a row that `next` gave. */
  dropBehind(row: OutboxRow): Held[] {
    const dropped = this.lines.get(keyOf(row))?.held.splice(1) ?? []
    this.rows -= dropped.length
    return dropped
  }

  /** Takes out all that is not under way. */
  dropWaiting(): Held[] {
    const dropped: Held[] = []
    for (const [person, line] of this.lines) {
      if (!line.underWay) {
        dropped.push(...this.drop(person, line))
        continue
      }
      const behind = line.held.splice(1)
      this.rows -= behind.length
      dropped.push(...behind)
    }
    this.ready.clear()
    return dropped
  }

  /** Lets the one behind it have its turn. True where there is none here, but may be one in the outbox. */
  end(row: OutboxRow): boolean {
    const person = keyOf(row)
    const line = this.lines.get(person)
    if (!line) return false
    line.held.shift()
    line.underWay = false
    this.rows--
    if (line.held.length > 0) {
      this.ready.add(person)
      return false
    }
    this.lines.delete(person)
    return line.mayHaveMore
  }

  private drop(person: string, line: Line): Held[] {
    this.rows -= line.held.length
    this.lines.delete(person)
    return line.held
  }
}

/** Not of the conversation: who erases theirs gets a new one, and its first words must not overtake. */
const keyOf = personHash
