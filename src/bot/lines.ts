import type { Happening } from './happening.ts'

/** Rows that a turn finishes beside its own: an inbox row claimed for its turn, or a job. */
export type Finishes = { claimed?: string; attempts?: number; job?: string }

/** Somebody's turn that is not on disk yet. `since`, and `readyAt` from when on only others keep it waiting, in `performance.now()`. */
export type Waiting = {
  happening: Happening
  finishes: Finishes
  repeats: number
  since: number
  readyAt: number
  underWay: boolean
  resolve: () => void
  reject: (error: unknown) => void
}

/** Turns that wait, by person: one of each line runs at a time. */
export class Lines {
  private readonly lines = new Map<string, Waiting[]>()

  /** How many people wait or are being answered. */
  get people(): number {
    return this.lines.size
  }

  join(waiting: Waiting): void {
    const key = keyOf(waiting.happening)
    const line = this.lines.get(key)
    if (line) line.push(waiting)
    else this.lines.set(key, [waiting])
  }

  /**
   * The turns that run next, one a person and at most so many; they are under way from now on. Where what just came in is
   * left out, what was brought back goes before it, as it came before it.
   */
  next(most: number, { fresh }: { fresh: boolean }): Waiting[] {
    const group: Waiting[] = []
    for (const line of this.lines.values()) {
      if (line.some(({ underWay }) => underWay)) continue
      const first = fresh ? line[0] : line.find(waiting => !isFresh(waiting))
      if (!first) continue
      first.underWay = true
      group.push(first)
      if (group.length === most) break
    }
    return group
  }

  /**
   * What came in and can be kept for later, in its order, some more than so many: all of a person or nothing, as nobody's
   * second word may be answered before the first. It is under way from now on.
   */
  fresh(most: number): Waiting[] {
    const group: Waiting[] = []
    for (const line of this.lines.values()) {
      if (!line.every(isFresh)) continue
      for (const waiting of line) waiting.underWay = true
      group.push(...line)
      if (group.length >= most) break
    }
    return group
  }

  /**
   * Since when others have kept somebody waiting whose turn has not begun; null where nobody waits. Who sends a hundred
   * messages waits for themselves.
   */
  oldest(): number | null {
    for (const [first] of this.lines.values()) if (first && !first.underWay) return first.readyAt
    return null
  }

  /** Who has waited since before then, and is not under way. */
  late(before: number): Waiting[] {
    return [...this.lines.values()].flat().filter(({ underWay, since }) => !underWay && since < before)
  }

  /** Takes a turn out of its line, if it is still there, so that the next one of that person may run. */
  leave(waiting: Waiting): Waiting {
    const key = keyOf(waiting.happening)
    const line = this.lines.get(key)
    const place = line?.indexOf(waiting) ?? -1
    if (place >= 0) line?.splice(place, 1)
    const [first] = line ?? []
    if (!first) this.lines.delete(key)
    else if (!first.underWay) first.readyAt = performance.now()
    return waiting
  }
}

function isFresh({ underWay, finishes }: Waiting): boolean {
  return !underWay && finishes.claimed === undefined && finishes.job === undefined
}

function keyOf({ account, person }: Happening): string {
  return `${account}\n${person}`
}
