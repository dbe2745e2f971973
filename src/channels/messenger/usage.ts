import { z } from 'zod'
import { jsonOrNothing } from '../common/json.ts'

const MINUTE_MS = 60_000
/** Older replies have expired by then. */
const LONGEST_MS = 24 * 60 * MINUTE_MS

/**
 * How long Meta says that a throttled Page should wait, in milliseconds, or null: the largest estimate, in minutes, in
 * `X-Business-Use-Case-Usage`, which lists limits by the number of the business.
 */
export function waitOf(headers: { readonly [name: string]: unknown }): number | null {
  const usage = Usage.safeParse(jsonOrNothing(headers['x-business-use-case-usage'])).data
  const minutes = Object.values(usage ?? {})
    .flat()
    .map(limit => limit.estimated_time_to_regain_access)
  const longest = Math.max(0, ...minutes) * MINUTE_MS
  return longest > 0 ? Math.min(longest, LONGEST_MS) : null
}

const Usage = z.record(
  z.string(),
  z.array(z.looseObject({ estimated_time_to_regain_access: z.number().min(0).catch(0) })),
)
