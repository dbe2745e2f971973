import { z } from 'zod'
import type { PlatformRequest, Sent } from '../channel.ts'
import { SEND_TIMEOUT_MS } from '../common/http.ts'
import { sentBy } from '../common/remedy.ts'
import { unanswered, unexplained } from '../common/unexplained.ts'
import { unquoted } from '../common/unquoted.ts'
import { meaningOf, RATE_LIMIT_PAUSE_MS } from './errors.ts'
import type { ZaloOptions } from './options.ts'
import type { ZaloToken } from './token/token.ts'
import { easeOf } from './usage.ts'

/**
 * Sends one consultation message (`render` made the body). A refused token is renewed once and the request
 * repeated once; where an attachment has ended, the repeated request makes Zalo fetch it anew. Where Zalo was slow to refuse,
 * the outbox repeats it instead: this must not take longer than a row is leased. Never throws.
 */
export async function send(request: PlatformRequest, token: ZaloToken, options: ZaloOptions): Promise<Sent> {
  const began = options.now()
  const first = await token.use()
  if (first.kind !== 'token') return ofAll(first)
  const outcome = await attempt(request, first.accessToken, options)
  if (outcome.repeat === null) return outcome.sent
  const renewed = outcome.repeat === 'refresh' ? await token.replace(first.accessToken) : first
  if (renewed.kind !== 'token') return ofAll(renewed)
  if (Math.abs(options.now() - began) > REPEAT_WITHIN_MS)
    return {
      kind: 'retry',
      reason: 'Zalo took long to refuse it; it is tried anew',
      afterMs: 0,
      atMost: SLOW_REPEATS,
    }
  return (await attempt(request, renewed.accessToken, options)).sent
}

/** What may still follow takes `SEND_TIMEOUT_MS` at the most, and the whole less than delivery's lease of a minute. */
const REPEAT_WITHIN_MS = 12_000
const SLOW_REPEATS = 3

/** Without a token nobody gets through. */
function ofAll(sent: Sent): Sent {
  return sent.kind === 'retry' ? { ...sent, forAll: true } : sent
}

const ZALO = { name: 'Zalo', setting: 'ZALO_API_URL', pauseMs: RATE_LIMIT_PAUSE_MS }

/** `repeat`: what is to be done before the request is repeated at once; `sent` stands where that was done already. */
type Attempt = { sent: Sent; repeat: 'refresh' | 're-upload' | null }

async function attempt(
  request: PlatformRequest,
  accessToken: string,
  options: ZaloOptions,
): Promise<Attempt> {
  const answer = await options.post({
    url: `${options.apiUrl}/v3.0/oa/message/cs`,
    body: JSON.stringify(request),
    headers: { access_token: accessToken, 'content-type': 'application/json' },
    timeoutMs: options.timeoutMs ?? SEND_TIMEOUT_MS,
  })
  if (answer.kind === 'failed') return final(unanswered(answer, ZALO))
  const ease = easeOf(answer.headers)
  const body = Answer.safeParse(answer.json).data
  if (!body) return final(unexplained(answer, ZALO))
  if (body.error === 0)
    return final({ kind: 'sent', platformId: body.data?.message_id ?? null, ...(ease && { ease }) })
  const meaning = meaningOf(body.error, body.message)
  const sent = sentBy(meaning, `Zalo error ${body.error} (${unquoted(body.message)})`, answer.retryAfterMs)
  const repeat = meaning.does === 'refresh' || meaning.does === 're-upload' ? meaning.does : null
  return { sent: { ...sent, ...(ease && { ease }) }, repeat }
}

function final(sent: Sent): Attempt {
  return { sent, repeat: null }
}

const Answer = z.looseObject({
  error: z.coerce.number().int(),
  message: z.string().catch(''),
  data: z
    .looseObject({ message_id: z.union([z.string(), z.number()]).transform(String).optional() })
    .optional()
    .catch(undefined),
})
