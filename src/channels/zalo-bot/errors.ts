import { type Meaning, UNKNOWN_CODE } from '../common/remedy.ts'

/**
 * What a refusal of the Bot API means. Its codes are listed nowhere; those seen are the statuses of HTTP, and are read so.
 * `description` tells a chat that is not there from a bot that is not.
 */
export function meaningOf(code: number | null, description: string): Meaning {
  if (QUOTA.test(description)) return TOO_MANY
  if (code === 404 && /chat|user/i.test(description)) return { does: 'drop', say: 'there is no such chat' }
  return (code === null ? undefined : MEANINGS.get(code)) ?? UNKNOWN_CODE
}

/** Where Zalo names no time. */
export const RATE_LIMIT_PAUSE_MS = 60_000

export const CHECK_TOKEN =
  'check ZALO_BOT_TOKEN, which "Zalo Bot Manager" sent as a message in Zalo, and sends anew when it is reset'

const QUOTA = /quota|too many|rate limit/i
const TOO_MANY: Meaning = { does: 'slow-down', say: 'too many calls', afterMs: RATE_LIMIT_PAUSE_MS }

export const MEANINGS: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [429, TOO_MANY],
  [500, { does: 'retry', say: 'a fault at Zalo' }],
  [503, { does: 'retry', say: 'a fault at Zalo' }],
  // Whoever answered gave up waiting for the part of Zalo that delivers, which may have done so.
  [408, { does: 'unsure', say: 'Zalo took too long' }],
  [502, { does: 'unsure', say: 'a part of Zalo did not answer' }],
  [504, { does: 'unsure', say: 'a part of Zalo did not answer in time' }],

  [403, { does: 'drop', say: 'the person takes no messages of the bot', tell: true }],
  [400, { does: 'report', say: 'the request is wrong: a fault of this program; report it' }],
  [413, { does: 'report', say: 'the request is too large: a fault of this program; report it' }],

  [401, { does: 'stop', say: `the token is not valid; ${CHECK_TOKEN}` }],
  [404, { does: 'stop', say: `there is no such bot; ${CHECK_TOKEN}` }],
])
