import type { TokenState, ZaloOptions } from '../options.ts'
import type { TokenPair } from './pair.ts'

/** Tells how it stands with the token whenever it is looked at, and the log once when it gets worse. */
export class TokenReport {
  readonly account: string
  readonly #options: Pick<ZaloOptions, 'log' | 'onToken'>
  #state: TokenState | null = null

  constructor(options: Pick<ZaloOptions, 'oaId' | 'log' | 'onToken'>) {
    this.account = `zalo:${options.oaId}`
    this.#options = options
  }

  /** What was told last; null before. */
  get state(): TokenState | null {
    return this.#state
  }

  working({ expiresAt, issuedAt }: TokenPair): void {
    this.#tell({ kind: 'working', expiresAt, issuedAt })
  }

  /** Nothing new is to be had: with luck there are hours left in which somebody can consent. */
  ending({ expiresAt, issuedAt }: TokenPair, why: string): void {
    this.#tell({ kind: 'ending', expiresAt, issuedAt, reason: this.#whatToDo(why) })
  }

  /** Returns what to do. */
  lost(why: string): string {
    const reason = this.#whatToDo(why)
    this.#tell({ kind: 'lost', reason })
    return reason
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
}
