import { z } from 'zod'
import type { PlatformRequest, Sent } from '../channel.ts'
import { unexplained } from '../common/unexplained.ts'
import { RATE_LIMIT_PAUSE_MS, sentFromCode, TOKEN_CODES } from './errors.ts'
import { DEFAULT_TIMEOUT_MS, type ZaloOptions } from './options.ts'
import type { ZaloToken } from './token.ts'

/**
 * Sends one consultation message (`render` made the body). A refused token is renewed once and the request
 * repeated once. Never throws. After a timeout Zalo may have delivered all the same: sending is at least once.
 */
export async function send(request: PlatformRequest, token: ZaloToken, options: ZaloOptions): Promise<Sent> {
  const first = await token.use()
  if (first.kind !== 'token') return first
  const outcome = await attempt(request, first.accessToken, options)
  if (outcome.kind !== 'token-refused') return outcome
  const second = await token.replace(first.accessToken)
  if (second.kind !== 'token') return second
  const repeated = await attempt(request, second.accessToken, options)
  if (repeated.kind !== 'token-refused') return repeated
  return {
    kind: 'stopped',
    reason: `${repeated.reason} even after renewal: let an OA admin authorise the app again and set ZALO_REFRESH_TOKEN`,
  }
}

const ZALO = { name: 'Zalo', setting: 'ZALO_API_URL', pauseMs: RATE_LIMIT_PAUSE_MS }

type Attempt = Sent | { kind: 'token-refused'; reason: string }

async function attempt(
  request: PlatformRequest,
  accessToken: string,
  options: ZaloOptions,
): Promise<Attempt> {
  const answer = await options.post({
    url: `${options.apiUrl}/v3.0/oa/message/cs`,
    body: JSON.stringify(request),
    headers: { access_token: accessToken, 'content-type': 'application/json' },
    timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
  })
  if (answer.kind === 'failed')
    return { kind: 'retry', reason: `Zalo could not be reached: ${answer.reason}`, afterMs: null }
  const body = Answer.safeParse(answer.json).data
  if (!body) return unexplained(answer, ZALO)
  if (TOKEN_CODES.has(body.error))
    return { kind: 'token-refused', reason: `Zalo error ${body.error} (${body.message})` }
  if (body.error !== 0) return sentFromCode(body.error, body.message)
  return { kind: 'sent', platformId: body.data?.message_id ?? null }
}

const Answer = z.looseObject({
  error: z.coerce.number().int(),
  message: z.string().catch(''),
  data: z
    .looseObject({ message_id: z.union([z.string(), z.number()]).transform(String).optional() })
    .optional()
    .catch(undefined),
})
