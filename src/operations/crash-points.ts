import type { Channel, Door } from '../channels/channel.ts'
import type { Store } from '../store/store.ts'

/**
 * Where the life of a message may be cut off: the names of what proofs (test/proofs/kills.ts) let happen to a server by
 * `CRASH_AT=<point>:<count>`, which ends the process as a power cut would when it comes to that point for the count-th
 * time.
 */
export const CRASH_POINTS = [
  'after receive',
  'before commit',
  'after commit',
  'before send',
  'after send',
  'before marking',
  'after marking',
  'before a token is stored',
  'after a token is stored',
] as const
export type CrashPoint = (typeof CRASH_POINTS)[number]

/** Sets the points into the ports of the house. Without `CRASH_AT` everything stays as it is. */
export function crashPoints(setting: string | undefined = process.env.CRASH_AT): {
  store(store: Store): Store
  channel(channel: Channel): Channel
  door(door: Door): Door
} {
  const [point, count] = setting?.split(':') ?? []
  const as = <T>(one: T): T => one
  if (!point) return { store: as, channel: as, door: as }
  if (!CRASH_POINTS.some(one => one === point))
    throw new Error(`CRASH_AT names no point: ${point}. There are: ${CRASH_POINTS.join(', ')}.`)
  let left = Number(count ?? 1)
  const at = (reached: CrashPoint) => {
    if (reached === point && --left === 0) process.kill(process.pid, 'SIGKILL')
  }
  return {
    store: store => ({
      ...store,
      async commit(turns) {
        at('before commit')
        const fates = await store.commit(turns)
        at('after commit')
        return fates
      },
      async settleOutbox(settlements) {
        at('before marking')
        await store.settleOutbox(settlements)
        at('after marking')
      },
      async putDocument(name, body, expected) {
        const isToken = name.startsWith('zalo-token:')
        if (isToken) at('before a token is stored')
        const put = await store.putDocument(name, body, expected)
        if (isToken) at('after a token is stored')
        return put
      },
    }),
    channel: channel => ({
      ...channel,
      async send(request, mark) {
        at('before send')
        const sent = await channel.send(request, mark)
        at('after send')
        return sent
      },
    }),
    door: door => ({
      ...door,
      receive(arrivals) {
        at('after receive')
        return door.receive(arrivals)
      },
    }),
  }
}
