import type { ArrivalCount } from '../store/records/figures.ts'
import { type Check, checker } from './check.ts'

const HOUR_MS = 60 * 60 * 1000
const DAY_HOURS = 24
/** Looked at are the last seven days. */
export const LOOKED_AT_HOURS = 7 * DAY_HOURS
/** Fewer texts than these may all be taps by chance. */
const ENOUGH = 10

/** Whether what people send arrives on an account, by what was counted in the last seven days. Pure. */
export function incoming(id: string, kind: string, counts: readonly ArrivalCount[], now: number): Check {
  const { ok, warn } = checker(id)
  const mine = counts.filter(({ account }) => account === id)
  const count = mine.reduce((sum, one) => sum + one.count, 0)
  const plain = mine.reduce((sum, one) => sum + one.plain, 0)
  if (count === 0)
    return warn(
      'Nothing has come from it in seven days. Write to it yourself; if nothing comes, see its webhook in the console of the platform, which switches off a webhook that failed.',
    )
  if (kind === 'zalo' && count >= ENOUGH && plain === 0)
    return warn(
      `All ${count} messages of seven days begin with #: the syntax filter on the app's webhook page at developers.zalo.me is likely on. Switch it off.`,
    )
  const last = Math.max(...mine.map(({ lastAt }) => lastAt))
  return ok(`${count} messages in seven days, the last ${ago(now - last)}.`)
}

function ago(ms: number): string {
  const hours = Math.floor(ms / HOUR_MS)
  if (hours < 1) return 'within the hour'
  return hours < DAY_HOURS * 2 ? `${hours} hours ago` : `${Math.floor(hours / DAY_HOURS)} days ago`
}
