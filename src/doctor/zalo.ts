import { z } from 'zod'
import type { Account } from '../accounts/account.ts'
import type { Post } from '../channels/common/http.ts'
import { meaningOf } from '../channels/zalo/errors.ts'
import { TokenPair } from '../channels/zalo/token/pair.ts'
import type { StoreToRead } from '../store/looking.ts'
import { tokenStorage } from '../store/tokens.ts'
import { type Check, checker } from './check.ts'
import { look } from './house.ts'

const HOUR_MS = 60 * 60 * 1000
const TIMEOUT_MS = 10_000
const CONSENT = 'an administrator of the account has to consent anew'

export type ZaloDoctor = {
  store: StoreToRead
  key: string | null
  publicUrl: string | null
  post: Post
  now: number
}

/** An Official Account: its token as it stands in the store, and as Zalo sees it; nothing is renewed or sent. */
export async function zalo(
  account: Extract<Account, { kind: 'zalo' }>,
  doctor: ZaloDoctor,
): Promise<Check[]> {
  const { fail } = checker(account.id)
  const consent = `${CONSENT}: npm run accounts -- consent ${account.id}`
  const { oaId, refreshToken } = account.settings
  const read =
    doctor.key === null
      ? null
      : tokenStorage(readOnly(doctor.store), `zalo-token:${oaId}`, doctor.key, one => TokenPair.parse(one))
  const stored = await read?.read()
  if (stored && stored.pair === null)
    return [fail(`Its token was sealed with another SECRET_KEY. Put the former key back, or ${consent}.`)]
  const pair = stored?.pair
  const token =
    !pair || pair.accessToken === ''
      ? unused(account.id, refreshToken, consent)
      : await known(account, pair, doctor, consent)
  return [...token, await domain(doctor.publicUrl)]
}

function unused(id: string, refreshToken: string | null, consent: string): Check[] {
  const { warn, fail } = checker(id)
  return refreshToken === null
    ? [fail(`It has no token yet: ${consent}.`)]
    : [warn('Its first refresh token was not used yet: the running server does so within a minute.')]
}

async function known(
  account: Extract<Account, { kind: 'zalo' }>,
  pair: TokenPair,
  doctor: ZaloDoctor,
  consent: string,
): Promise<Check[]> {
  const { ok, warn, fail } = checker(account.id)
  const left = pair.expiresAt - doctor.now
  if (pair.refused)
    return [
      fail(
        left > 0
          ? `Zalo refuses to renew its token, which works for ${hours(left)} more. Before that ${consent}.`
          : `Its token has ended and Zalo refuses to renew it: ${consent}.`,
      ),
    ]
  if (left <= 0)
    return [
      warn(
        'Its access token has ended and was not renewed: does the server run? It renews the token by itself.',
      ),
    ]
  const asked = await askZalo(account, pair.accessToken, doctor.post)
  const ends = `It ends in ${hours(left)}, and the server renews it before`
  switch (asked.kind) {
    case 'valid':
      return [ok(`Zalo takes its token. ${ends}.`)]
    case 'bad':
      return [
        fail(
          `Zalo does not take its token (${asked.say}). The running server tries to renew it; if that fails too, ${consent}.`,
        ),
      ]
    case 'stop':
      return [fail(`Zalo takes no messages of it: ${asked.say}.`)]
    case 'unclear':
      return [warn(`Zalo could not be asked about its token (${asked.say}). ${ends}.`)]
  }
}

type Asked = { kind: 'valid' } | { kind: 'bad' | 'stop' | 'unclear'; say: string }

/** The quota of a person that nobody is: a call that costs nothing and that a token is needed for (platform facts §2.3). */
async function askZalo(
  { settings: { apiUrl } }: Extract<Account, { kind: 'zalo' }>,
  accessToken: string,
  post: Post,
): Promise<Asked> {
  const answer = await post({
    url: `${apiUrl}/v3.0/oa/quota/message`,
    body: JSON.stringify({ user_id: '0' }),
    headers: { access_token: accessToken, 'content-type': 'application/json' },
    timeoutMs: TIMEOUT_MS,
  })
  if (answer.kind === 'failed') return { kind: 'unclear', say: answer.reason }
  const code = Answer.safeParse(answer.json).data?.error
  if (code === undefined) return { kind: 'unclear', say: `HTTP ${answer.status}` }
  const { does, say } = meaningOf(code)
  if (does === 'refresh') return { kind: 'bad', say: `${code}: ${say}` }
  if (does === 'stop') return { kind: 'stop', say: `${code}, ${say}` }
  // Whatever else it says of a person that nobody is, it took the token.
  return { kind: 'valid' }
}

const Answer = z.looseObject({ error: z.int() })

/** Zalo sends events only to a domain that it has verified: by a tag on the home page, or by a file that is not seen here. */
async function domain(publicUrl: string | null): Promise<Check> {
  const { ok, warn } = checker('Zalo domain')
  if (publicUrl === null) return warn('PUBLIC_URL is not set.')
  const seen = await look(`${publicUrl}/`)
  return typeof seen !== 'string' && seen.body.includes('zalo-platform-site-verification')
    ? ok('The home page bears the tag by which Zalo verifies the domain.')
    : warn(
        `No tag of Zalo's is on ${publicUrl}/: set ZALO_SITE_VERIFICATION. All is well without where the proxy serves the file zalo_verifier….html: see whether developers.zalo.me shows the domain as verified.`,
      )
}

function readOnly(store: StoreToRead) {
  return {
    getDocument: (name: string) => store.getDocument(name),
    putDocument: async () => false,
  }
}

function hours(ms: number): string {
  const whole = Math.floor(ms / HOUR_MS)
  return whole < 1 ? 'less than an hour' : whole === 1 ? 'an hour' : `${whole} hours`
}
