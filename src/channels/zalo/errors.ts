import { type Meaning, UNKNOWN_CODE } from '../common/remedy.ts'

/** What Zalo's error code, which comes with HTTP 200, means for the request (platform facts §2.5). */
export function meaningOf(code: number, message = ''): Meaning {
  const meaning = MEANINGS.get(code) ?? UNKNOWN_CODE
  return meaning.does === 'slow-down' && namesApp(message) ? { ...meaning, ofApp: true } : meaning
}

/** One code for both limits: the words alone say which. In doubt it is the account's, or one would hold up all. */
function namesApp(message: string): boolean {
  return /\bapp(lication)?\b/i.test(message) && !/\boa\b|official account/i.test(message)
}

/** Limits are counted by the minute: a part of one, so that nobody waits longer than needed. */
export const RATE_LIMIT_PAUSE_MS = 20_000

const RENEW = 'let an OA admin authorise the app again at /oauth/zalo'

/** Every code of the platform facts, by what is done about it. */
export const MEANINGS: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [-216, { does: 'refresh', say: `the access token is not valid, even after renewal; ${RENEW}` }],
  [-220, { does: 'refresh', say: `the access token has ended, even after renewal; ${RENEW}` }],

  [-32, { does: 'slow-down', say: 'too many calls of the app or the OA', afterMs: RATE_LIMIT_PAUSE_MS }],
  [-200, { does: 'retry-few', say: 'sending failed at Zalo' }],
  [
    -100,
    { does: 're-upload', say: 'an attachment has expired; see whether Zalo reaches PUBLIC_URL/pictures' },
  ],

  [
    -230,
    { does: 'keep', say: 'the person has not written for 7 days; only a template message could reach them' },
  ],
  [-232, { does: 'keep', say: 'the person has not written yet or too long ago' }],
  [
    -218,
    {
      does: 'keep',
      say: 'the person can take no more messages for now; see the quota of the OA',
      tell: true,
    },
  ],

  [-213, { does: 'drop', say: 'the person does not follow the OA' }],
  [-217, { does: 'drop', say: 'the person has blocked messages of the OA' }],
  [-227, { does: 'drop', say: 'the account of the person is banned, or was not used for 45 days' }],
  [-244, { does: 'drop', say: 'the person has restricted this kind of message' }],

  [
    -201,
    { does: 'report', say: 'a parameter is wrong: a fault of this program; report it with the request' },
  ],
  [-210, { does: 'report', say: 'a parameter is over its limit: a fault of this program; report it' }],
  [-233, { does: 'report', say: 'the kind of message is not supported: a fault of this program; report it' }],
  [-248, { does: 'report', say: 'the text breaks a rule of Zalo on content; look at what was sent' }],

  [-204, { does: 'stop', say: 'the OA has been deleted; check ZALO_OA_ID and the OA Manager' }],
  [-205, { does: 'stop', say: 'the OA was not found; check ZALO_OA_ID' }],
  [-209, { does: 'stop', say: 'the app is not active; activate it at developers.zalo.me' }],
  [-211, { does: 'stop', say: 'the quota of the OA is used up; buy more in the OA Manager' }],
  [-212, { does: 'stop', say: 'the app has not registered this API; ask for it at developers.zalo.me' }],
  [-219, { does: 'stop', say: `the OA has removed the app; ${RENEW}` }],
  [-221, { does: 'stop', say: 'the OA is not verified; verify it in the OA Manager' }],
  [-223, { does: 'stop', say: `the OA has not granted this API; ${RENEW}` }],
  [
    -224,
    { does: 'stop', say: 'the package of the OA is too low for this API; upgrade it in the OA Manager' },
  ],
  [-235, { does: 'stop', say: 'this type of OA cannot use the API; see the OA Manager' }],
  [-240, { does: 'stop', say: 'this API is shut; update this program' }],
  [-242, { does: 'stop', say: 'appsecret_proof is required; switch that off at developers.zalo.me' }],
  [-320, { does: 'stop', say: 'a Zalo Cloud Account is missing; connect one to the app' }],
  [-321, { does: 'stop', say: 'the Zalo Cloud Account is out of money; top it up' }],
  [-14002, { does: 'stop', say: 'the app serves its admins only; activate it at developers.zalo.me' }],
  [-14003, { does: 'stop', say: 'the redirect address does not match; mend it at developers.zalo.me' }],
])
