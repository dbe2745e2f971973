/** Work under way, so many pieces at a time: a slow one holds up nobody but itself. */
export class InFlight {
  private readonly most: number
  private readonly pieces = new Set<Promise<void>>()

  constructor(most: number) {
    this.most = most
  }

  get count(): number {
    return this.pieces.size
  }

  /** How many more may begin. */
  get room(): number {
    return this.most - this.pieces.size
  }

  /** Takes a piece that has begun; it must not reject. `onDone` runs when its place is free again. */
  add(piece: Promise<void>, onDone: () => void): void {
    const tracked = piece.finally(() => {
      this.pieces.delete(tracked)
      onDone()
    })
    this.pieces.add(tracked)
  }

  /** Resolves when all that has begun has ended. */
  async idle(): Promise<void> {
    while (this.pieces.size > 0) await Promise.all(this.pieces)
  }
}
