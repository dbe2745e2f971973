import { type Meaning, UNKNOWN_CODE } from '../common/remedy.ts'

/** What Meta says of a call that failed. `subcode` is null where there is none. */
export type GraphError = { code: number; subcode: number | null; message: string }

/** What an error of the Graph API means for the request (platform facts §8.4). */
export function meaningOf({ code, subcode, message }: GraphError): Meaning {
  // It is a bad parameter like any other to Meta, and nothing gets through until it is mended.
  if (code === 100 && /appsecret_proof/i.test(message)) return WRONG_PROOF
  return MEANINGS_OF_SUBCODES.get(subcode ?? code) ?? MEANINGS.get(code) ?? UNKNOWN_CODE
}

/** Where Meta names no time. */
export const RATE_LIMIT_PAUSE_MS = 60_000
const QUESTIONS_MS = 30_000

const WRONG_PROOF: Meaning = {
  does: 'stop',
  say: 'MESSENGER_APP_SECRET does not belong to the app of MESSENGER_PAGE_TOKEN; check both',
}
/** A Page token cannot be renewed by itself, so nothing here says `refresh`. */
const NEW_TOKEN = 'make a new Page token and set MESSENGER_PAGE_TOKEN'
const OUTSIDE: Meaning = { does: 'keep', say: 'the person wrote more than 24 hours ago' }
const HELD: Meaning = { does: 'drop', say: 'staff or another app hold the conversation, and answer it' }
const GONE: Meaning = { does: 'drop', say: 'the person has blocked the Page or closed the account' }

/** The subcode says more than the code, which several causes share. */
export const MEANINGS_OF_SUBCODES: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [458, { does: 'stop', say: `the Page has removed the app; connect it again, ${NEW_TOKEN}` }],
  [460, { does: 'stop', say: `a password was changed or somebody logged out; ${NEW_TOKEN}` }],
  [463, { does: 'stop', say: `the token has expired; ${NEW_TOKEN}` }],

  [2018278, OUTSIDE],
  [2534022, OUTSIDE],
  [2018108, { does: 'drop', say: 'the person takes no messages now' }],
  [1545041, GONE],
  [2018001, { does: 'drop', say: 'there is no such person; was the Page or the app changed?' }],
  [2018300, HELD],
  [1893061, { does: 'report', say: 'the message tag is no more: a fault of this program; report it' }],

  [2018321, { does: 'retry', say: "Meta's own questions hold the conversation", afterMs: QUESTIONS_MS }],
  [
    33,
    {
      does: 'stop',
      say: 'there is no such Page, or the token may not see it; check MESSENGER_PAGE_ID and the token',
    },
  ],
  [
    1893063,
    { does: 'stop', say: 'the Page is restricted for a time; see Page quality in Meta Business Suite' },
  ],
  [
    2018344,
    { does: 'stop', say: 'the terms of inbox labels are not accepted; let an admin of the Page accept them' },
  ],
])

export const MEANINGS: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [1, { does: 'retry', say: 'a passing fault at Meta' }],
  // Seen of people who have blocked the Page too, so it is not tried for ever.
  [2, { does: 'retry-few', say: 'a passing fault at Meta, or the person has blocked the Page' }],

  [4, { does: 'slow-down', say: 'too many calls of the app', afterMs: RATE_LIMIT_PAUSE_MS, ofApp: true }],
  [17, { does: 'slow-down', say: 'too many calls', afterMs: RATE_LIMIT_PAUSE_MS }],
  [32, { does: 'slow-down', say: 'too many calls of the Page', afterMs: RATE_LIMIT_PAUSE_MS }],
  // One conversation alone can be throttled, so this holds up nobody else.
  [613, { does: 'retry', say: 'too many messages to one person', afterMs: RATE_LIMIT_PAUSE_MS }],
  [80001, { does: 'slow-down', say: 'too many calls of the Page', afterMs: RATE_LIMIT_PAUSE_MS }],
  [80006, { does: 'slow-down', say: 'too many messages of the Page', afterMs: RATE_LIMIT_PAUSE_MS }],

  [100, { does: 'report', say: 'a parameter is wrong: a fault of this program; report it with the request' }],
  [230, { does: 'drop', say: 'the person has not agreed to show the profile' }],
  [551, GONE],

  [10, { does: 'stop', say: 'the app may not write; grant pages_messaging at developers.facebook.com' }],
  [190, { does: 'stop', say: `the token is not valid; ${NEW_TOKEN}` }],
  [
    200,
    { does: 'stop', say: 'a permission is missing, or the app is not live; see developers.facebook.com' },
  ],
  [
    368,
    {
      does: 'stop',
      say: 'Meta has blocked the Page for breaking a rule; see Page quality in Meta Business Suite',
    },
  ],
])
