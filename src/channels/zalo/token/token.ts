import type { TokenState, ZaloOptions } from '../options.ts'
import { retry, SOON_MS, type Token } from './answer.ts'
import { PairKeeper } from './keeper.ts'
import type { Answered } from './oauth.ts'
import { Renewal } from './renewal.ts'
import { TokenReport } from './report.ts'
import { TokenSetting } from './setting.ts'

/**
 * Hands out the account's access token and renews it: once at a time in this process, once at a time among all
 * processes by a lease in the storage. A refresh token works once, and whoever loses the new one is locked out until an
 * administrator consents again; `Renewal` says what is done so that none is lost. Never throws.
 */
export class ZaloToken {
  readonly #options: ZaloOptions
  readonly #keeper: PairKeeper
  readonly #setting: TokenSetting
  readonly #report: TokenReport
  readonly #renewal: Renewal
  #renewing: Promise<Token> | null = null

  constructor(options: ZaloOptions) {
    this.#options = options
    this.#keeper = new PairKeeper(options)
    this.#setting = new TokenSetting(options.refreshToken)
    this.#report = new TokenReport(options)
    this.#renewal = new Renewal({
      options,
      keeper: this.#keeper,
      setting: this.#setting,
      report: this.#report,
    })
  }

  get account(): string {
    return this.#report.account
  }

  /** How it stood when it was last asked for; null before. */
  get state(): TokenState | null {
    return this.#report.state
  }

  /** Zalo has issued something that is not on disk yet: it must be used until it is. */
  get isBehind(): boolean {
    return this.#keeper.isBehind
  }

  /** The token to send with. Called now and then it keeps the pair alive while nobody writes. */
  async use(): Promise<Token> {
    return this.#renewal.fresh ?? this.#renewing ?? this.#exclusively(() => this.#renewal.run())
  }

  /** The token to use after Zalo refused `accessToken`: another process's, or a new one. */
  async replace(accessToken: string): Promise<Token> {
    this.#renewal.reject(accessToken)
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
      if (!lease) return retry('another process is renewing the Zalo token', SOON_MS)
      answer = await ask()
      await this.#options.atPoint?.('answered')
      if (answer.kind === 'issued')
        return this.#renewal.onDisk(await this.#keeper.keep(answer, lease, this.#setting.fingerprint))
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
}
