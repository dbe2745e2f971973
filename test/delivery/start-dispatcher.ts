import { onTestFinished } from 'vitest'
import type { Channel } from '../../src/channels/channel.ts'
import { Dispatcher, type DispatcherOptions } from '../../src/delivery/dispatcher.ts'
import type { Store } from '../../src/store/store.ts'

/**
 * A dispatcher for these channels whose clock stands still until `pass`. It throws what goes wrong, and stops with its
 * store when the test ends.
 */
export function startDispatcher(
  store: Store,
  channels: readonly Channel[],
  clock: { now: number },
  options: Partial<DispatcherOptions> = {},
) {
  const dispatcher = new Dispatcher({
    store,
    channels: new Map(channels.map(channel => [channel.account, channel])),
    now: () => clock.now,
    onSent: () => {},
    onExpired: () => {},
    onError: error => {
      throw error
    },
    ...options,
  })
  onTestFinished(async () => {
    await dispatcher.stop()
    await store.close()
  })
  const pass = (ms: number) => {
    clock.now += ms
    dispatcher.wake()
  }
  return { dispatcher, pass }
}
