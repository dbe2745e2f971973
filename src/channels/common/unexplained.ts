import type { Sent } from '../channel.ts'
import type { HttpAnswer } from './http.ts'

type Platform = { name: string; setting: string; pauseMs: number }

/** What no answer at all means: a request that never left is tried again, one that did may have been taken. */
export function unanswered(
  { reason, left }: Extract<HttpAnswer, { kind: 'failed' }>,
  { name }: Pick<Platform, 'name'>,
): Sent {
  return left
    ? { kind: 'unknown', reason: `${name} did not answer: ${reason}` }
    : { kind: 'retry', reason: `${name} could not be reached: ${reason}`, afterMs: null, forAll: true }
}

/**
 * What an answer without the platform's own error means for the request: something stands on the way, or the
 * address is wrong. `setting` names the address; `pauseMs` is how long to wait after a bare 429.
 */
export function unexplained(answer: Extract<HttpAnswer, { kind: 'answered' }>, platform: Platform): Sent {
  const { status, retryAfterMs } = answer
  const reason = `${platform.name} answered HTTP ${status} without its error code`
  if (status === 429) return { kind: 'throttled', reason, afterMs: retryAfterMs ?? platform.pauseMs }
  // Something on the way gave up waiting for the platform, or the platform's yes was cut short.
  if (status < 300 || MAY_BE_TAKEN.has(status)) return { kind: 'unknown', reason }
  if (status >= 500) return { kind: 'retry', reason, afterMs: retryAfterMs, forAll: true }
  if (status === 400 || status === 413 || status === 422) return { kind: 'dropped', reason, fault: true }
  return {
    kind: 'stopped',
    reason: `${reason}: check ${platform.setting} and what stands between here and there`,
  }
}

/** Time-outs of the platform or of a proxy, and a proxy that lost the platform. */
const MAY_BE_TAKEN: ReadonlySet<number> = new Set([408, 499, 502, 504])
