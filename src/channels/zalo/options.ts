import type { Post } from '../common/http.ts'

/** Everything that the Zalo channel needs from outside. */
export type ZaloOptions = {
  /** `ZALO_APP_ID`, `ZALO_APP_SECRET`, `ZALO_OA_ID`, `ZALO_OA_SECRET_KEY`. */
  appId: string
  appSecret: string
  oaId: string
  oaSecretKey: string
  /** `ZALO_REFRESH_TOKEN`: the first one only; later ones live in `storage`. */
  refreshToken: string | null
  /** `ZALO_API_URL` and `ZALO_OAUTH_URL`, without a slash at the end. */
  apiUrl: string
  oauthUrl: string
  /** `PUBLIC_URL`, where Zalo fetches pictures; without a slash at the end. */
  publicUrl: string
  storage: TokenStorage
  /** Makes the HTTP calls. */
  post: Post
  /** Epoch milliseconds. */
  now(): number
  log: Log
  /** For one HTTP call to Zalo; 10 seconds where it is missing. */
  timeoutMs?: number
}

/** Keeps the token pair, shared by all processes of one installation. A write raises the version by one. */
export type TokenStorage = {
  read(): Promise<{ pair: TokenPair; version: number } | null>
  /** Writes if the version is still `expectedVersion` (0: there is none yet); false where somebody was faster. */
  write(pair: TokenPair, expectedVersion: number): Promise<boolean>
}

/** Plain JSON. */
export type TokenPair = {
  /** Empty until the first refresh, as is `refreshToken`. */
  accessToken: string
  refreshToken: string
  /** When the access token ends, in epoch milliseconds. */
  expiresAt: number
  /** Fingerprints of the settings that have been redeemed: one that is not among them is a new one. */
  redeemed: string[]
  /** Until then one process is refreshing and no other may, for a refresh token is single use. */
  refreshingUntil: number | null
}

/** Fits pino. */
export type Log = {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

export const DEFAULT_TIMEOUT_MS = 10_000
