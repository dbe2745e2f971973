import type { Channel } from '../../channels/channel.ts'
import type { Metrics } from './metrics.ts'

/** The same channel, with the time that each of its requests takes counted. */
export function timedSending(channel: Channel, sendSeconds: Metrics['sendSeconds']): Channel {
  return {
    ...channel,
    async send(request, mark) {
      const stop = sendSeconds.startTimer({ account: channel.account })
      const sent = await channel.send(request, mark)
      stop()
      return sent
    },
  }
}
