import type { Post } from '../common/http.ts'

/** Everything that the Zalo Bot channel needs from outside. */
export type ZaloBotOptions = {
  /** The account's id, `zalo-bot:1459232241454765289`. */
  account: string
  /** `ZALO_BOT_TOKEN`: it stands in the address of each call, so no address may be logged. */
  token: string
  /** `ZALO_BOT_SECRET_TOKEN`: every webhook call bears it. */
  secretToken: string
  /** `ZALO_BOT_API_URL`, without a slash at the end. */
  apiUrl: string
  /** `ZALO_BOT_MONTHLY_CAP`: so many messages a calendar month in Vietnam; 0 for no cap. */
  monthlyCap: number
  counts: MonthlyCounts
  /** `PUBLIC_URL`, where Zalo fetches pictures and people find the web chat; without a slash at the end. */
  publicUrl: string
  /** Makes the HTTP calls. */
  post: Post
  /** Epoch milliseconds. */
  now(): number
  log: Log
  /** For one HTTP call to Zalo; `SEND_TIMEOUT_MS` where it is missing. */
  timeoutMs?: number
}

/** How many messages of a month (`2026-11`) Zalo has taken, shared by all processes of one installation. */
export type MonthlyCounts = {
  read(month: string): Promise<number>
  /** Counts one more; resolves with how many it are now. */
  add(month: string): Promise<number>
}

/** Fits pino. */
export type Log = {
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}
