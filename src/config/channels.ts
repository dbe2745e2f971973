import type { MessengerAccount } from '../accounts/messenger.ts'
import type { ZaloAccount } from '../accounts/zalo.ts'
import type { ZaloBotAccount } from '../accounts/zalo-bot.ts'
import { type Environment, SettingsError } from './environment.ts'

/** The Official Account that the environment names; null where it names none. */
export function zaloSettings(env: Environment): ZaloAccount | null {
  const needed = ['ZALO_APP_ID', 'ZALO_APP_SECRET', 'ZALO_OA_ID', 'ZALO_OA_SECRET_KEY'] as const
  const { ZALO_APP_ID, ZALO_APP_SECRET, ZALO_OA_ID, ZALO_OA_SECRET_KEY } = env
  if (ZALO_APP_ID && ZALO_APP_SECRET && ZALO_OA_ID && ZALO_OA_SECRET_KEY) {
    if (!env.PUBLIC_URL)
      throw new SettingsError(
        'PUBLIC_URL is missing: Zalo needs it to fetch pictures and to reach /webhooks/zalo.',
      )
    return {
      appId: ZALO_APP_ID,
      appSecret: ZALO_APP_SECRET,
      oaId: ZALO_OA_ID,
      oaSecretKey: ZALO_OA_SECRET_KEY,
      refreshToken: env.ZALO_REFRESH_TOKEN ?? null,
      callsPerMinute: null,
      apiUrl: env.ZALO_API_URL ?? 'https://openapi.zalo.me',
      oauthUrl: env.ZALO_OAUTH_URL ?? 'https://oauth.zaloapp.com',
    }
  }
  const missing = needed.filter(name => !env[name])
  if (missing.length < needed.length || env.ZALO_REFRESH_TOKEN)
    throw new SettingsError(
      `Zalo is half set: ${missing.join(', ')} missing. Fill them in, or empty every ZALO_ setting to keep Zalo off.`,
    )
  return null
}

/** The Zalo bot that the environment names; null where it names none. */
export function zaloBotSettings(env: Environment): ZaloBotAccount | null {
  const { ZALO_BOT_TOKEN: token, ZALO_BOT_SECRET_TOKEN: secretToken } = env
  if (!token && !secretToken) return null
  if (!token || !secretToken)
    throw new SettingsError(
      `Zalo Bot is half set: ${token ? 'ZALO_BOT_SECRET_TOKEN' : 'ZALO_BOT_TOKEN'} missing. Fill it in, or empty both to keep Zalo Bot off.`,
    )
  if (!env.PUBLIC_URL)
    throw new SettingsError(
      'PUBLIC_URL is missing: Zalo Bot needs it to fetch pictures and to reach /webhooks/zalo-bot.',
    )
  const apiUrl = env.ZALO_BOT_API_URL ?? 'https://bot-api.zaloplatforms.com'
  return { token, secretToken, monthlyCap: env.ZALO_BOT_MONTHLY_CAP, apiUrl }
}

/** The Page that the environment names; null where it names none. */
export function messengerSettings(env: Environment): MessengerAccount | null {
  const needed = [
    'MESSENGER_APP_ID',
    'MESSENGER_APP_SECRET',
    'MESSENGER_PAGE_ID',
    'MESSENGER_PAGE_TOKEN',
    'MESSENGER_VERIFY_TOKEN',
  ] as const
  const [appId, appSecret, pageId, pageToken, verifyToken] = needed.map(name => env[name])
  if (appId && appSecret && pageId && pageToken && verifyToken) {
    if (!env.PUBLIC_URL)
      throw new SettingsError(
        'PUBLIC_URL is missing: Meta needs it to fetch pictures and to reach /webhooks/messenger.',
      )
    const apiUrl = env.MESSENGER_API_URL ?? 'https://graph.facebook.com/v26.0'
    return { appId, appSecret, pageId, pageToken, verifyToken, callsPerSecond: null, apiUrl }
  }
  const missing = needed.filter(name => !env[name])
  if (missing.length < needed.length)
    throw new SettingsError(
      `Messenger is half set: ${missing.join(', ')} missing. Fill them in, or empty every MESSENGER_ setting to keep Messenger off.`,
    )
  return null
}
