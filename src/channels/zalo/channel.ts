import type { Channel } from '../channel.ts'
import { isReachedFromOutside } from '../common/layout.ts'
import { isEchoOf } from './echo.ts'
import type { ZaloOptions } from './options.ts'
import { render } from './render.ts'
import { send } from './send.ts'
import { ZaloToken } from './token/token.ts'

/** A consultation message is free for so long after the person's last word (platform facts §2.3). */
const FREE_HOURS = 48

/** One Zalo Official Account; its events come in by `zaloSurface`. */
export function zaloChannel(options: ZaloOptions, token: ZaloToken = new ZaloToken(options)): Channel {
  return {
    kind: 'zalo',
    freeHours: FREE_HOURS,
    reachesPages: isReachedFromOutside(options.publicUrl),
    account: `zalo:${options.oaId}`,
    app: `zalo-app:${options.appId}`,
    limits: options.limits ?? {},
    render: (reply, person) => render(reply, person, options.publicUrl),
    send: request => send(request, token, options),
    isEchoOf,
  }
}
