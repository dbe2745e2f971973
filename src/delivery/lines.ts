import type { OutboxRow, PersonKey } from '../store/store.ts'

/** A row that this process may send, and until when. `mayHaveMore`: others of its person may wait in the outbox. */
export type Held = { row: OutboxRow; leasedUntil: number; mayHaveMore: boolean }

type Line = { held: Held[]; mayHaveMore: boolean }

/** Rows that wait in memory for their sending: a line for each person, in which only the first may leave. */
export class Lines {
  private readonly lines = new Map<string, Line>()
  /** The persons whose first row waits, in the order in which it is their turn. */
  private readonly ready = new Set<string>()
  private rows = 0

  get size(): number {
    return this.rows
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
    this.lines.set(person, { held: [held], mayHaveMore: held.mayHaveMore })
    this.ready.add(person)
  }

  /** Notes that others of this person wait in the outbox, behind those that are held. */
  noteMore(person: PersonKey): void {
    const line = this.lines.get(keyOf(person))
    if (line) line.mayHaveMore = true
  }

  /**
   * The next row to send; `end` must be told of it. A line whose first lease ends before `neededUntil` is let go of as a
   * whole: when its leases have run out, it is claimed anew.
   */
  next(neededUntil: number): OutboxRow | null {
    for (const person of this.ready) {
      this.ready.delete(person)
      const held = this.lines.get(person)?.held ?? []
      const [first] = held
      if (first && first.leasedUntil >= neededUntil) return first.row
      this.rows -= held.length
      this.lines.delete(person)
    }
    return null
  }

  /** Takes out what stands behind a row that `next` gave. */
  dropBehind(row: OutboxRow): OutboxRow[] {
    const dropped = this.lines.get(keyOf(row))?.held.splice(1) ?? []
    this.rows -= dropped.length
    return dropped.map(held => held.row)
  }

  /** Lets the one behind it have its turn. True where there is none here, but may be one in the outbox. */
  end(row: OutboxRow): boolean {
    const person = keyOf(row)
    const line = this.lines.get(person)
    if (!line) return false
    line.held.shift()
    this.rows--
    if (line.held.length > 0) {
      this.ready.add(person)
      return false
    }
    this.lines.delete(person)
    return line.mayHaveMore
  }
}

/** Not of the conversation: who erases theirs gets a new one, and its first words must not overtake. */
function keyOf({ account, person }: PersonKey): string {
  return `${account}\n${person}`
}
