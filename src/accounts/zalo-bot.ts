import { createHash } from 'node:crypto'
import { z } from 'zod'

/** What one bot of the Zalo Bot Platform needs; lies sealed in the account's row. */
export const ZaloBotAccount = z.strictObject({
  /** From "Zalo Bot Manager" in the Zalo app: `ID:SECRET`. */
  token: z.string().min(1),
  /** What `setWebhook` was told, 8 to 256 characters: every call of the platform bears it. */
  secretToken: z.string().min(8).max(256),
  /** How many messages may leave in a calendar month in Vietnam; 0 for no cap. */
  monthlyCap: z.int().min(0).default(3000),
  /** Without a slash at the end. */
  apiUrl: z.url({ protocol: /^https?$/ }).default('https://bot-api.zaloplatforms.com'),
})
export type ZaloBotAccount = z.infer<typeof ZaloBotAccount>

/** The account's id: the number before the token's colon is the bot's own and no secret; where there is none, a hash. */
export function zaloBotId({ token }: Pick<ZaloBotAccount, 'token'>): string {
  const [number] = /^\d+(?=:)/.exec(token) ?? []
  return `zalo-bot:${number ?? createHash('sha256').update(token).digest('hex').slice(0, 16)}`
}
