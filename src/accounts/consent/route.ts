import { type Request, type Response, Router } from 'express'
import { redeemCode } from '../../channels/zalo/token/oauth.ts'
import type { OpenAccount } from '../channels.ts'
import { CALLBACK_PATH, readState, verifierFor } from './link.ts'
import { type Outcome, outcomePage } from './page.ts'

type ZaloAccounts = Extract<OpenAccount, { kind: 'zalo' }>

export type ConsentOptions = {
  /** Those that are open at the moment. */
  opened: () => readonly OpenAccount[]
  key: string
  now: () => number
  log: { info(fields: object, message: string): void; warn(fields: object, message: string): void }
  /** For the metrics. */
  count: (what: string) => void
}

/**
 * `GET /oauth/zalo`: where Zalo leads an administrator back who has consented. Says in Vietnamese and English what happened
 * and what to do next. A working token is never touched unless Zalo has issued a new one.
 */
export function consentRoute(options: ConsentOptions): Router {
  return Router().get(CALLBACK_PATH, async (request, response) => {
    const accounts = options.opened().filter((one): one is ZaloAccounts => one.kind === 'zalo')
    const { outcome, account } = await consent(request, accounts, options)
    const { status, html } = outcomePage(outcome, account)
    if (outcome !== 'done') options.count(`consent_${outcome}`)
    if (outcome === 'done')
      options.log.info({ account }, 'An administrator has consented; the tokens are new')
    else options.log.warn({ account, outcome }, 'A consent came to nothing')
    sendPage(response, status, html)
  })
}

type Consented = { outcome: Outcome; account: string | null }

async function consent(
  { query }: Request,
  accounts: readonly ZaloAccounts[],
  { key, now }: ConsentOptions,
): Promise<Consented> {
  const [state, code, oaId] = [query.state, query.code, query.oa_id]
  if (typeof state !== 'string') return { outcome: 'no-link', account: null }
  const read = readState(state, key, now())
  if (read.kind !== 'ours') return { outcome: read.kind, account: null }
  const meant = accounts.find(({ options }) => options.oaId === read.oaId)
  if (!meant) return { outcome: 'unknown-account', account: null }
  const account = meant.channel.account
  if (typeof code !== 'string' || code === '') return { outcome: 'not-given', account }
  // Zalo names the account that was chosen there; this one's tokens must not become another's.
  if (oaId !== read.oaId) return { outcome: 'other-account', account }
  const verifier = verifierFor(meant.options.appId, key)
  const { answer, stored } = await meant.token.consent(() => redeemCode(code, verifier, meant.options))
  if (answer === null || answer.kind === 'unreachable') return { outcome: 'try-again', account }
  if (answer.kind === 'refused') return { outcome: 'refused', account }
  return { outcome: stored ? 'done' : 'unstored', account }
}

/** The address holds a code: nobody keeps the page, and no other site is told where one came from. */
function sendPage(response: Response, status: number, html: string): void {
  response
    .status(status)
    .set({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex',
    })
    .send(html)
}
