import { z } from 'zod'

const Digits = z.string().regex(/^\d{1,30}$/, 'must be the number that Meta shows')

/** What one Facebook Page needs; lies sealed in the account's row. */
export const MessengerAccount = z.strictObject({
  /** Of the app at developers.facebook.com; several Pages may share one. */
  appId: Digits,
  appSecret: z.string().min(1),
  pageId: Digits,
  pageToken: z.string().min(1),
  /** The word entered at Meta as "Verify token"; one an app. */
  verifyToken: z.string().min(1),
  /** How many messages may leave in a second; 0 for no limit, null for what the installation says of all. */
  callsPerSecond: z.int().min(0).nullable().default(null),
  /** With its version, without a slash at the end. */
  apiUrl: z.url({ protocol: /^https?$/ }).default('https://graph.facebook.com/v26.0'),
})
export type MessengerAccount = z.infer<typeof MessengerAccount>

export function messengerId({ pageId }: Pick<MessengerAccount, 'pageId'>): string {
  return `messenger:${pageId}`
}
