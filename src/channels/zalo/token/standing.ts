import { LEASE_MS } from './keeper.ts'
import type { TokenPair } from './pair.ts'

/**
 * Renewed with ten hours to spare out of 25: an outage of the token service harms nobody, and whoever has to consent anew has
 * a working day to do so.
 */
const RENEW_BEFORE_MS = 10 * 60 * 60 * 1000
/** A refused refresh token is not offered again for a while: it may have been a passing refusal. */
const REFUSED_MS = 10 * 60 * 1000

/** How a pair stands at this moment. `rejected`: the access token that Zalo has refused last, or null. */
export type Moment = { now: number; rejected: string | null }

/** Its access token can be sent with. */
export function works({ expiresAt, accessToken }: TokenPair, { now, rejected }: Moment): boolean {
  return expiresAt > now && accessToken !== rejected
}

/** It works, and needs no renewal yet. */
export function isFresh({ issuedAt, expiresAt, accessToken }: TokenPair, { now, rejected }: Moment): boolean {
  // Of a pair from the future nobody knows how old it is: the clock was set back.
  const isTimeKnown = issuedAt <= now + LEASE_MS
  return isTimeKnown && expiresAt - now > RENEW_BEFORE_MS && accessToken !== rejected
}

/** What was used up stays so; another refusal may pass, and is asked again after a while. */
export function isStillRefused({ at, spent }: NonNullable<TokenPair['refused']>, now: number): boolean {
  const age = now - at
  return spent || (age >= 0 && age < REFUSED_MS)
}
