import { z } from 'zod'
import type { PlatformRequest, Sent } from '../channel.ts'
import type { HttpAnswer } from '../common/http.ts'
import { unexplained } from '../common/unexplained.ts'
import { PAGE_LIMITS, RATE_LIMIT_PAUSE_MS, sentFromError } from './errors.ts'
import { DEFAULT_TIMEOUT_MS, type MessengerOptions } from './options.ts'
import { appSecretProof } from './signature.ts'
import { waitOf } from './usage.ts'

const META = { name: 'Messenger', setting: 'MESSENGER_API_URL', pauseMs: RATE_LIMIT_PAUSE_MS }

/**
 * Sends one body that `render` made. Never throws. While Meta throttles the Page no call is made, for each would
 * lengthen the wait. After a timeout Meta may have delivered all the same: sending is at least once. The sign of
 * somebody writing is tried once: nobody waits for it, and what stands behind it must not.
 */
export function sender(options: MessengerOptions): (request: PlatformRequest) => Promise<Sent> {
  const proof = appSecretProof(options.pageToken, options.appSecret)
  let throttledUntil = 0

  async function attempt(request: PlatformRequest): Promise<Sent> {
    const left = throttledUntil - options.now()
    if (left > 0) return { kind: 'retry', reason: 'Messenger throttles the Page', afterMs: left }
    const answer = await options.post({
      url: `${options.apiUrl}/${options.pageId}/messages?appsecret_proof=${proof}`,
      body: JSON.stringify(request),
      // Not in the address, which proxies write down.
      headers: { authorization: `Bearer ${options.pageToken}`, 'content-type': 'application/json' },
      timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    })
    if (answer.kind === 'failed')
      return { kind: 'retry', reason: `Messenger could not be reached: ${answer.reason}`, afterMs: null }
    const { sent, isPageLimit } = readAnswer(answer, told => withoutSecrets(told, options.pageToken))
    if (isPageLimit && sent.kind === 'retry')
      throttledUntil = options.now() + (sent.afterMs ?? RATE_LIMIT_PAUSE_MS)
    return sent
  }

  return async request => {
    const sent = await attempt(request)
    if (sent.kind !== 'retry' || !('sender_action' in request)) return sent
    return { kind: 'dropped', reason: `${sent.reason}; a sign of writing is not repeated` }
  }
}

type Answered = Extract<HttpAnswer, { kind: 'answered' }>

function readAnswer(answer: Answered, clean: (told: string) => string): { sent: Sent; isPageLimit: boolean } {
  const refused = Refused.safeParse(answer.json).data?.error
  if (refused) {
    const { code, error_subcode: subcode, message } = refused
    const waitMs = waitOf(answer.headers) ?? answer.retryAfterMs
    return {
      sent: sentFromError({ code, subcode: subcode ?? null, message: clean(message) }, waitMs),
      isPageLimit: PAGE_LIMITS.has(code),
    }
  }
  const accepted = answer.status < 300 ? Accepted.safeParse(answer.json).data : undefined
  if (!accepted) return { sent: unexplained(answer, META), isPageLimit: answer.status === 429 }
  return { sent: { kind: 'sent', platformId: accepted.message_id ?? null }, isPageLimit: false }
}

/** Meta quotes in its messages what it was sent: a malformed token, or somebody's id. */
function withoutSecrets(told: string, pageToken: string): string {
  return told.replaceAll(pageToken, '…').replace(/\d{10,}/g, '…')
}

const Refused = z.looseObject({
  error: z.looseObject({
    code: z.int(),
    error_subcode: z.int().nullish().catch(null),
    message: z.string().catch(''),
  }),
})
const Accepted = z.looseObject({ recipient_id: z.string(), message_id: z.string().optional() })
