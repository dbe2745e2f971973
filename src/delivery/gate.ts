import type { Sent } from '../channels/channel.ts'
import { jittered, pauseAfter } from './pauses.ts'

/** Failures in a row after which the platform itself is held to be in trouble. */
const TROUBLE = 5
/** While it is down it is asked this often at least, so that it is missed by no more when it is back. */
const LONGEST_PAUSE_MS = 60_000
/** An account that waits for somebody to act is tried again after this long. */
const STOPPED_PAUSE_MS = 5 * 60_000

/**
 * How many requests of one account may be under way. Where the platform is in trouble, takes nothing for a while or
 * wants somebody to act, none may; then a single one tries, and each that gets through makes room for twice as many.
 * All times are given: it knows no clock.
 */
export class Gate {
  private readonly most: number
  private readonly chance: () => number
  private present: number
  private failures = 0
  /** How often it was shut since something got through. */
  private rounds = 0
  private shutAt = Number.NEGATIVE_INFINITY
  private opensAt = Number.NEGATIVE_INFINITY

  constructor(most: number, chance: () => number) {
    this.most = most
    this.present = most
    this.chance = chance
  }

  /** How many requests may be under way; 0 while it is shut. A clock that was set back opens it. */
  width(now: number): number {
    if (now < this.shutAt) this.shutAt = this.opensAt = Number.NEGATIVE_INFINITY
    return now >= this.opensAt ? this.present : 0
  }

  get isWide(): boolean {
    return this.present === this.most
  }

  /** Takes note of what became of a request that began at `began`. */
  note(sent: Sent, began: number, now: number): void {
    switch (sent.kind) {
      case 'stopped':
        return this.shut(now, STOPPED_PAUSE_MS)
      case 'throttled':
        return this.shut(now, sent.afterMs)
      case 'unknown':
        return this.noteTrouble(began, now)
      case 'retry':
        return sent.forAll ? this.noteTrouble(began, now) : this.noteAnswer(began)
      default:
        return this.noteAnswer(began)
    }
  }

  /** Somebody has acted: one request tries at once. */
  reopen(): void {
    this.opensAt = Number.NEGATIVE_INFINITY
    this.rounds = 0
  }

  private noteAnswer(began: number): void {
    if (began < this.shutAt) return
    this.failures = 0
    this.rounds = 0
    this.present = Math.min(this.most, this.present * 2)
  }

  /** Those that were under way when it shut say nothing new. */
  private noteTrouble(began: number, now: number): void {
    if (began < this.shutAt) return
    this.failures++
    if (this.failures < Math.min(TROUBLE, this.present)) return
    this.shut(now, jittered(Math.min(LONGEST_PAUSE_MS, pauseAfter(this.rounds)), this.chance()))
    this.rounds++
  }

  /** Nothing leaves for so long; then one tries. */
  shut(now: number, forMs: number): void {
    this.present = 1
    this.failures = 0
    this.opensAt = Math.max(this.opensAt, now + forMs)
    this.shutAt = now
  }
}
