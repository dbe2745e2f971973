import { createHash } from 'node:crypto'
import { redeem } from './oauth.ts'
import type { TokenPair, ZaloOptions } from './options.ts'

export type Token =
  | { kind: 'token'; accessToken: string }
  /** Passing. */
  | { kind: 'retry'; reason: string; afterMs: number | null }
  /** Nothing helps until an operator acts. */
  | { kind: 'stopped'; reason: string }

/**
 * Hands out the OA's access token and renews it: once at a time in this process, once at a time among all
 * processes by a lease in the storage, and the new pair is committed before it is used (whoever loses a refresh
 * token is locked out until an OA admin consents again). Never throws.
 */
export class ZaloToken {
  readonly #options: ZaloOptions
  readonly #setting: { token: string; fingerprint: string } | null
  #known: TokenPair | null = null
  /** Issued by Zalo and not yet in the storage; `replaces` is the refresh token that stood there. */
  #uncommitted: { pair: TokenPair; replaces: string } | null = null
  #rejected: string | null = null
  #refused: { refreshToken: string; reason: string; until: number } | null = null
  #renewing: Promise<Token> | null = null

  constructor(options: ZaloOptions) {
    this.#options = options
    const token = options.refreshToken
    this.#setting = token ? { token, fingerprint: fingerprintOf(token) } : null
  }

  /** The token to send with. */
  async use(): Promise<Token> {
    if (this.#known && !this.#uncommitted && this.#isFresh(this.#known)) return tokenOf(this.#known)
    return this.#renewOnce()
  }

  /** The token to use after Zalo refused `accessToken`: another process's, or a new one. */
  async replace(accessToken: string): Promise<Token> {
    this.#rejected = accessToken
    const token = await this.use()
    // A renewal that was under way may have read the token before it was refused.
    const same = token.kind === 'token' && token.accessToken === accessToken
    return same ? retry('the Zalo token is being renewed', SOON_MS) : token
  }

  #renewOnce(): Promise<Token> {
    this.#renewing ??= this.#renew()
      .catch((error: unknown) => {
        this.#options.log.error({ err: error }, 'The storage of the Zalo tokens failed')
        return retry('the storage of the Zalo tokens failed; see the log', null)
      })
      .finally(() => {
        this.#renewing = null
      })
    return this.#renewing
  }

  async #renew(): Promise<Token> {
    if (this.#uncommitted) return this.#commit(this.#uncommitted)
    const stored = await this.#options.storage.read()
    const pair = stored?.pair ?? NO_PAIR
    this.#known = pair
    const settingIsNew = this.#settingIsNew(pair)
    if (this.#isFresh(pair) && !settingIsNew) return tokenOf(pair)
    const now = this.#options.now()
    if (pair.refreshingUntil !== null && pair.refreshingUntil > now)
      return this.#makeDo(pair, retry('another process is renewing the Zalo token', SOON_MS))
    const refreshToken = settingIsNew ? (this.#setting?.token ?? '') : pair.refreshToken
    if (refreshToken === '') return stopped('there is no Zalo refresh token yet')
    if (this.#refused?.refreshToken === refreshToken && this.#refused.until > now)
      return this.#makeDo(pair, stopped(this.#refused.reason))
    const version = stored?.version ?? 0
    const leased = { ...pair, refreshingUntil: now + LEASE_MS }
    if (!(await this.#options.storage.write(leased, version)))
      return this.#makeDo(pair, retry('another process is renewing the Zalo token', SOON_MS))
    return this.#redeem(pair, refreshToken, version + 1)
  }

  async #redeem(pair: TokenPair, refreshToken: string, version: number): Promise<Token> {
    const answer = await redeem(refreshToken, this.#options)
    const now = this.#options.now()
    if (answer.kind === 'refreshed') {
      const isSetting = refreshToken === this.#setting?.token
      const renewed = {
        accessToken: answer.accessToken,
        refreshToken: answer.refreshToken ?? refreshToken,
        expiresAt: now + answer.expiresInMs,
        redeemed: isSetting ? [...pair.redeemed, this.#setting?.fingerprint ?? ''] : pair.redeemed,
        refreshingUntil: null,
      }
      this.#uncommitted = { pair: renewed, replaces: pair.refreshToken }
      return this.#commit(this.#uncommitted)
    }
    await this.#options.storage.write({ ...pair, refreshingUntil: null }, version)
    if (answer.kind === 'unreachable')
      return this.#makeDo(pair, retry(`Zalo's token service: ${answer.reason}`, null))
    this.#refused = { refreshToken, reason: answer.reason, until: now + REFUSED_MS }
    return this.#makeDo(pair, stopped(answer.reason))
  }

  async #commit(uncommitted: { pair: TokenPair; replaces: string }): Promise<Token> {
    const { storage, log } = this.#options
    for (let attempt = 0; attempt < 3; attempt++) {
      const stored = await storage.read()
      const overtaken = stored !== null && stored.pair.refreshToken !== uncommitted.replaces
      const written = !overtaken && (await storage.write(uncommitted.pair, stored?.version ?? 0))
      if (!overtaken && !written) continue
      this.#uncommitted = null
      this.#known = overtaken ? stored.pair : uncommitted.pair
      log.info({ expiresAt: new Date(this.#known.expiresAt) }, 'The Zalo access token is new')
      return tokenOf(this.#known)
    }
    return retry('the new Zalo tokens could not be stored yet', SOON_MS)
  }

  /** The old token while it still works, else `otherwise`. */
  #makeDo(pair: TokenPair, otherwise: Token): Token {
    const works = pair.expiresAt > this.#options.now() && pair.accessToken !== this.#rejected
    return works ? tokenOf(pair) : otherwise
  }

  #isFresh(pair: TokenPair): boolean {
    return pair.expiresAt - this.#options.now() > RENEW_BEFORE_MS && pair.accessToken !== this.#rejected
  }

  #settingIsNew(pair: TokenPair): boolean {
    if (!this.#setting || pair.redeemed.includes(this.#setting.fingerprint)) return false
    // A new setting that Zalo refused must not keep a chain that works from going on.
    return pair.refreshToken === '' || this.#refused?.refreshToken !== this.#setting.token
  }
}

/** Renewed with an hour to spare out of 25, so that an outage of the token service shorter than that harms nobody. */
const RENEW_BEFORE_MS = 60 * 60 * 1000
/** Longer than a refresh can take; a process that died while refreshing blocks the others no longer than this. */
const LEASE_MS = 30_000
const SOON_MS = 2_000
/** A refused refresh token is not offered again for a while: it may have been a passing refusal. */
const REFUSED_MS = 10 * 60 * 1000

const NO_PAIR: TokenPair = {
  accessToken: '',
  refreshToken: '',
  expiresAt: 0,
  redeemed: [],
  refreshingUntil: null,
}

/** Tells one setting from another without keeping it. */
function fingerprintOf(token: string): string {
  return createHash('sha256').update(token).digest('hex').slice(0, 16)
}

function tokenOf(pair: TokenPair): Token {
  return { kind: 'token', accessToken: pair.accessToken }
}

function retry(reason: string, afterMs: number | null): Token {
  return { kind: 'retry', reason, afterMs }
}

function stopped(reason: string): Token {
  return {
    kind: 'stopped',
    reason: `Zalo gives no token (${reason}): let an OA admin authorise the app again and set ZALO_REFRESH_TOKEN`,
  }
}
