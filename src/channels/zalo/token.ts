import { LEASE_MS, type Leased, PairKeeper } from './keeper.ts'
import { type Answered, redeem } from './oauth.ts'
import type { TokenState, ZaloOptions } from './options.ts'
import { fingerprintOf, NO_PAIR, type TokenPair } from './pair.ts'

export type Token =
  | { kind: 'token'; accessToken: string }
  /** Passing. */
  | { kind: 'retry'; reason: string; afterMs: number | null }
  /** Nothing helps until an operator acts. */
  | { kind: 'stopped'; reason: string }

/**
 * Hands out the account's access token and renews it: once at a time in this process, once at a time among all
 * processes by a lease in the storage. A refresh token works once, and whoever loses the new one is locked out until an
 * administrator consents again. So that Zalo will be asked is put on record first, and the new pair is committed before it is
 * used: wherever a process dies, the next one knows whether the old refresh token may still be good. Never throws.
 */
export class ZaloToken {
  readonly account: string
  readonly #options: ZaloOptions
  readonly #keeper: PairKeeper
  readonly #setting: { token: string; fingerprint: string } | null
  #known: TokenPair | null = null
  #rejected: string | null = null
  #settingIsRefused = false
  /** Until then a token that works is made do with, for the token service was not there. */
  #patientUntil = 0
  #renewing: Promise<Token> | null = null
  #state: TokenState | null = null

  constructor(options: ZaloOptions) {
    this.#options = options
    this.#keeper = new PairKeeper(options)
    this.account = `zalo:${options.oaId}`
    const token = options.refreshToken
    this.#setting = token ? { token, fingerprint: fingerprintOf(token) } : null
  }

  /** How it stood when it was last asked for; null before. */
  get state(): TokenState | null {
    return this.#state
  }

  /** Zalo has issued something that is not on disk yet: it must be used until it is. */
  get isBehind(): boolean {
    return this.#keeper.isBehind
  }

  /** The token to send with. Called now and then it keeps the pair alive while nobody writes. */
  async use(): Promise<Token> {
    if (this.#known && !this.#keeper.isBehind && this.#isFresh(this.#known)) return tokenOf(this.#known)
    return this.#renewing ?? this.#exclusively(() => this.#renew())
  }

  /** The token to use after Zalo refused `accessToken`: another process's, or a new one. */
  async replace(accessToken: string): Promise<Token> {
    this.#rejected = accessToken
    const token = await this.use()
    // A renewal that was under way may have read the token before it was refused.
    const same = token.kind === 'token' && token.accessToken === accessToken
    return same ? retry('the Zalo token is being renewed', SOON_MS) : token
  }

  /**
   * Puts in place what a new consent brings. `ask` gets it from Zalo; it is called only once nobody renews. Resolves with
   * what Zalo answered, null where it could not be asked just now, and whether a new pair is on disk.
   */
  async consent(ask: () => Promise<Answered>): Promise<{ answer: Answered | null; stored: boolean }> {
    while (this.#renewing) await this.#renewing
    let answer: Answered | null = null
    const token = await this.#exclusively(async () => {
      const lease = await this.#keeper.lease(await this.#keeper.read())
      if (!lease) return ANOTHER_RENEWS
      answer = await ask()
      await this.#options.atPoint?.('answered')
      const setting = this.#setting?.fingerprint ?? null
      if (answer.kind === 'issued') return this.#onDisk(await this.#keeper.keep(answer, lease, setting))
      await this.#keeper.release(lease)
      return retry('the consent brought no token', null)
    })
    return { answer, stored: token.kind === 'token' }
  }

  #exclusively(work: () => Promise<Token>): Promise<Token> {
    this.#renewing = work()
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
    if (this.#keeper.isBehind) return this.#onDisk(await this.#keeper.commit())
    const stored = await this.#keeper.read()
    if (stored && !stored.pair) return this.#lost(SEALED_ELSEWHERE)
    const pair = stored?.pair ?? NO_PAIR
    this.#known = pair
    const settingIsNew = this.#settingIsNew(pair)
    if (this.#isFresh(pair) && !settingIsNew) return this.#working(pair)
    if (this.#keeper.isLeased(pair)) return this.#makeDo(pair, ANOTHER_RENEWS)
    if (this.#isPatient() && this.#works(pair)) return tokenOf(pair)
    const refreshToken = settingIsNew ? (this.#setting?.token ?? '') : pair.refreshToken
    if (refreshToken === '') return this.#lost('there is no Zalo refresh token yet')
    const of = this.#fingerprint(refreshToken)
    if (pair.refused?.of === of && this.#stands(pair.refused)) return this.#ending(pair, pair.refused.reason)

    await this.#options.atPoint?.('begun')
    const lease = await this.#keeper.lease(stored, { of, at: this.#options.now() })
    if (!lease) return this.#makeDo(pair, ANOTHER_RENEWS)
    await this.#options.atPoint?.('noted')
    return this.#redeem(refreshToken, lease)
  }

  /** `lease.pair` is the pair as it stood before this attempt was noted. */
  async #redeem(refreshToken: string, lease: Leased): Promise<Token> {
    const { pair } = lease
    const isSetting = refreshToken === this.#setting?.token
    const answer = await redeem(refreshToken, this.#options)
    await this.#options.atPoint?.('answered')
    if (answer.kind === 'issued') {
      const issued = { ...answer, refreshToken: answer.refreshToken ?? refreshToken }
      const setting = isSetting ? (this.#setting?.fingerprint ?? null) : null
      return this.#onDisk(await this.#keeper.keep(issued, lease, setting))
    }
    const of = this.#fingerprint(refreshToken)
    const earlier = pair.attempt?.of === of ? pair.attempt : null
    const at = this.#options.now()
    if (answer.kind === 'unreachable') {
      this.#patientUntil = at + PATIENCE_MS
      await this.#keeper.release(lease, { attempt: answer.asked ? { of, at } : earlier })
      return this.#makeDo(pair, retry(`Zalo's token service: ${answer.reason}`, null))
    }
    if (isSetting && pair.refreshToken !== '') return this.#withoutSetting(lease, answer.reason)
    const spent = earlier !== null
    const reason = spent ? `${SPENT} ${answer.reason}` : answer.reason
    await this.#keeper.release(lease, { attempt: earlier, refused: { of, at, reason, spent } })
    return this.#ending(pair, reason)
  }

  /** A new setting that Zalo refused must not keep a chain that works from going on. */
  async #withoutSetting(lease: Leased, reason: string): Promise<Token> {
    this.#settingIsRefused = true
    this.#options.log.warn({ reason }, 'Zalo refused ZALO_REFRESH_TOKEN; the stored token stays in use')
    await this.#keeper.release(lease)
    return this.#renew()
  }

  #onDisk(pair: TokenPair | null): Token {
    if (!pair) return retry('the new Zalo tokens could not be stored yet', SOON_MS)
    this.#known = pair
    this.#options.log.info({ expiresAt: new Date(pair.expiresAt) }, 'The Zalo access token is new')
    return this.#working(pair)
  }

  /** The old token while it still works, else `otherwise`. */
  #makeDo(pair: TokenPair, otherwise: Token): Token {
    return this.#works(pair) ? tokenOf(pair) : otherwise
  }

  #working(pair: TokenPair): Token {
    this.#tell({ kind: 'working', expiresAt: pair.expiresAt, issuedAt: pair.issuedAt })
    return tokenOf(pair)
  }

  /** Nothing new is to be had: with luck there are hours left in which somebody can consent. */
  #ending(pair: TokenPair, reason: string): Token {
    if (!this.#works(pair)) return this.#lost(reason)
    const { expiresAt, issuedAt } = pair
    this.#tell({ kind: 'ending', expiresAt, issuedAt, reason: this.#whatToDo(reason) })
    return tokenOf(pair)
  }

  #lost(why: string): Token {
    const reason = this.#whatToDo(why)
    this.#tell({ kind: 'lost', reason })
    return { kind: 'stopped', reason }
  }

  #whatToDo(why: string): string {
    return `Zalo gives no token (${why}): run "npm run accounts -- consent ${this.account}" and let an administrator of the account open the link, or set a new ZALO_REFRESH_TOKEN`
  }

  #tell(state: TokenState): void {
    const { log, onToken } = this.#options
    if (state.kind !== this.#state?.kind && state.kind !== 'working')
      log.error({ account: this.account, reason: state.reason, state: state.kind }, 'A Zalo token is going')
    this.#state = state
    onToken?.(state)
  }

  #works(pair: TokenPair): boolean {
    return pair.expiresAt > this.#options.now() && pair.accessToken !== this.#rejected
  }

  #isFresh(pair: TokenPair): boolean {
    const now = this.#options.now()
    // Of a pair from the future nobody knows how old it is: the clock was set back.
    const isTimeKnown = pair.issuedAt <= now + LEASE_MS
    return isTimeKnown && pair.expiresAt - now > RENEW_BEFORE_MS && pair.accessToken !== this.#rejected
  }

  /** What was used up stays so; another refusal may pass, and is asked again after a while. */
  #stands({ at, spent }: NonNullable<TokenPair['refused']>): boolean {
    const age = this.#options.now() - at
    return spent || (age >= 0 && age < REFUSED_MS)
  }

  #isPatient(): boolean {
    const left = this.#patientUntil - this.#options.now()
    return left > 0 && left <= PATIENCE_MS
  }

  #settingIsNew(pair: TokenPair): boolean {
    if (!this.#setting || pair.redeemed.includes(this.#setting.fingerprint)) return false
    return pair.refreshToken === '' || !this.#settingIsRefused
  }

  /** Another app secret may make the same refresh token good. */
  #fingerprint(refreshToken: string): string {
    return fingerprintOf(refreshToken, this.#options.appId, this.#options.appSecret)
  }
}

/**
 * Renewed with ten hours to spare out of 25: an outage of the token service harms nobody, and whoever has to consent anew has
 * a working day to do so.
 */
const RENEW_BEFORE_MS = 10 * 60 * 60 * 1000
const SOON_MS = 2_000
const PATIENCE_MS = 60_000
/** A refused refresh token is not offered again for a while: it may have been a passing refusal. */
const REFUSED_MS = 10 * 60 * 1000

const SPENT = 'its refresh token was used up and the answer lost, as when the server died at that moment;'
const SEALED_ELSEWHERE =
  'the tokens in the database were sealed with another SECRET_KEY; put the former key back'
const ANOTHER_RENEWS = retry('another process is renewing the Zalo token', SOON_MS)

function tokenOf(pair: TokenPair): Token {
  return { kind: 'token', accessToken: pair.accessToken }
}

function retry(reason: string, afterMs: number | null): Token {
  return { kind: 'retry', reason, afterMs }
}
