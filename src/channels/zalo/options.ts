import type { Channel } from '../channel.ts'
import type { Post } from '../common/http.ts'
import type { TokenStorage } from './token/pair.ts'

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
  /** What the platform lets through; its headers say more. */
  limits?: NonNullable<Channel['limits']>
  /** Makes the HTTP calls. */
  post: Post
  /** Epoch milliseconds. */
  now(): number
  log: Log
  /** For one HTTP call to Zalo; 10 seconds where it is missing. */
  timeoutMs?: number
  /** Told whenever the token gets better or worse. */
  onToken?: (state: TokenState) => void
  /** Called on the way through a renewal, where a crash would matter; for tests. */
  atPoint?: (point: TokenPoint) => Promise<void> | void
}

/** How it stands with the token. Reasons are English, say what to do, and hold no token. */
export type TokenState =
  | { kind: 'working'; expiresAt: number; issuedAt: number }
  /** It works, but cannot be renewed until somebody acts. */
  | { kind: 'ending'; expiresAt: number; issuedAt: number; reason: string }
  | { kind: 'lost'; reason: string }

/**
 * Where a renewal may be cut off: `noted` (on record that Zalo will be asked), `answered` (Zalo has taken the old
 * refresh token; the new pair is in memory alone), `stored` (on disk, and not used yet).
 */
export type TokenPoint = 'begun' | 'noted' | 'answered' | 'stored'

/** Fits pino. */
export type Log = {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

export const DEFAULT_TIMEOUT_MS = 10_000
