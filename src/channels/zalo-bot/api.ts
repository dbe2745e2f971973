import { z } from 'zod'
import { type HttpAnswer, SEND_TIMEOUT_MS } from '../common/http.ts'
import { unquoted } from '../common/unquoted.ts'
import type { ZaloBotOptions } from './options.ts'

/** What one call to the Bot API came to. Its words never hold the token. */
export type Called =
  | { kind: 'ok'; result: unknown }
  | { kind: 'refused'; code: number | null; description: string; retryAfterMs: number | null }
  /** An answer that is not the API's: something stands on the way, or the token is no token. */
  | { kind: 'unreadable'; answer: Extract<HttpAnswer, { kind: 'answered' }> }
  | { kind: 'failed'; answer: Extract<HttpAnswer, { kind: 'failed' }> }

export type Api = Pick<ZaloBotOptions, 'token' | 'apiUrl' | 'post' | 'timeoutMs'>

/** Calls a method of the Bot API (platform facts §5): always POST with JSON; success is `ok`, whatever the status. */
export async function call(api: Api, method: string, body: object = {}): Promise<Called> {
  const answer = await api.post({
    url: `${api.apiUrl}/bot${api.token}/${method}`,
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
    timeoutMs: api.timeoutMs ?? SEND_TIMEOUT_MS,
  })
  const clean = (told: string) => unquoted(told, api.token)
  if (answer.kind === 'failed') return { kind: 'failed', answer: { ...answer, reason: clean(answer.reason) } }
  const envelope = Envelope.safeParse(answer.json).data
  if (!envelope) return { kind: 'unreadable', answer }
  if (envelope.ok) return { kind: 'ok', result: envelope.result }
  const { error_code: code, description } = envelope
  return {
    kind: 'refused',
    code: code ?? null,
    description: clean(description),
    retryAfterMs: answer.retryAfterMs,
  }
}

const Envelope = z.looseObject({
  ok: z.boolean(),
  result: z.unknown().optional(),
  error_code: z.coerce.number().int().nullish().catch(null),
  description: z.string().catch(''),
})
