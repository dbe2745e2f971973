import { Gauge, type Registry } from 'prom-client'

/** How it stands with an account, as far as an operator has to know; the accounts' room fits it. */
export type AccountHealth = {
  account: string
  paused: { by: string; reason: string; at: number } | null
  token:
    | { kind: 'working'; expiresAt: number; issuedAt: number }
    | { kind: 'ending'; expiresAt: number; issuedAt: number; reason: string }
    | { kind: 'lost'; reason: string }
    | null
}

/** What is wrong with an account, for people: `reason` says what to do. */
export type AccountTrouble = {
  account: string
  state: 'paused' | 'token-ending'
  reason: string
  since?: string
}

/** Those with which something is wrong. */
export function troublesOf(accounts: readonly AccountHealth[]): AccountTrouble[] {
  return accounts.flatMap(({ account, paused, token }): AccountTrouble[] => {
    if (paused)
      return [{ account, state: 'paused', reason: paused.reason, since: new Date(paused.at).toISOString() }]
    return token?.kind === 'ending' ? [{ account, state: 'token-ending', reason: token.reason }] : []
  })
}

/** Shows which accounts are paused, and how old and how good each token is. */
export function showAccounts(
  registry: Registry,
  accounts: () => readonly AccountHealth[],
  now: () => number,
): void {
  const gauge = (name: string, help: string, value: (account: AccountHealth) => number | null) =>
    new Gauge({
      name,
      help,
      labelNames: ['account'],
      registers: [registry],
      collect() {
        this.reset()
        for (const account of accounts()) {
          const shown = value(account)
          if (shown !== null) this.set({ account: account.account }, shown)
        }
      },
    })
  const timed = ({ token }: AccountHealth) => (token && 'issuedAt' in token ? token : null)
  gauge('danloi_account_paused', '1 while nothing is sent on the account, 0 else', ({ paused }) =>
    paused ? 1 : 0,
  )
  gauge(
    'danloi_token_renewable',
    '1 while the token can be renewed, 0 where somebody has to act',
    ({ token }) => token && (token.kind === 'working' ? 1 : 0),
  )
  gauge('danloi_token_age_seconds', 'Since the token was issued', account => {
    const token = timed(account)
    return token && (now() - token.issuedAt) / 1000
  })
  gauge('danloi_token_left_seconds', 'Until the token ends, unless it is renewed', account => {
    const token = timed(account)
    return token && (token.expiresAt - now()) / 1000
  })
}
