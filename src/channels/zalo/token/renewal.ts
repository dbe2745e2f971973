import type { ZaloOptions } from '../options.ts'
import { retry, SOON_MS, type Token, tokenOf } from './answer.ts'
import type { Leased, PairKeeper } from './keeper.ts'
import { redeem } from './oauth.ts'
import { fingerprintOf, NO_PAIR, type TokenPair } from './pair.ts'
import type { TokenReport } from './report.ts'
import type { TokenSetting } from './setting.ts'
import { isFresh, isStillRefused, type Moment, works } from './standing.ts'

const PATIENCE_MS = 60_000

export type RenewalOptions = {
  options: ZaloOptions
  keeper: PairKeeper
  setting: TokenSetting
  report: TokenReport
}

/**
 * Looks at the stored pair and renews it where that is due. That Zalo will be asked is put on record first, and the new pair
 * is committed before it is used: wherever a process dies, the next one knows whether the old refresh token may still be
 * good. Throws where the storage fails.
 */
export class Renewal {
  readonly #of: RenewalOptions
  #known: TokenPair | null = null
  #rejected: string | null = null
  /** Until then a token that works is made do with, for the token service was not there. */
  #patientUntil = 0

  constructor(options: RenewalOptions) {
    this.#of = options
  }

  /** The token without a look at the storage, as long as that is not needed. */
  get fresh(): Token | null {
    const known = this.#known
    return known && !this.#of.keeper.isBehind && isFresh(known, this.#moment) ? tokenOf(known) : null
  }

  /** Zalo has refused it. */
  reject(accessToken: string): void {
    this.#rejected = accessToken
  }

  async run(): Promise<Token> {
    const { keeper, setting, options } = this.#of
    if (keeper.isBehind) return this.onDisk(await keeper.commit())
    const stored = await keeper.read()
    if (stored && !stored.pair) return this.#lost(SEALED_ELSEWHERE)
    const pair = stored?.pair ?? NO_PAIR
    this.#known = pair
    const settingIsNew = setting.isNewTo(pair)
    if (isFresh(pair, this.#moment) && !settingIsNew) return this.#working(pair)
    if (keeper.isLeased(pair)) return this.#makeDo(pair, ANOTHER_RENEWS)
    if (this.#isPatient() && works(pair, this.#moment)) return tokenOf(pair)
    const refreshToken = settingIsNew ? setting.token : pair.refreshToken
    if (refreshToken === '') return this.#lost('there is no Zalo refresh token yet')
    const of = this.#fingerprint(refreshToken)
    if (pair.refused?.of === of && isStillRefused(pair.refused, options.now()))
      return this.#ending(pair, pair.refused.reason)

    await options.atPoint?.('begun')
    const lease = await keeper.lease(stored, { of, at: options.now() })
    if (!lease) return this.#makeDo(pair, ANOTHER_RENEWS)
    await options.atPoint?.('noted')
    return this.#redeem(refreshToken, lease)
  }

  /** The token of a pair that is on disk now; null where the storage could not take it yet. */
  onDisk(pair: TokenPair | null): Token {
    if (!pair) return retry('the new Zalo tokens could not be stored yet', SOON_MS)
    this.#known = pair
    this.#of.options.log.info({ expiresAt: new Date(pair.expiresAt) }, 'The Zalo access token is new')
    return this.#working(pair)
  }

  /** `lease.pair` is the pair as it stood before this attempt was noted. */
  async #redeem(refreshToken: string, lease: Leased): Promise<Token> {
    const { keeper, setting, options } = this.#of
    const { pair } = lease
    const isSetting = refreshToken === setting.token
    const answer = await redeem(refreshToken, options)
    await options.atPoint?.('answered')
    if (answer.kind === 'issued') {
      const issued = { ...answer, refreshToken: answer.refreshToken ?? refreshToken }
      return this.onDisk(await keeper.keep(issued, lease, isSetting ? setting.fingerprint : null))
    }
    const of = this.#fingerprint(refreshToken)
    const earlier = pair.attempt?.of === of ? pair.attempt : null
    const at = options.now()
    if (answer.kind === 'unreachable') {
      this.#patientUntil = at + PATIENCE_MS
      await keeper.release(lease, { attempt: answer.asked ? { of, at } : earlier })
      return this.#makeDo(pair, retry(`Zalo's token service: ${answer.reason}`, null))
    }
    if (isSetting && pair.refreshToken !== '') return this.#withoutSetting(lease, answer.reason)
    const spent = earlier !== null
    const reason = spent ? `${SPENT} ${answer.reason}` : answer.reason
    await keeper.release(lease, { attempt: earlier, refused: { of, at, reason, spent } })
    return this.#ending(pair, reason)
  }

  /** A new setting that Zalo refused must not keep a chain that works from going on. */
  async #withoutSetting(lease: Leased, reason: string): Promise<Token> {
    const { keeper, setting, options } = this.#of
    setting.noteRefused()
    options.log.warn({ reason }, 'Zalo refused ZALO_REFRESH_TOKEN; the stored token stays in use')
    await keeper.release(lease)
    return this.run()
  }

  /** The old token while it still works, else `otherwise`. */
  #makeDo(pair: TokenPair, otherwise: Token): Token {
    return works(pair, this.#moment) ? tokenOf(pair) : otherwise
  }

  #working(pair: TokenPair): Token {
    this.#of.report.working(pair)
    return tokenOf(pair)
  }

  #ending(pair: TokenPair, reason: string): Token {
    if (!works(pair, this.#moment)) return this.#lost(reason)
    this.#of.report.ending(pair, reason)
    return tokenOf(pair)
  }

  #lost(why: string): Token {
    return { kind: 'stopped', reason: this.#of.report.lost(why) }
  }

  get #moment(): Moment {
    return { now: this.#of.options.now(), rejected: this.#rejected }
  }

  #isPatient(): boolean {
    const left = this.#patientUntil - this.#of.options.now()
    return left > 0 && left <= PATIENCE_MS
  }

  /** Another app secret may make the same refresh token good. */
  #fingerprint(refreshToken: string): string {
    const { appId, appSecret } = this.#of.options
    return fingerprintOf(refreshToken, appId, appSecret)
  }
}

const SPENT = 'its refresh token was used up and the answer lost, as when the server died at that moment;'
const SEALED_ELSEWHERE =
  'the tokens in the database were sealed with another SECRET_KEY; put the former key back'
const ANOTHER_RENEWS = retry('another process is renewing the Zalo token', SOON_MS)
