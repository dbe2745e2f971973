import type { Channel, Sent } from '../channels/channel.ts'
import type { TokenState } from '../channels/zalo/options.ts'
import type { AccountPause, ChannelAccount } from '../store/records/account.ts'
import type { Store } from '../store/store.ts'

export type PausesOptions = {
  store: Pick<Store, 'accounts' | 'pauseAccount' | 'resumeAccount' | 'hurryOutbox'>
  /** The accounts that are open in this process. */
  accounts: readonly string[]
  /** Which of them were paused when their rows were read, so that nothing leaves before the first look. */
  paused?: ReadonlyMap<string, AccountPause>
  /** At each look, before what the rows say of pauses holds: the accounts that are open then; `apply` opens them. */
  onRows?: (rows: readonly ChannelAccount[]) => { accounts: readonly string[]; apply: () => Promise<void> }
  now: () => number
  log: {
    info(fields: object, message: string): void
    warn(fields: object, message: string): void
    error(fields: object, message: string): void
  }
  /** What waits on it may leave, and is due already. */
  onResumed: (account: string) => void
}

/** What the health page and the metrics say of an account; `seal`: its settings cannot be read. */
export type AccountState = {
  account: string
  paused: { by: AccountPause['by'] | 'seal'; reason: string; at: number } | null
  token: TokenState | null
}

/** How soon a pause that another process or a command has set is seen here. */
const LOOK_EVERY_MS = 5_000

/**
 * Which accounts send nothing at present, and why. The rows say it, so that commands and all instances agree; a lost token
 * pauses its account by itself, and a new one resumes it.
 */
export class Pauses {
  readonly #options: PausesOptions
  #paused: Map<string, AccountPause>
  readonly #tokens = new Map<string, TokenState>()
  #accounts: readonly string[]
  #timer: NodeJS.Timeout | null = null
  #last: Promise<void> = Promise.resolve()

  constructor(options: PausesOptions) {
    this.#options = options
    this.#accounts = options.accounts
    this.#paused = new Map(options.paused)
  }

  get states(): AccountState[] {
    return this.#accounts.map(account => ({
      account,
      paused: this.#paused.get(account) ?? null,
      token: this.#tokens.get(account) ?? null,
    }))
  }

  /** The channel, sending nothing while an operator has paused it. A lost token its own channel notices. */
  guard(channel: Channel): Channel {
    return {
      ...channel,
      send: async (request, mark): Promise<Sent> => {
        const pause = this.#paused.get(channel.account)
        return pause?.by === 'operator'
          ? { kind: 'stopped', reason: `An operator has paused ${channel.account}: ${pause.reason}` }
          : channel.send(request, mark)
      },
    }
  }

  /** Takes note of how it stands with an account's token. */
  tokenIs(account: string, state: TokenState): void {
    const before = this.#tokens.get(account)
    this.#tokens.set(account, state)
    // Told again and again while it is lost, so that a pause which could not be written once is written then.
    if (state.kind === 'lost' && !this.#paused.has(account))
      this.#soon(() => this.#pause(account, { by: 'token', reason: state.reason, at: this.#options.now() }))
    // Hundreds of tokens work at a start, and nothing is paused for want of them.
    const mayBePaused = before?.kind === 'lost' || this.#paused.get(account)?.by === 'token'
    if (state.kind !== 'lost' && before?.kind !== state.kind && mayBePaused)
      this.#soon(() => this.#resume(account))
  }

  async start(): Promise<void> {
    await this.look()
    this.#timer = setInterval(() => this.#soon(() => this.look()), LOOK_EVERY_MS)
    this.#timer.unref()
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer)
    await this.#last
  }

  /** Reads what others have changed, paused and resumed. */
  async look(): Promise<void> {
    const rows = await this.#options.store.accounts()
    const before = this.#paused
    const { accounts, apply } = this.#options.onRows?.(rows) ?? { accounts: this.#accounts, apply: null }
    this.#accounts = accounts
    const ours = rows.filter(({ id }) => accounts.includes(id))
    this.#paused = new Map(ours.flatMap(({ id, paused }) => (paused ? [[id, paused] as const] : [])))
    for (const [account, { by, reason }] of this.#paused)
      if (!before.has(account)) this.#options.log.warn({ account, by, reason }, 'An account is paused')
    await apply?.()
    for (const account of before.keys())
      if (accounts.includes(account) && !this.#paused.has(account)) await this.#resumed(account)
  }

  async #pause(account: string, pause: AccountPause): Promise<void> {
    await this.#options.store.pauseAccount(account, pause)
    await this.look()
  }

  async #resume(account: string): Promise<void> {
    const wasPaused = await this.#options.store.resumeAccount(account, 'token')
    if (wasPaused && !this.#paused.has(account)) await this.#resumed(account)
    await this.look()
  }

  async #resumed(account: string): Promise<void> {
    const waiting = await this.#options.store.hurryOutbox(account, this.#options.now())
    this.#options.log.info({ account, waiting }, 'An account is no longer paused; what waited leaves now')
    this.#options.onResumed(account)
  }

  /** One after another, so that what was seen first is not written last. */
  #soon(work: () => Promise<void>): void {
    this.#last = this.#last
      .then(work)
      .catch(error => this.#options.log.error({ err: error }, 'The accounts could not be read or written'))
  }
}
