import type { Sent } from '../channel.ts'

/** What Meta says of a call that failed. `subcode` is null where there is none. */
export type GraphError = { code: number; subcode: number | null; message: string }

/**
 * What an error of the Graph API means for the request (platform facts §8.4). `waitMs` is how long Meta says that a
 * throttled Page should wait, or null.
 */
export function sentFromError({ code, subcode, message }: GraphError, waitMs: number | null): Sent {
  const known = meaningOf(code, subcode, message)
  const told = `Messenger error ${code}${subcode === null ? '' : `/${subcode}`} (${message})`
  if (!known) return { kind: 'retry', reason: `${told}: not a known code`, afterMs: null }
  const reason = `${told}: ${known.say}`
  if (known.kind === 'throttled') return { kind: 'retry', reason, afterMs: waitMs ?? RATE_LIMIT_PAUSE_MS }
  if (known.kind === 'retry') return { kind: 'retry', reason, afterMs: known.afterMs }
  return { kind: known.kind, reason }
}

/** Limits of the whole app or Page: every further call while they last makes them last longer. */
export const PAGE_LIMITS: ReadonlySet<number> = new Set([4, 17, 32, 80001, 80006])

/** Where Meta names no time. */
export const RATE_LIMIT_PAUSE_MS = 60_000

type Known =
  | { kind: 'dropped' | 'stopped' | 'throttled'; say: string }
  | { kind: 'retry'; say: string; afterMs: number | null }

const dropped = (say: string): Known => ({ kind: 'dropped', say })
const stopped = (say: string): Known => ({ kind: 'stopped', say })
const throttled = (say: string): Known => ({ kind: 'throttled', say })
const retry = (say: string, afterMs: number | null): Known => ({ kind: 'retry', say, afterMs })

/** The subcode says more than the code, which several causes share. */
function meaningOf(code: number, subcode: number | null, message: string): Known | undefined {
  // It is a bad parameter like any other to Meta, and nothing gets through until it is mended.
  if (code === 100 && /appsecret_proof/i.test(message)) return WRONG_PROOF
  return SUBCODES.get(subcode ?? code) ?? CODES.get(code)
}

const WRONG_PROOF = stopped(
  'MESSENGER_APP_SECRET does not belong to the app of MESSENGER_PAGE_TOKEN; check both',
)
const NEW_TOKEN = 'make a new Page token and set MESSENGER_PAGE_TOKEN'
const OUTSIDE = dropped('the person wrote more than 24 hours ago')

const SUBCODES = new Map<number, Known>([
  [458, stopped(`the Page has removed the app; connect it again, ${NEW_TOKEN}`)],
  [460, stopped(`a password was changed or somebody logged out; ${NEW_TOKEN}`)],
  [463, stopped(`the token has expired; ${NEW_TOKEN}`)],

  [2018278, OUTSIDE],
  [2534022, OUTSIDE],
  [2018108, dropped('the person takes no messages now')],
  [1545041, dropped('the person has blocked the Page or closed the account')],
  [2018001, dropped('there is no such person; was the Page or the app changed?')],
  [1893061, dropped('the message tag is no more: a fault of this program, report it')],
  [2018300, dropped('staff or another app hold the conversation, and answer it')],

  [2018321, retry("Meta's own questions hold the conversation", 30_000)],
  [33, stopped('there is no such Page, or the token may not see it; check MESSENGER_PAGE_ID and the token')],
  [1893063, stopped('the Page is restricted for a time; see Page quality in Meta Business Suite')],
  [2018344, stopped('the terms of inbox labels are not accepted; an admin of the Page has to accept them')],
])

const CODES = new Map<number, Known>([
  [1, retry('a passing fault at Meta', null)],
  [2, retry('a passing fault at Meta', null)],

  [4, throttled('too many calls of the app')],
  [17, throttled('too many calls')],
  [32, throttled('too many calls of the Page')],
  [613, throttled('too many calls, perhaps to one person')],
  [80001, throttled('too many calls of the Page')],
  [80006, throttled('too many messages of the Page')],

  [100, dropped('a parameter is wrong: a fault of this program, report it with the request')],
  [230, dropped('the person has not agreed to show the profile')],
  [551, dropped('the person cannot be reached now')],

  [10, stopped('the app may not write; grant pages_messaging at developers.facebook.com')],
  [190, stopped(`the token is not valid; ${NEW_TOKEN}`)],
  [200, stopped('a permission is missing, or the app is not live; see developers.facebook.com')],
  [368, stopped('Meta has blocked the Page for breaking a rule; see Page quality in Meta Business Suite')],
])
