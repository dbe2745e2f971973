import type { Channel } from '../channel.ts'
import { isReachedFromOutside } from '../common/layout.ts'
import type { MessengerOptions } from './options.ts'
import { render } from './render.ts'
import { sender } from './send.ts'

/** A reply gets through for so long after the person's last word (platform facts §8.3). */
const FREE_HOURS = 24

/** One Facebook Page; its events come in by `messengerSurface`. */
export function messengerChannel(options: MessengerOptions): Channel {
  return {
    kind: 'messenger',
    freeHours: FREE_HOURS,
    reachesPages: isReachedFromOutside(options.publicUrl),
    account: `messenger:${options.pageId}`,
    app: `messenger-app:${options.appId}`,
    limits: options.limits ?? {},
    render: (reply, person) => render(reply, person, options.publicUrl),
    send: sender(options),
  }
}
