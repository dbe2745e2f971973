import type { Channel, Rate } from '../channels/channel.ts'

/** What an operator allows at the most; 0 for no limit. */
export type Allowed = { zaloAppPerMinute: number; zaloOaPerMinute: number; messengerPerSecond: number }
type Limits = NonNullable<Channel['limits']>

const MINUTE = 60
/** The part of what is allowed within a time that may leave at once; the rest is spread over it, so that it is kept. */
const AT_ONCE = 0.5

/** Zalo counts calls by minute, of the app and of each account (platform facts §2.4), whose package says how many: `own`. */
export function zaloLimits(limits: Allowed | undefined, own: number | null = null): Limits {
  if (!limits) return {}
  return {
    ...rate('app', limits.zaloAppPerMinute, MINUTE),
    ...rate('account', own ?? limits.zaloOaPerMinute, MINUTE),
  }
}

/** Meta counts messages by second and Page (platform facts §8.4). */
export function messengerLimits(limits: Allowed | undefined, own: number | null = null): Limits {
  return limits ? rate('account', own ?? limits.messengerPerSecond, 1) : {}
}

/** However it is cut, no such time sees more than `count`. */
function rate(of: keyof Limits, count: number, seconds: number): Limits {
  if (count === 0) return {}
  const burst = Math.max(1, Math.floor(count * AT_ONCE))
  const made: Rate = { burst, perSecond: Math.max(count - burst, 1) / seconds }
  return { [of]: made }
}
