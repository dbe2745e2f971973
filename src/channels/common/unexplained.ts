import type { Sent } from '../channel.ts'
import type { HttpAnswer } from './http.ts'

/**
 * What an answer without the platform's own error means for the request: something stands on the way, or the
 * address is wrong. `setting` names the address; `pauseMs` is how long to wait after a bare 429.
 */
export function unexplained(
  answer: Extract<HttpAnswer, { kind: 'answered' }>,
  platform: { name: string; setting: string; pauseMs: number },
): Sent {
  const { status, retryAfterMs } = answer
  const reason = `${platform.name} answered HTTP ${status} without its error code`
  if (status === 429) return { kind: 'retry', reason, afterMs: retryAfterMs ?? platform.pauseMs }
  if (status < 300 || status === 408 || status >= 500) return { kind: 'retry', reason, afterMs: retryAfterMs }
  if (status === 400 || status === 413 || status === 422) return { kind: 'dropped', reason }
  return {
    kind: 'stopped',
    reason: `${reason}: check ${platform.setting} and what stands between here and there`,
  }
}
