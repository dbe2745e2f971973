import type { Channel } from '../channel.ts'
import { isReachedFromOutside } from '../common/layout.ts'
import { isEchoOf } from './echo.ts'
import type { ZaloOptions } from './options.ts'
import { render } from './render.ts'
import { send } from './send.ts'
import { ZaloToken } from './token.ts'

/** A consultation message is free for so long after the person's last word (platform facts §2.3). */
const FREE_HOURS = 48

/** 4,000 calls a minute by app; how many by account depends on its package, which Zalo's headers tell (§2.4). */
const LIMITS = { app: { perSecond: 60, burst: 100 } }

/** One Zalo Official Account; its events come in by `zaloSurface`. */
export function zaloChannel(options: ZaloOptions, token: ZaloToken = new ZaloToken(options)): Channel {
  return {
    kind: 'zalo',
    freeHours: FREE_HOURS,
    reachesPages: isReachedFromOutside(options.publicUrl),
    account: `zalo:${options.oaId}`,
    app: `zalo-app:${options.appId}`,
    limits: LIMITS,
    render: (reply, person) => render(reply, person, options.publicUrl),
    send: request => send(request, token, options),
    isEchoOf,
  }
}
