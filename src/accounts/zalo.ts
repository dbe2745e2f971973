import { z } from 'zod'

const Digits = z.string().regex(/^\d{1,30}$/, 'must be the number that Zalo shows')

/** What one Zalo Official Account needs; lies sealed in the account's row. The present tokens lie elsewhere. */
export const ZaloAccount = z.strictObject({
  /** Of the app at developers.zalo.me; several accounts may share one. */
  appId: Digits,
  appSecret: z.string().min(1),
  oaId: Digits,
  /** "OA Secret Key" on the app's webhook page; it is not the app's secret. */
  oaSecretKey: z.string().min(1),
  /** The first one only, from the API Explorer; null where an administrator of the account consents instead. */
  refreshToken: z.string().min(1).nullable().default(null),
  /** What its package allows in a minute; 0 for no limit, null for what the installation says of all. */
  callsPerMinute: z.int().min(0).nullable().default(null),
  /** Both without a slash at the end. */
  apiUrl: z.url({ protocol: /^https?$/ }).default('https://openapi.zalo.me'),
  oauthUrl: z.url({ protocol: /^https?$/ }).default('https://oauth.zaloapp.com'),
})
export type ZaloAccount = z.infer<typeof ZaloAccount>

export function zaloId({ oaId }: Pick<ZaloAccount, 'oaId'>): string {
  return `zalo:${oaId}`
}
