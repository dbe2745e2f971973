import type { Ease, Rate } from '../channels/channel.ts'

/**
 * Lets requests through at a rate, as a bucket does that fills evenly, and slower while the platform says that it gets
 * tight. Several instances share the rate evenly. All times are given: it knows no clock.
 */
export class Limiter {
  private readonly rate: Rate | null
  private instances = 1
  private tokens: number
  private filledAt = Number.NEGATIVE_INFINITY
  private lastAt = Number.NEGATIVE_INFINITY
  private tight: { everyMs: number; from: number; until: number } | null = null

  constructor(rate: Rate | null, instances = 1) {
    this.rate = rate
    this.instances = instances
    this.tokens = this.burst
  }

  /** How many milliseconds until the next request may leave; 0 where it may now. */
  wait(now: number): number {
    this.fill(now)
    const forToken = this.rate && this.tokens < 1 ? ((1 - this.tokens) / this.perSecond) * 1_000 : 0
    return Math.ceil(Math.max(forToken, this.untilEased(now)))
  }

  /** How many may leave within this time; at least one. */
  within(ms: number, now: number): number {
    this.fill(now)
    const byRate = this.rate ? this.tokens + (ms / 1_000) * this.perSecond : Number.POSITIVE_INFINITY
    const byEase =
      this.untilEased(now) > 0 ? ms / ((this.tight?.everyMs ?? 1) * this.instances) : Number.POSITIVE_INFINITY
    return Math.max(1, Math.floor(Math.min(byRate, byEase)))
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

  /** So many instances share the rate from now on. */
  share(instances: number, now: number): void {
    this.fill(now)
    this.instances = instances
    this.tokens = Math.min(this.tokens, this.burst)
  }

  /** Nothing is in hand: the others may have let through already what may leave at once. */
  empty(now: number): void {
    this.filledAt = now
    this.tokens = 0
  }

  private get burst(): number {
    return this.rate ? Math.max(1, Math.floor(this.rate.burst / this.instances)) : 0
  }

  private get perSecond(): number {
    return (this.rate?.perSecond ?? 0) / this.instances
  }

  /** What one instance was told all are slowed down by, since the platform counts them together. */
  private untilEased(now: number): number {
    if (!this.tight || now >= this.tight.until || now < this.tight.from) return 0
    // Told with the answer to a request: the time runs from there.
    const since = Math.max(this.lastAt, this.tight.from)
    return Math.min(since + this.tight.everyMs * this.instances, this.tight.until) - now
  }

  private fill(now: number): void {
    if (!this.rate) return
    const passed = now - this.filledAt
    this.filledAt = now
    // A clock that was set back fills nothing.
    if (passed > 0) this.tokens = Math.min(this.burst, this.tokens + (passed / 1_000) * this.perSecond)
  }
}
