import type { Conversation } from '../conversation.ts'
import { HOUR_MS, vietnamHour } from '../dates.ts'

/**
 * How somebody can be written to without having just asked: for `freeHours` after their last word, at no cost
 * (Messenger 24, Zalo 48; platform facts §2.3, §8.3). Null where that cannot be: a web page hears nothing once it is
 * closed.
 */
export type Reach = { freeHours: number } | null

/** The windows are kept by the platforms' clocks, not by ours. */
const MARGIN_MS = HOUR_MS / 2
const MOST_A_WEEK = 3
export const WEEK_MS = 7 * 24 * HOUR_MS
const DAY_FROM = 7
const DAY_UNTIL = 21

/**
 * The one policy for messages that nobody waits for (design §8): reachable then at no cost, not from 21 to 7 o'clock, few a
 * week, none while staff answer, none once the person said stop. `at` is in epoch milliseconds.
 */
export function mayWrite(conversation: Conversation, reach: Reach, at: number): boolean {
  const { quiet, staffSince, unasked } = conversation
  const lately = unasked.filter(sent => sent > at - WEEK_MS)
  return (
    !quiet &&
    staffSince === null &&
    isDaytime(at) &&
    at <= windowEnd(conversation, reach) &&
    lately.length < MOST_A_WEEK
  )
}

/** Until when a message gets through; the far past where none ever does. */
export function windowEnd({ lastAt }: Conversation, reach: Reach): number {
  return reach ? lastAt + reach.freeHours * HOUR_MS - MARGIN_MS : Number.NEGATIVE_INFINITY
}

export function isDaytime(at: number): boolean {
  const hour = vietnamHour(at)
  return hour >= DAY_FROM && hour < DAY_UNTIL
}
