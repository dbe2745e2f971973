import type { Ease, Rate } from '../channels/channel.ts'

/**
 * Lets requests through at a rate, as a bucket does that fills evenly, and slower while the platform says that it gets
 * tight. All times are given: it knows no clock.
 */
export class Limiter {
  private readonly rate: Rate | null
  private tokens: number
  private filledAt = Number.NEGATIVE_INFINITY
  private lastAt = Number.NEGATIVE_INFINITY
  private tight: { everyMs: number; from: number; until: number } | null = null

  constructor(rate: Rate | null) {
    this.rate = rate
    this.tokens = rate?.burst ?? 0
  }

  /** How many milliseconds until the next request may leave; 0 where it may now. */
  wait(now: number): number {
    this.fill(now)
    const forToken = this.rate && this.tokens < 1 ? ((1 - this.tokens) / this.rate.perSecond) * 1_000 : 0
    return Math.ceil(Math.max(forToken, this.untilEased(now)))
  }

  /** One leaves now. */
  take(now: number): void {
    this.fill(now)
    this.tokens--
    this.lastAt = now
  }

  /** What the platform said last is what counts. */
  ease({ forMs, everyMs }: Ease, now: number): void {
    this.tight = { everyMs, from: now, until: now + forMs }
  }

  private untilEased(now: number): number {
    if (!this.tight || now >= this.tight.until || now < this.tight.from) return 0
    // Told with the answer to a request: the time runs from there.
    const since = Math.max(this.lastAt, this.tight.from)
    return Math.min(since + this.tight.everyMs, this.tight.until) - now
  }

  private fill(now: number): void {
    if (!this.rate) return
    const passed = now - this.filledAt
    this.filledAt = now
    // A clock that was set back fills nothing.
    if (passed > 0)
      this.tokens = Math.min(this.rate.burst, this.tokens + (passed / 1_000) * this.rate.perSecond)
  }
}
