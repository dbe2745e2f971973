import type { Channel } from '../channel.ts'
import type { Post } from '../common/http.ts'

/** Everything that the Messenger channel needs from outside. */
export type MessengerOptions = {
  /** `MESSENGER_APP_ID`, `MESSENGER_APP_SECRET`, `MESSENGER_PAGE_ID`, `MESSENGER_PAGE_TOKEN`, `MESSENGER_VERIFY_TOKEN`. */
  appId: string
  appSecret: string
  pageId: string
  pageToken: string
  verifyToken: string
  /** `MESSENGER_API_URL`, with its version, without a slash at the end. */
  apiUrl: string
  /** `PUBLIC_URL`, where Meta fetches pictures; without a slash at the end. */
  publicUrl: string
  /** What the platform lets through; its headers say more. */
  limits?: NonNullable<Channel['limits']>
  /** Makes the HTTP calls. */
  post: Post
  /** Epoch milliseconds. */
  now(): number
  log: Log
  /** For one HTTP call to Meta; SEND_TIMEOUT_MS where it is missing. */
  timeoutMs?: number
}

/** Fits pino. */
export type Log = {
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}
