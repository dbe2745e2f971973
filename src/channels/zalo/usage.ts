import type { Ease } from '../channel.ts'

/** Limits are counted by the minute (platform facts §2.4). */
const WINDOW_MS = 60_000
/** With more than this part left nobody has to hurry less. */
const PLENTY = 0.2

/**
 * How much slower to go by `X-RateLimit-Limit` and `X-RateLimit-Remain`, or null: what is left has to last for a
 * minute, so that an error never comes.
 */
export function easeOf(headers: { readonly [name: string]: unknown }): Ease | null {
  const limit = numberIn(headers['x-ratelimit-limit'])
  const left = numberIn(headers['x-ratelimit-remain'] ?? headers['x-ratelimit-remaining'])
  if (limit === null || left === null || limit === 0 || left > limit * PLENTY) return null
  return { forMs: WINDOW_MS, everyMs: WINDOW_MS / Math.max(1, left) }
}

function numberIn(header: unknown): number | null {
  return typeof header === 'string' && /^\d{1,12}$/.test(header) ? Number(header) : null
}
