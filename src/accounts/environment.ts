import type { AccountSettings } from './account.ts'
import type { MessengerAccount } from './messenger.ts'
import type { ZaloAccount } from './zalo.ts'
import type { ZaloBotAccount } from './zalo-bot.ts'

/** The accounts that the settings of this process name; at most one a platform. */
export function accountsInEnvironment(settings: {
  zalo: ZaloAccount | null
  zaloBot: ZaloBotAccount | null
  messenger: MessengerAccount | null
}): AccountSettings[] {
  const { zalo, zaloBot, messenger } = settings
  return [
    ...(zalo ? [{ kind: 'zalo' as const, settings: zalo }] : []),
    ...(zaloBot ? [{ kind: 'zalo-bot' as const, settings: zaloBot }] : []),
    ...(messenger ? [{ kind: 'messenger' as const, settings: messenger }] : []),
  ]
}
