import { createHmac } from 'node:crypto'
import type { Post } from '../../channels/common/http.ts'
import type { Notice, Told } from './notice.ts'

const TIMEOUT_MS = 10_000

/**
 * Posts `{"id", "subject", "text", "at"}` (`at` in epoch milliseconds). With a secret, `X-Dan-Loi-Signature` is
 * `sha256=` and the HMAC-SHA256, in hex, of the very bytes of the body; `at` in it tells an old call from a new one.
 */
export async function tellUrl(
  { id, subject, text }: Notice,
  url: string,
  { secret, now, post }: { secret: string | null; now: number; post: Post },
): Promise<Told> {
  const body = JSON.stringify({ id, subject, text, at: now })
  const answer = await post({
    url,
    body,
    headers: {
      'Content-Type': 'application/json',
      ...(secret !== null && { 'X-Dan-Loi-Signature': signatureOf(body, secret) }),
    },
    timeoutMs: TIMEOUT_MS,
  })
  if (answer.kind === 'failed') return { kind: 'later', reason: `url: ${answer.reason}` }
  const { status } = answer
  if (status >= 200 && status < 300) return { kind: 'told' }
  const passes = status >= 500 || status === 408 || status === 429
  return { kind: passes ? 'later' : 'never', reason: `url: it answered ${status}` }
}

function signatureOf(body: string, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
}
