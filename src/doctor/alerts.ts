import type { Settings } from '../config.ts'
import { type Check, checker } from './check.ts'

/** Whether anybody would hear of a trouble; `npm run doctor -- --test-alert` tries it. */
export function alerts({ alerts: { email, url, zaloBotChat } }: Settings, hasRealChannel: boolean): Check {
  const { ok, warn } = checker('alerts')
  const means = [
    ...email.map(() => 'by e-mail'),
    ...(url === null ? [] : ['at ALERT_URL']),
    ...(zaloBotChat === null ? [] : ['in the chat with your Zalo Bot']),
  ]
  if (means.length > 0)
    return ok(
      `Somebody is told ${[...new Set(means)].join(', ')}. "npm run doctor -- --test-alert" tries it.`,
    )
  return hasRealChannel
    ? warn(
        'Nobody is told of a lost token or a silent channel. Set ALERT_EMAIL, ALERT_URL or ALERT_ZALO_BOT_CHAT.',
      )
    : ok('Nobody is told of troubles; none of ALERT_EMAIL, ALERT_URL and ALERT_ZALO_BOT_CHAT is set.')
}
