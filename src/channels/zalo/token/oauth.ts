import { z } from 'zod'
import type { Post } from '../../common/http.ts'
import { DEFAULT_TIMEOUT_MS, type Log } from '../options.ts'
import type { Issued } from './pair.ts'

/** What the token service must be told, and how. */
export type OAuthOptions = {
  appId: string
  appSecret: string
  oauthUrl: string
  post: Post
  log: Log
  timeoutMs?: number
}

export type Answered =
  | Issued
  /** Zalo was not there. `asked`: it may have taken what it was given all the same. */
  | { kind: 'unreachable'; reason: string; asked: boolean }
  /** Zalo answered without a token. There is no documented code for one that is spent. */
  | { kind: 'refused'; reason: string }

/** Redeems a refresh token (OAuth v4). Single use: the caller has to keep the new pair before using it. */
export function redeem(refreshToken: string, options: OAuthOptions): Promise<Answered> {
  return ask({ refresh_token: refreshToken, grant_type: 'refresh_token' }, options)
}

/** Redeems the code of a consent, good for 10 minutes and once; `verifier` belongs to the challenge saved in the console. */
export function redeemCode(code: string, verifier: string, options: OAuthOptions): Promise<Answered> {
  return ask({ code, grant_type: 'authorization_code', code_verifier: verifier }, options)
}

async function ask(form: Record<string, string>, options: OAuthOptions): Promise<Answered> {
  const answer = await options.post({
    url: `${options.oauthUrl}/v4/oa/access_token`,
    body: new URLSearchParams({ ...form, app_id: options.appId }).toString(),
    headers: { secret_key: options.appSecret, 'content-type': 'application/x-www-form-urlencoded' },
    timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
  })
  if (answer.kind === 'failed') return { kind: 'unreachable', reason: answer.reason, asked: answer.left }
  const tokens = Tokens.safeParse(answer.json).data
  if (tokens)
    return {
      kind: 'issued',
      accessToken: tokens.access_token,
      refreshToken: tokens.refresh_token ?? null,
      expiresInMs: tokens.expires_in * 1000,
    }
  const body = withoutTokens(answer.json)
  options.log.error({ status: answer.status, body }, 'Zalo answered a request for tokens without one')
  if (answer.status >= 500 || answer.status === 429)
    return { kind: 'unreachable', reason: `HTTP ${answer.status}`, asked: true }
  return { kind: 'refused', reason: `HTTP ${answer.status} ${JSON.stringify(body) ?? 'without JSON'}` }
}

/** An access token lives for 25 hours, should Zalo not say. */
const DOCUMENTED_LIFE_S = 90_000

const Tokens = z.looseObject({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
  /** A string of seconds. */
  expires_in: z
    .union([z.string(), z.number()])
    .optional()
    .transform(written => {
      const seconds = Number(written)
      return seconds > 0 ? seconds : DOCUMENTED_LIFE_S
    }),
})

/** `code` in an answer may be the error's number or the spent code itself, so only a number of a few digits stays. */
function withoutTokens(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(withoutTokens)
  if (json === null || typeof json !== 'object') return json
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => [
      key,
      /token|^code$|verifier|secret/i.test(key) ? '(left out)' : withoutTokens(value),
    ]),
  )
}
