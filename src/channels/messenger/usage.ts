import { z } from 'zod'
import type { Ease } from '../channel.ts'
import { jsonOrNothing } from '../common/json.ts'

type Headers = { readonly [name: string]: unknown }

const MINUTE_MS = 60_000
/** Older replies have expired by then. */
const LONGEST_MS = 24 * 60 * MINUTE_MS
/** Meta counts in percent of what is allowed within an hour: from here on it goes slower, at 100 it is over. */
const TIGHT = 75
const FASTEST_MS = 50
const SLOWEST_MS = 5_000

/**
 * How long Meta says that a throttled Page should wait, in milliseconds, or null: the largest estimate, in minutes, in
 * `X-Business-Use-Case-Usage`, which lists limits by the number of the business.
 */
export function waitOf(headers: Headers): number | null {
  const minutes = limitsOf(headers).map(limit => limit.estimated_time_to_regain_access)
  const longest = Math.max(0, ...minutes) * MINUTE_MS
  return longest > 0 ? Math.min(longest, LONGEST_MS) : null
}

/**
 * How much slower to go by `X-App-Usage` and `X-Business-Use-Case-Usage`, or null where there is plenty. Comes with every
 * answer, so that Meta never has to throttle: that lasts longer with each call made meanwhile.
 */
export function easeOf(headers: Headers): Ease | null {
  const waitMs = waitOf(headers)
  if (waitMs !== null) return { forMs: waitMs, everyMs: waitMs }
  const app = Share.safeParse(jsonOrNothing(headers['x-app-usage'])).data
  const ofApp = easeAt(app ? usedOf([app]) : 0)
  const ofPage = easeAt(usedOf(limitsOf(headers)))
  if (!ofApp) return ofPage
  return ofPage && ofPage.everyMs >= ofApp.everyMs ? ofPage : { ...ofApp, ofApp: true }
}

/** By percent of what is allowed. */
function easeAt(used: number): Ease | null {
  if (used < TIGHT) return null
  if (used >= 100) return { forMs: MINUTE_MS, everyMs: MINUTE_MS }
  const tightness = (used - TIGHT) / (100 - TIGHT)
  return { forMs: MINUTE_MS, everyMs: FASTEST_MS + tightness * (SLOWEST_MS - FASTEST_MS) }
}

const percent = z.number().min(0).catch(0)
const Share = z.looseObject({ call_count: percent, total_time: percent, total_cputime: percent })
const Limit = Share.extend({ estimated_time_to_regain_access: percent })
const Usage = z.record(z.string(), z.array(Limit))

function limitsOf(headers: Headers): z.infer<typeof Limit>[] {
  const usage = Usage.safeParse(jsonOrNothing(headers['x-business-use-case-usage'])).data
  return Object.values(usage ?? {}).flat()
}

function usedOf(shares: readonly z.infer<typeof Share>[]): number {
  return Math.max(0, ...shares.flatMap(sharesOf))
}

function sharesOf(share: z.infer<typeof Share>): number[] {
  return [share.call_count, share.total_time, share.total_cputime]
}
