import type { Sent } from '../channel.ts'
import type { Called } from './api.ts'

type Refused = Extract<Called, { kind: 'refused' }>

/**
 * What a refusal of the Bot API means for the request. Its codes are not listed anywhere; those seen are the statuses of
 * HTTP, and are read so. A code that is not known is tried again.
 */
export function sentFromRefusal({ code, description, retryAfterMs }: Refused): Sent {
  const told = `Zalo Bot error ${code ?? 'without a code'} (${description})`
  if (code === 429 || QUOTA.test(description))
    return { kind: 'retry', reason: `${told}: too many calls`, afterMs: retryAfterMs ?? RATE_LIMIT_PAUSE_MS }
  const known = code === null ? undefined : CODES.get(code)
  if (code === 404 && !/chat|user/i.test(description))
    return { kind: 'stopped', reason: `${told}: no such bot; ${CHECK_TOKEN}` }
  if (!known) return { kind: 'retry', reason: told, afterMs: retryAfterMs }
  return { kind: known.kind, reason: `${told}: ${known.say}` }
}

/** Where Zalo names no time. */
export const RATE_LIMIT_PAUSE_MS = 60_000

export const CHECK_TOKEN =
  'check ZALO_BOT_TOKEN; "Zalo Bot Manager" sent it as a message in Zalo, and sends a new one when it is reset'

const QUOTA = /quota|too many|rate limit/i

const CODES = new Map<number, { kind: 'dropped' | 'stopped'; say: string }>([
  [400, { kind: 'dropped', say: 'the request is wrong: a fault of this program, report it' }],
  [401, { kind: 'stopped', say: `the token is not valid; ${CHECK_TOKEN}` }],
  [403, { kind: 'dropped', say: 'the person takes no messages of the bot' }],
  [404, { kind: 'dropped', say: 'there is no such chat' }],
  [413, { kind: 'dropped', say: 'the request is too large: a fault of this program, report it' }],
])
