import { describe, expect, it, onTestFinished } from 'vitest'
import type { Channel, Sent } from '../../src/channels/channel.ts'
import { Dispatcher } from '../../src/delivery/dispatcher.ts'
import { Instances } from '../../src/delivery/instances.ts'
import type { Store } from '../../src/store/store.ts'
import { until } from '../front-door/house.ts'
import { postgresPlace } from '../postgres/place.ts'
import { someone, turn } from '../store/samples.ts'

const START = Date.UTC(2026, 2, 2, 5)
const SENT: Sent = { kind: 'sent', platformId: null }
const ACCOUNT = 'zalo:1'

type Instance = { store: Store; dispatcher: Dispatcher; instances: Instances; beat(): Promise<void> }

/** Instances on one PostgreSQL, each with the one account and with a clock in common. */
async function crowd(send: () => Sent) {
  const place = await postgresPlace()
  const clock = { now: START }
  const counts: number[] = []
  let sent = 0

  async function join(): Promise<Instance> {
    const store = await place.open()
    const channel: Channel = {
      kind: 'zalo',
      account: ACCOUNT,
      app: 'zalo-app:9',
      limits: { app: { perSecond: 1, burst: 40 } },
      freeHours: 48,
      render: () => [],
      async send() {
        const outcome = send()
        if (outcome.kind === 'sent') sent++
        return outcome
      },
    }
    const onError = (error: unknown) => {
      throw error
    }
    const instances = new Instances({ store, now: () => clock.now, onError })
    await instances.start()
    const share = (count: number) => counts.push(count)
    const dispatcher = new Dispatcher({
      store,
      channels: new Map([[ACCOUNT, channel]]),
      instances: {
        listen: listener =>
          instances.listen({
            ...listener,
            share(count, isNew) {
              share(count)
              listener.share(count, isNew)
            },
          }),
        shut: (limit, till) => instances.shut(limit, till),
      },
      now: () => clock.now,
      onSent: () => {},
      onExpired: () => {},
      onError,
    })
    onTestFinished(async () => {
      await dispatcher.stop()
      await instances.stop()
      await store.close()
    })
    return { store, dispatcher, instances, beat: () => instances.meet() }
  }

  return { clock, join, counts, sent: () => sent }
}

const people = (count: number) => Array.from({ length: count }, (_, index) => someone(`p-${index}`, ACCOUNT))

describe('two instances on one PostgreSQL', () => {
  it('send together no more than one may', async () => {
    const { clock, join, sent } = await crowd(() => SENT)
    const one = await join()
    const two = await join()
    await one.beat()
    await one.store.commit(people(60).map(person => turn(person, { at: START })))
    for (const { dispatcher } of [one, two]) dispatcher.wake()
    await until(() => sent() === 20, 'what the first has in hand')
    for (let second = 1; second <= 10; second++) {
      clock.now += 1_000
      for (const { dispatcher } of [one, two]) dispatcher.wake()
      await until(() => sent() >= 20 + second - 1, 'what a second lets through')
    }
    expect(sent()).toBeLessThanOrEqual(30)
    expect(sent()).toBeGreaterThanOrEqual(28)
  })

  it('stop both where the platform throttles the app at one of them', async () => {
    const throttled: Sent = { kind: 'throttled', reason: 'too many calls', afterMs: 60_000, ofApp: true }
    let answer: Sent = throttled
    const { clock, join, sent } = await crowd(() => answer)
    const one = await join()
    await one.store.commit([turn(someone('lan', ACCOUNT), { at: START })])
    one.dispatcher.wake()
    await until(() => one.dispatcher.leaseFor(ACCOUNT) === null, 'the word of the platform')
    answer = SENT
    const two = await join()
    expect(two.dispatcher.leaseFor(ACCOUNT)).toBeNull()
    await two.store.commit([turn(someone('hung', ACCOUNT), { at: START })])
    two.dispatcher.wake()
    clock.now += 59_000
    two.dispatcher.wake()
    expect(sent()).toBe(0)
    clock.now += 2_000
    for (const { dispatcher } of [one, two]) dispatcher.wake()
    await until(() => sent() === 4, 'all of both')
  })

  it('know when one has left, and when one is not heard of any more', async () => {
    const { clock, join, counts } = await crowd(() => SENT)
    const one = await join()
    const two = await join()
    await one.beat()
    expect(counts).toEqual([2, 2])
    await two.instances.stop()
    await one.beat()
    expect(counts.at(-1)).toBe(1)
    await join()
    await one.beat()
    expect(counts.at(-1)).toBe(2)
    clock.now += 16_000
    await one.beat()
    expect(counts.at(-1)).toBe(1)
  })
})
