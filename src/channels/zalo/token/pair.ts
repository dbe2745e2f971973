import { createHash } from 'node:crypto'
import { z } from 'zod'

/**
 * Keeps the token pair, shared by all processes of one installation. A write raises the version by one. `pair` is null
 * where what is kept was sealed with another SECRET_KEY.
 */
export type TokenStorage = {
  read(): Promise<{ pair: TokenPair | null; version: number } | null>
  /** Writes if the version is still `expectedVersion` (0: there is none yet); false where somebody was faster. */
  write(pair: TokenPair, expectedVersion: number): Promise<boolean>
}

const Time = z.number()

/** Plain JSON. Times are epoch milliseconds by the clock of whoever wrote it. */
export const TokenPair = z.object({
  /** Empty until the first renewal, as is `refreshToken`. */
  accessToken: z.string(),
  refreshToken: z.string(),
  issuedAt: Time.default(0),
  /** When the access token ends. */
  expiresAt: Time,
  /** Fingerprints of the settings that have been redeemed: one that is not among them is a new one. */
  redeemed: z.array(z.string()),
  /** Until then one process is renewing and no other may, for a refresh token is single use. */
  refreshingUntil: Time.nullable(),
  /** Zalo was, or may have been, given this refresh token, and what it answered is not on record. */
  attempt: z.object({ of: z.string(), at: Time }).nullable().default(null),
  /** Zalo said no to this refresh token. `spent`: it had been given before, so it has been used up for certain. */
  refused: z
    .object({ of: z.string(), at: Time, reason: z.string(), spent: z.boolean() })
    .nullable()
    .default(null),
})
export type TokenPair = z.infer<typeof TokenPair>

export const NO_PAIR: TokenPair = {
  accessToken: '',
  refreshToken: '',
  issuedAt: 0,
  expiresAt: 0,
  redeemed: [],
  refreshingUntil: null,
  attempt: null,
  refused: null,
}

/** Tells one secret from another without keeping it. */
export function fingerprintOf(...secrets: string[]): string {
  return createHash('sha256').update(secrets.join('\n')).digest('hex').slice(0, 16)
}

/** `refreshToken` is null where Zalo sent none along. */
export type Issued = { kind: 'issued'; accessToken: string; refreshToken: string | null; expiresInMs: number }

/** The pair after Zalo has issued a new one; `setting` is the fingerprint of the setting that is thereby done with. */
export function renewed(pair: TokenPair, issued: Issued, now: number, setting: string | null): TokenPair {
  return {
    accessToken: issued.accessToken,
    refreshToken: issued.refreshToken ?? pair.refreshToken,
    issuedAt: now,
    expiresAt: now + issued.expiresInMs,
    redeemed: [...new Set([...pair.redeemed, ...(setting === null ? [] : [setting])])],
    refreshingUntil: null,
    attempt: null,
    refused: null,
  }
}
