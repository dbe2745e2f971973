import type { Channel } from '../../channels/channel.ts'
import type { Settings } from '../../config.ts'
import type { Means } from '../telling.ts'

/** How operators are told, by the settings. Their own chat is with the first Zalo Bot of the house. */
export function meansOf(
  { email, url, zaloBotChat }: Settings['alerts'],
  channels: readonly Pick<Channel, 'kind' | 'account'>[],
): Means[] {
  const bot = channels.find(({ kind }) => kind === 'zalo-bot')?.account ?? 'zalo-bot'
  return [
    ...email.map((to): Means => ({ by: 'mail', to })),
    ...(url === null ? [] : [{ by: 'url', url } as const]),
    ...(zaloBotChat === null ? [] : [{ by: 'chat', account: bot, person: zaloBotChat } as const]),
  ]
}
