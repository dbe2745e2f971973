import type { Limiter } from './limiter.ts'

/** What the accounts of one app share: its limit, and a line in which each waits for its turn where that is tight. */
export class AppLimit<Account> {
  readonly limiter: Limiter
  private readonly line = new Set<Account>()

  constructor(limiter: Limiter) {
    this.limiter = limiter
  }

  /** Whether one may leave by this account now. Where it may not, or others wait already, the account joins the line. */
  lets(account: Account, now: number): boolean {
    if (this.line.size === 0 && this.limiter.wait(now) === 0) return true
    this.line.add(account)
    return false
  }

  /** Takes whoever is first out of the line; for how long to wait where nobody's turn has come; null: nobody waits. */
  next(now: number): { account: Account } | { waitMs: number } | null {
    for (const account of this.line) {
      const waitMs = this.limiter.wait(now)
      if (waitMs > 0) return { waitMs }
      this.line.delete(account)
      return { account }
    }
    return null
  }
}
