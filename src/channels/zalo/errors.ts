import type { Sent } from '../channel.ts'

/**
 * What Zalo's error code, which comes with HTTP 200, means for the request (platform facts §2.5). Codes -216 and
 * -220 are not here: the token is renewed first.
 */
export function sentFromCode(code: number, message: string): Sent {
  const known = CODES.get(code)
  const told = `Zalo error ${code} (${message})`
  if (!known) return { kind: 'retry', reason: `${told}: not a known code`, afterMs: null }
  const reason = `${told}: ${known.say}`
  if (known.kind === 'retry') return { kind: 'retry', reason, afterMs: known.afterMs }
  return { kind: known.kind, reason }
}

export const TOKEN_CODES: ReadonlySet<number> = new Set([-216, -220])

/** Limits are counted by the minute: a part of one, so that nobody waits longer than needed. */
export const RATE_LIMIT_PAUSE_MS = 20_000

type Known =
  | { kind: 'dropped' | 'stopped'; say: string }
  | { kind: 'retry'; say: string; afterMs: number | null }

const dropped = (say: string): Known => ({ kind: 'dropped', say })
const stopped = (say: string): Known => ({ kind: 'stopped', say })

const CODES = new Map<number, Known>([
  [-32, { kind: 'retry', say: 'too many calls of the app or the OA', afterMs: RATE_LIMIT_PAUSE_MS }],
  [-200, { kind: 'retry', say: 'sending failed at Zalo', afterMs: null }],

  [-100, dropped('an attachment has expired')],
  [-201, dropped('a parameter is wrong: a fault of this program, report it with the request')],
  [-210, dropped('a parameter is over its limit: a fault of this program, report it with the request')],
  [-233, dropped('the kind of message is not supported: a fault of this program, report it')],
  [-213, dropped('the person does not follow the OA')],
  [-217, dropped('the person has blocked messages of the OA')],
  [-218, dropped('the person can take no more messages for now')],
  [-227, dropped('the account of the person is banned, or was not used for 45 days')],
  [-230, dropped('the person has not written for 7 days; only a template message could reach them')],
  [-232, dropped('the person has not written yet or too long ago; only a template message could reach them')],
  [-244, dropped('the person has restricted this kind of message')],
  [-248, dropped('the text breaks a rule of Zalo on content; look at what was sent')],

  [-204, stopped('the OA has been deleted; check ZALO_OA_ID and the OA Manager')],
  [-205, stopped('the OA was not found; check ZALO_OA_ID')],
  [-209, stopped('the app is not active; activate it at developers.zalo.me')],
  [-211, stopped('the quota of the OA is used up; buy more in the OA Manager')],
  [-212, stopped('the app has not registered this API; ask for it at developers.zalo.me')],
  [-219, stopped('the OA has removed the app; let an OA admin authorise it again')],
  [-221, stopped('the OA is not verified; verify it in the OA Manager')],
  [-223, stopped('the OA has not granted this API; let an OA admin authorise the app again')],
  [-224, stopped('the package of the OA is too low for this API; upgrade it in the OA Manager')],
  [-235, stopped('this type of OA cannot use the API; see the OA Manager')],
  [-240, stopped('this API is shut; update this program')],
  [-242, stopped('appsecret_proof is required; switch that off for the app at developers.zalo.me')],
  [-320, stopped('a Zalo Cloud Account is missing; connect one to the app')],
  [-321, stopped('the Zalo Cloud Account is out of money; top it up')],
  [-14002, stopped('the app is not active for others than its admins; activate it at developers.zalo.me')],
  [-14003, stopped('the redirect address does not match; mend it at developers.zalo.me')],
])
