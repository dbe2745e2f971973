import { describe, expect, it, onTestFinished } from 'vitest'
import type { Channel, Sent } from '../../src/channels/channel.ts'
import type { InstancesListener } from '../../src/delivery/instances.ts'
import { openSqliteStore } from '../../src/store/sqlite/open.ts'
import { until } from '../front-door/house.ts'
import { someone, turn } from '../store/samples.ts'
import { startDispatcher } from './start-dispatcher.ts'

const SENT: Sent = { kind: 'sent', platformId: null }
const START = Date.UTC(2026, 2, 2, 5)

type Made = Pick<Channel, 'account' | 'app' | 'limits'> & {
  send: (person: string) => Sent | Promise<Sent>
}

function channelOf({ send, ...made }: Made, sent: { account: string; person: string }[]): Channel {
  return {
    kind: 'zalo',
    freeHours: 48,
    ...made,
    render: () => [],
    send: async ({ recipient }) => {
      const outcome = await send(String(recipient))
      if (outcome.kind === 'sent') sent.push({ account: made.account, person: String(recipient) })
      return outcome
    },
  }
}

/** Accounts whose platforms answer as they are told; each of these people is told one thing in two requests. */
async function house(accounts: Made[], people: { [account: string]: string[] }, stopPatienceMs?: number) {
  const store = await openSqliteStore(':memory:')
  const clock = { now: START }
  const sent: { account: string; person: string }[] = []
  const channels = accounts.map(made => channelOf(made, sent))
  const throttled: string[] = []
  let others: InstancesListener | null = null
  for (const [account, names] of Object.entries(people))
    await store.commit(names.map(name => turn(someone(name, account), { at: START })))
  const { dispatcher, pass } = startDispatcher(store, channels, clock, {
    instances: {
      listen(listener) {
        others = listener
      },
      shut: limit => void throttled.push(limit),
    },
    ...(stopPatienceMs !== undefined && { stopPatienceMs }),
  })
  const of = (account: string) => sent.filter(one => one.account === account).length
  const tell = (limit: string, till: number) => others?.shut(limit, till)
  return { store, clock, dispatcher, sent, throttled, tell, pass, of }
}

const crowd = (count: number, prefix: string) =>
  Array.from({ length: count }, (_, index) => `${prefix}-${index}`)

describe('what leaves by several accounts', () => {
  it('is held up by no account that does not answer, however much waits there', async () => {
    let free = () => {}
    const never = new Promise<Sent>(resolve => {
      free = () => resolve(SENT)
    })
    const { of } = await house(
      [
        { account: 'zalo:1', send: () => never },
        { account: 'zalo:2', send: () => SENT },
      ],
      { 'zalo:1': crowd(400, 'a'), 'zalo:2': crowd(30, 'b') },
    )
    onTestFinished(free)
    await until(() => of('zalo:2') === 60, 'the other account')
    expect(of('zalo:1')).toBe(0)
  })

  it('keeps together to what the platform lets through by app', async () => {
    const limits = { app: { perSecond: 10, burst: 20 } }
    const { sent, pass } = await house(
      [
        { account: 'zalo:1', app: 'zalo-app:9', limits, send: () => SENT },
        { account: 'zalo:2', app: 'zalo-app:9', limits, send: () => SENT },
      ],
      { 'zalo:1': crowd(30, 'a'), 'zalo:2': crowd(30, 'b') },
    )
    await until(() => sent.length === 20, 'the first ones')
    for (let round = 0; round < 20; round++) await new Promise(setImmediate)
    expect(sent).toHaveLength(20)
    pass(1_000)
    await until(() => sent.length === 30, 'those of a second')
  })

  it('goes slower on the account alone whose platform says that it gets tight', async () => {
    const ease = { forMs: 60_000, everyMs: 5_000 }
    const { of, pass } = await house(
      [
        { account: 'zalo:1', send: () => ({ ...SENT, ease }) },
        { account: 'zalo:2', send: () => SENT },
      ],
      { 'zalo:1': crowd(100, 'a'), 'zalo:2': crowd(100, 'b') },
    )
    await until(() => of('zalo:2') === 200, 'the other account')
    const before = of('zalo:1')
    // Those that were under way when it was first said.
    expect(before).toBeLessThanOrEqual(64)
    pass(5_000)
    await until(() => of('zalo:1') === before + 1, 'the next one')
  })

  it('is unsure where the server stops before the platform has answered', async () => {
    let begun = 0
    const never = new Promise<Sent>(() => {})
    const send = () => {
      begun++
      return never
    }
    const { store, clock, dispatcher } = await house([{ account: 'zalo:1', send }], { 'zalo:1': ['lan'] }, 20)
    await until(() => begun === 1, 'the request')
    await dispatcher.stop()
    const claim = { limit: 9, leaseMs: 1_000, accounts: ['zalo:1'] }
    await store.releaseLeases()
    expect(await store.claimOutbox({ ...claim, now: clock.now + 9_000 })).toEqual([])
    expect(await store.claimOutbox({ ...claim, now: clock.now + 10_000 })).toMatchObject([{ part: 0 }])
  })

  it('is free for others at once when the server stops, as far as it was not begun', async () => {
    let free = () => {}
    const blocked = new Promise<Sent>(resolve => {
      free = () => resolve(SENT)
    })
    const { store, clock, dispatcher, sent } = await house([{ account: 'zalo:1', send: () => blocked }], {})
    const leasedUntil = dispatcher.leaseFor('zalo:1') ?? 0
    const record = turn(someone('lan', 'zalo:1'), { at: START })
    const outbox = record.change.outbox.map(row => ({ ...row, leasedUntil }))
    await store.commit([{ ...record, change: { ...record.change, outbox } }])
    const { id: conversation, person } = record.change.conversation
    dispatcher.take(
      outbox.map(row => ({
        ...row,
        id: `${conversation}/${row.seq}/${row.part}`,
        conversation,
        account: 'zalo:1',
        person,
        attempts: 0,
      })),
      leasedUntil,
    )
    const stopped = dispatcher.stop()
    free()
    await stopped
    expect(sent).toHaveLength(1)
    const claim = { now: clock.now, limit: 9, leaseMs: 1_000, accounts: ['zalo:1'] }
    expect(await store.claimOutbox(claim)).toMatchObject([{ part: 1, attempts: 0 }])
  })

  it('takes turns where the limit of the app is tight, so that no account waits for all of another', async () => {
    const limits = { app: { perSecond: 100, burst: 1 } }
    const accounts = ['zalo:1', 'zalo:2', 'zalo:3']
    const { of, pass, sent } = await house(
      accounts.map(account => ({ account, app: 'zalo-app:9', limits, send: () => SENT })),
      Object.fromEntries(accounts.map(account => [account, crowd(40, account)])),
    )
    for (let step = 0; sent.length < 60; step++) {
      pass(10)
      await until(() => sent.length > step, 'the next one')
    }
    expect(accounts.map(account => of(account)).filter(count => count < 15)).toEqual([])
  })

  it('stops on all accounts of an app where the platform throttles the app, and on no other', async () => {
    const throttled: Sent = {
      kind: 'throttled',
      reason: 'too many calls of the app',
      afterMs: 60_000,
      ofApp: true,
    }
    let once = true
    const send = () => {
      if (!once) return SENT
      once = false
      return throttled
    }
    const made = await house(
      [
        { account: 'zalo:1', app: 'zalo-app:9', send },
        { account: 'zalo:2', app: 'zalo-app:9', send: () => SENT },
        { account: 'zalo:3', app: 'zalo-app:8', send: () => SENT },
      ],
      { 'zalo:1': ['lan'] },
    )
    await until(() => made.throttled.length === 1, 'the word of the platform')
    expect(made.throttled).toEqual(['zalo-app:9'])
    await made.store.commit(
      ['zalo:2', 'zalo:3'].map(account => turn(someone(account, account), { at: START })),
    )
    made.pass(1_000)
    await until(() => made.of('zalo:3') === 2, 'the account of another app')
    expect(made.of('zalo:2')).toBe(0)
    made.pass(60_000)
    await until(() => made.of('zalo:2') === 2, 'the end of it')
  })

  it('stops at what another instance was told of the account, until then', async () => {
    const { of, pass, tell, store } = await house([{ account: 'zalo:1', send: () => SENT }], {})
    tell('zalo:1', START + 30_000)
    await store.commit([turn(someone('lan', 'zalo:1'), { at: START })])
    pass(29_000)
    for (let round = 0; round < 20; round++) await new Promise(setImmediate)
    expect(of('zalo:1')).toBe(0)
    pass(1_000)
    await until(() => of('zalo:1') === 2, 'both requests')
  })

  it('leaves by the new channel where an account has new settings, and by none where it is gone', async () => {
    let free = () => {}
    const slow = new Promise<Sent>(resolve => {
      free = () => resolve(SENT)
    })
    const old: string[] = []
    const { sent, dispatcher, store, pass } = await house(
      [
        {
          account: 'zalo:1',
          send: person => {
            old.push(person)
            return slow
          },
        },
      ],
      { 'zalo:1': ['lan'] },
    )
    await until(() => old.length === 1, 'the first request')
    const now: { account: string; person: string }[] = []
    dispatcher.open(channelOf({ account: 'zalo:1', send: () => SENT }, now))
    await store.commit([turn(someone('hung', 'zalo:1'), { at: START })])
    pass(1_000)
    await until(() => now.length === 2, 'those of somebody else, by the new one')
    expect(sent).toEqual([])
    free()
    pass(1_000)
    await until(() => now.length === 3, 'what came behind the first, by the new one')
    expect([sent.length, old.length]).toEqual([1, 1])

    dispatcher.close('zalo:1')
    await store.commit([turn(someone('mai', 'zalo:1'), { at: START })])
    pass(1_000)
    for (let round = 0; round < 20; round++) await new Promise(setImmediate)
    expect(now).toHaveLength(3)
    const claim = { now: START + 5_000, limit: 9, leaseMs: 1_000, accounts: ['zalo:1'] }
    expect(await store.claimOutbox(claim)).toMatchObject([{ part: 0, attempts: 0 }])
  })
})
