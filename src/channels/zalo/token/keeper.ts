import type { TokenPoint } from '../options.ts'
import { type Issued, NO_PAIR, renewed, type TokenPair, type TokenStorage } from './pair.ts'

/** Longer than a renewal can take; a process that died while renewing blocks the others no longer than this. */
export const LEASE_MS = 30_000

/** A pair as it stood when this process was given leave to change it. */
export type Leased = { pair: TokenPair; version: number; taken: boolean }

export type KeeperOptions = {
  storage: TokenStorage
  now(): number
  atPoint?: (point: TokenPoint) => Promise<void> | void
}

/**
 * Writes the pair, one process at a time: whoever wants to change it takes a lease first. What Zalo has issued is kept in
 * memory until the storage takes it, and belongs to nobody before.
 */
export class PairKeeper {
  readonly #options: KeeperOptions
  /** `replaces` is the refresh token that stood there. */
  #uncommitted: { pair: TokenPair; replaces: string } | null = null

  constructor(options: KeeperOptions) {
    this.#options = options
  }

  /** Something was issued that is not on disk yet. */
  get isBehind(): boolean {
    return this.#uncommitted !== null
  }

  read(): ReturnType<TokenStorage['read']> {
    return this.#options.storage.read()
  }

  /** A lease that ends further ahead than any can was taken before the clock was set back. */
  isLeased({ refreshingUntil }: TokenPair): boolean {
    const left = (refreshingUntil ?? 0) - this.#options.now()
    return left > 0 && left <= LEASE_MS
  }

  /** Takes the lease; `attempt` goes on record with it. Null where somebody else has it, or has been faster. */
  async lease(
    stored: Awaited<ReturnType<TokenStorage['read']>>,
    attempt?: TokenPair['attempt'],
  ): Promise<Leased | null> {
    // What another key sealed is written over by a new pair only: the key may come back.
    if (stored && !stored.pair) return { pair: NO_PAIR, version: stored.version, taken: false }
    if (stored?.pair && this.isLeased(stored.pair)) return null
    const pair = { ...(stored?.pair ?? NO_PAIR), refreshingUntil: null }
    const refreshingUntil = this.#options.now() + LEASE_MS
    const leased = { ...pair, refreshingUntil, ...(attempt && { attempt }) }
    const version = stored?.version ?? 0
    const taken = await this.#options.storage.write(leased, version)
    return taken ? { pair, version: version + 1, taken } : null
  }

  /** Ends the lease without a new pair. */
  async release({ pair, version, taken }: Leased, change: Partial<TokenPair> = {}): Promise<void> {
    if (taken) await this.#options.storage.write({ ...pair, ...change, refreshingUntil: null }, version)
  }

  /** Takes charge of what Zalo has issued; `setting` is the fingerprint of the setting that is done with. */
  keep(issued: Issued, { pair }: Leased, setting: string | null): Promise<TokenPair | null> {
    const next = renewed(pair, issued, this.#options.now(), setting)
    this.#uncommitted = { pair: next, replaces: pair.refreshToken }
    return this.commit()
  }

  /** The pair that is on disk now; null where the storage cannot take it yet. Throws where the storage fails. */
  async commit(): Promise<TokenPair | null> {
    const { storage, atPoint } = this.#options
    for (let attempt = 0; attempt < 3 && this.#uncommitted; attempt++) {
      const { pair, replaces } = this.#uncommitted
      const stored = await storage.read()
      // Another process went on from there, or an operator put something new in place.
      const overtaking = stored?.pair && stored.pair.refreshToken !== replaces ? stored.pair : null
      if (!overtaking && !(await storage.write(pair, stored?.version ?? 0))) continue
      await atPoint?.('stored')
      this.#uncommitted = null
      return overtaking ?? pair
    }
    return null
  }
}
