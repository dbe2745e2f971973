import { z } from 'zod'
import type { PlatformRequest, Sent } from '../channel.ts'
import { type HttpAnswer, SEND_TIMEOUT_MS } from '../common/http.ts'
import { sentBy } from '../common/remedy.ts'
import { unanswered, unexplained } from '../common/unexplained.ts'
import { unquoted } from '../common/unquoted.ts'
import { meaningOf, RATE_LIMIT_PAUSE_MS } from './errors.ts'
import { marked } from './metadata.ts'
import type { MessengerOptions } from './options.ts'
import { appSecretProof } from './signature.ts'
import { easeOf, waitOf } from './usage.ts'

const META = { name: 'Messenger', setting: 'MESSENGER_API_URL', pauseMs: RATE_LIMIT_PAUSE_MS }

/**
 * Sends one body that `render` made, marked so that its echo is known. Never throws. The sign of somebody writing is
 * tried once: nobody waits for it, and what stands behind it must not. So is taking a conversation back from staff, which
 * Meta allows to the default app alone: where it fails, what stands behind it is refused with the reason.
 */
export function sender(
  options: MessengerOptions,
): (request: PlatformRequest, mark?: string) => Promise<Sent> {
  const proof = appSecretProof(options.pageToken, options.appSecret)

  async function attempt(request: PlatformRequest): Promise<Sent> {
    const answer = await options.post({
      url: `${options.apiUrl}/${options.pageId}/${takesBack(request) ? TAKE_BACK : 'messages'}?appsecret_proof=${proof}`,
      body: JSON.stringify(takesBack(request) ? { recipient: request.recipient } : request),
      // Not in the address, which proxies write down.
      headers: { authorization: `Bearer ${options.pageToken}`, 'content-type': 'application/json' },
      timeoutMs: options.timeoutMs ?? SEND_TIMEOUT_MS,
    })
    if (answer.kind === 'failed') return unanswered(answer, META)
    const ease = easeOf(answer.headers)
    const sent = readAnswer(answer, told => unquoted(told, options.pageToken))
    return ease ? { ...sent, ease } : sent
  }

  return async (request, mark) => {
    const sent = await attempt(marked(request, mark))
    if (takesBack(request) && sent.kind !== 'sent')
      return { kind: 'dropped', reason: `${sent.reason}; a conversation that staff hold was not taken back` }
    if (!('sender_action' in request)) return sent
    if (sent.kind === 'sent' || sent.kind === 'dropped' || sent.kind === 'stopped') return sent
    const dropped: Sent = { kind: 'dropped', reason: `${sent.reason}; a sign of writing is not repeated` }
    const ease = sent.kind === 'throttled' ? { forMs: sent.afterMs, everyMs: sent.afterMs } : sent.ease
    return ease ? { ...dropped, ease } : dropped
  }
}

const TAKE_BACK = 'take_thread_control'

function takesBack(request: PlatformRequest): boolean {
  return TAKE_BACK in request
}

type Answered = Extract<HttpAnswer, { kind: 'answered' }>

function readAnswer(answer: Answered, clean: (told: string) => string): Sent {
  const refused = Refused.safeParse(answer.json).data?.error
  if (refused) {
    const { code, error_subcode: subcode = null, message } = refused
    const told = `Messenger error ${code}${subcode === null ? '' : `/${subcode}`} (${clean(message)})`
    return sentBy(meaningOf({ code, subcode, message }), told, waitOf(answer.headers) ?? answer.retryAfterMs)
  }
  const accepted = answer.status < 300 ? Accepted.safeParse(answer.json).data : undefined
  if (!accepted) return unexplained(answer, META)
  return { kind: 'sent', platformId: 'message_id' in accepted ? (accepted.message_id ?? null) : null }
}

const Refused = z.looseObject({
  error: z.looseObject({
    code: z.int(),
    error_subcode: z.int().nullish().catch(null),
    message: z.string().catch(''),
  }),
})
const Accepted = z.union([
  z.object({ recipient_id: z.string(), message_id: z.string().optional() }),
  z.object({ success: z.literal(true) }),
])
