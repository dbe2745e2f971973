/**
 * What is left of a month: all messages go out as they are; answers become the way to the web chat; or nothing goes out.
 */
export type Allowance = 'free' | 'way-out' | 'used-up'

/** From here on the operator is told, and further on people are: early enough that all who write can still be. */
const WARNED_FROM = 0.8
const WAY_OUT_FROM = 0.95

/** What `sent` messages of this month allow the next one to be, under a cap of so many a month; 0 is no cap. */
export function allowanceOf(sent: number, cap: number): Allowance {
  if (cap === 0 || sent < Math.ceil(cap * WAY_OUT_FROM)) return 'free'
  return sent < cap ? 'way-out' : 'used-up'
}

/** What the operator has to be told once the month's message number `sent` is out; null where it is nothing new. */
export function warningAt(sent: number, cap: number): string | null {
  if (sent === 0) return null
  if (sent === cap)
    return `All messages of this month are sent: nothing leaves any more until the next. ${WHAT_TO_DO}`
  if (sent === Math.ceil(cap * WAY_OUT_FROM))
    return `The last twentieth of this month's messages is left: answers now lead to the web chat. ${WHAT_TO_DO}`
  if (sent === Math.ceil(cap * WARNED_FROM)) return `Most of this month's messages are sent. ${WHAT_TO_DO}`
  return null
}

const WHAT_TO_DO = 'A larger package of Zalo Bot has more; then raise ZALO_BOT_MONTHLY_CAP.'

/** Vietnam is seven hours ahead all year round. */
const AHEAD_MS = 7 * 60 * 60 * 1000

/** The calendar month in Vietnam at an epoch time in milliseconds: `2026-11`. */
export function monthOf(now: number): string {
  return new Date(now + AHEAD_MS).toISOString().slice(0, 7)
}
