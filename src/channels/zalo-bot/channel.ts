import type { Channel } from '../channel.ts'
import { isReachedFromOutside } from '../common/layout.ts'
import type { ZaloBotOptions } from './options.ts'
import { render } from './render.ts'
import { sender } from './send.ts'

/**
 * One bot of the Zalo Bot Platform; its updates come in by `zaloBotSurface`. Whether a bot may write to somebody who has
 * not just written is documented nowhere, and each message counts against the month's, so it promises nothing
 * unasked: `freeHours` is null until a live bot has shown it (platform facts §11).
 */
export function zaloBotChannel(options: ZaloBotOptions): Channel {
  return {
    kind: 'zalo-bot',
    account: options.account,
    freeHours: null,
    reachesPages: isReachedFromOutside(options.publicUrl),
    render: (reply, person) => render(reply, person, options.publicUrl),
    send: sender(options),
  }
}
