import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { ZaloAccount } from '../zalo.ts'

/** Long enough to hand the link to the account's administrator, short enough that a lost one is worth nothing. */
export const LINK_MINUTES = 60

/** The path that has to stand in Zalo's console as the app's callback, behind PUBLIC_URL. */
export const CALLBACK_PATH = '/oauth/zalo'

type Where = { publicUrl: string; key: string }

/** Where an administrator of the account consents (OAuth v4); the answer comes to `CALLBACK_PATH`. */
export function consentLink(
  { appId, oaId, oauthUrl }: ZaloAccount,
  { publicUrl, key }: Where,
  now: number,
): string {
  const query = new URLSearchParams({
    app_id: appId,
    redirect_uri: `${publicUrl}${CALLBACK_PATH}`,
    code_challenge: challengeFor(appId, key),
    state: signState({ oa: oaId, until: now + LINK_MINUTES * 60_000 }, key),
  })
  return `${oauthUrl}/v4/oa/permission?${query}`
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const VERIFIER_LENGTH = 43

/**
 * The app's PKCE verifier. Zalo wants a fixed pair, whose challenge is saved in the console: it is worked out of
 * SECRET_KEY each time, so that it lies nowhere and all instances have the same.
 */
export function verifierFor(appId: string, key: string): string {
  const bytes = new Uint8Array(hkdfSync('sha256', key, appId, 'dan-loi/zalo-pkce', VERIFIER_LENGTH * 4))
  // Numbers at the end of the range would make the first letters likelier.
  const fair = [...bytes].filter(byte => byte < 256 - (256 % LETTERS.length))
  return fair
    .slice(0, VERIFIER_LENGTH)
    .map(byte => LETTERS[byte % LETTERS.length])
    .join('')
}

/** What is saved in the console: base64url of the verifier's SHA-256, without padding. */
export function challengeFor(appId: string, key: string): string {
  return createHash('sha256').update(verifierFor(appId, key)).digest('base64url')
}

const State = z.object({ oa: z.string(), until: z.number() })
type State = z.infer<typeof State>

/** Whose consent a returning browser brings: only who was given a link of ours can bring one. */
export function readState(
  text: string,
  key: string,
  now: number,
): { kind: 'ours'; oaId: string } | { kind: 'expired' | 'forged' } {
  const [body = '', mac = ''] = text.split('.')
  if (!isSame(mac, macOf(body, key))) return { kind: 'forged' }
  const { oa, until } = State.parse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')))
  return until < now ? { kind: 'expired' } : { kind: 'ours', oaId: oa }
}

export function signState(state: State, key: string): string {
  const body = Buffer.from(JSON.stringify(state)).toString('base64url')
  return `${body}.${macOf(body, key)}`
}

function macOf(body: string, key: string): string {
  const signing = Buffer.from(hkdfSync('sha256', key, '', 'dan-loi/consent', 32))
  return createHmac('sha256', signing).update(body).digest('base64url')
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
