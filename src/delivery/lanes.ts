import type { Channel } from '../channels/channel.ts'
import { AppLimit } from './app-limit.ts'
import { Lane, mayHold } from './lane.ts'
import { Limiter } from './limiter.ts'
import type { Held } from './lines.ts'

/** A lane for each account; those of one app share what the platform counts by app. */
export class Lanes {
  private readonly chance: () => number
  private readonly byAccount = new Map<string, Lane>()
  private readonly byApp = new Map<string, AppLimit<Lane>>()
  /** Those that were closed while something was under way. */
  private readonly closing = new Set<Lane>()
  private instances = 1

  constructor(channels: Iterable<Channel>, chance: () => number) {
    this.chance = chance
    for (const channel of channels) this.open(channel)
  }

  get(account: string): Lane | undefined {
    return this.byAccount.get(account)
  }

  /** Those that are open. */
  get all(): readonly Lane[] {
    return [...this.byAccount.values()]
  }

  /** Those with something under way, or that may have. */
  get busy(): readonly Lane[] {
    return [...this.byAccount.values(), ...this.closing]
  }

  /**
   * How many more rows an account takes, by its own limit and its app's: whatever its app allows to all may be taken by
   * one, and one row by each that has none.
   */
  room(lane: Lane, now: number): number {
    const own = lane.room(now)
    const { app } = lane
    if (!app || own === 0) return own
    const left = mayHold(app.limiter, now) - this.heldOf(app)
    return Math.min(own, Math.max(left, lane.held === 0 ? 1 : 0))
  }

  /** Those whose requests the platform counts under this name: one account, or all of an app. */
  countedAs(limit: string): Lane[] {
    return this.all.filter(({ channel }) => channel.account === limit || channel.app === limit)
  }

  /** Opens the way out of an account, in place of the one that it had; returns what that one let go of. */
  open(channel: Channel): Held[] {
    const late = this.close(channel.account)
    const limiter = new Limiter(channel.limits?.account ?? null, this.instances)
    this.byAccount.set(channel.account, new Lane(channel, limiter, this.appOf(channel), this.chance))
    return late
  }

  close(account: string): Held[] {
    const lane = this.byAccount.get(account)
    if (!lane) return []
    this.byAccount.delete(account)
    this.closing.add(lane)
    void lane.sending.idle().then(() => this.closing.delete(lane))
    return lane.close()
  }

  /** So many instances send on these accounts. `isNew`: this one has just come in among them. */
  share(instances: number, now: number, isNew: boolean): void {
    this.instances = instances
    for (const limiter of this.limiters) {
      limiter.share(instances, now)
      if (isNew && instances > 1) limiter.empty(now)
    }
  }

  private heldOf(app: AppLimit<Lane>): number {
    let held = 0
    for (const lane of this.byAccount.values()) if (lane.app === app) held += lane.held
    return held
  }

  private get limiters(): Limiter[] {
    return [...this.all, ...this.byApp.values()].map(({ limiter }) => limiter)
  }

  private appOf({ app, limits }: Channel): AppLimit<Lane> | null {
    if (app === undefined) return null
    const known = this.byApp.get(app) ?? new AppLimit<Lane>(new Limiter(limits?.app ?? null, this.instances))
    this.byApp.set(app, known)
    return known
  }
}
