import { z } from 'zod'
import { DEFAULT_TIMEOUT_MS, type ZaloOptions } from './options.ts'

/** `refreshToken` is null where Zalo sent none along. */
export type Refreshed =
  | { kind: 'refreshed'; accessToken: string; refreshToken: string | null; expiresInMs: number }
  /** Zalo was not there; whether it took the refresh token is unknown. */
  | { kind: 'unreachable'; reason: string }
  /** Zalo answered without a token. There is no documented code for a refresh token that is spent. */
  | { kind: 'refused'; reason: string }

/** Redeems a refresh token (OAuth v4). Single use: the caller has to keep the new pair before using it. */
export async function redeem(refreshToken: string, options: ZaloOptions): Promise<Refreshed> {
  const answer = await options.post({
    url: `${options.oauthUrl}/v4/oa/access_token`,
    body: new URLSearchParams({
      refresh_token: refreshToken,
      app_id: options.appId,
      grant_type: 'refresh_token',
    }).toString(),
    headers: { secret_key: options.appSecret, 'content-type': 'application/x-www-form-urlencoded' },
    timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
  })
  if (answer.kind === 'failed') return { kind: 'unreachable', reason: answer.reason }
  const tokens = Tokens.safeParse(answer.json).data
  if (tokens)
    return {
      kind: 'refreshed',
      accessToken: tokens.access_token,
      refreshToken: tokens.refresh_token ?? null,
      expiresInMs: tokens.expires_in * 1000,
    }
  const body = withoutTokens(answer.json)
  options.log.error({ status: answer.status, body }, 'Zalo answered a token refresh without an access token')
  if (answer.status >= 500 || answer.status === 429)
    return { kind: 'unreachable', reason: `HTTP ${answer.status}` }
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

function withoutTokens(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(withoutTokens)
  if (json === null || typeof json !== 'object') return json
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => [
      key,
      /token/i.test(key) ? '(left out)' : withoutTokens(value),
    ]),
  )
}
