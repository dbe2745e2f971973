import { describe, expect, it } from 'vitest'
import type { Channel, Sent } from '../../src/channels/channel.ts'
import { pauseAfter } from '../../src/delivery/pauses.ts'
import { outboxId } from '../../src/store/records/queues.ts'
import { openSqliteStore } from '../../src/store/sqlite/open.ts'
import { until } from '../front-door/house.ts'
import { someone, turn } from '../store/samples.ts'
import { startDispatcher } from './start-dispatcher.ts'

const SENT: Sent = { kind: 'sent', platformId: null }

/** An outbox with `count` rows for each person, and a platform that answers as it is told. */
async function outbox(people: string[], count: number, answer: (what: string) => Sent | Promise<Sent>) {
  const store = await openSqliteStore(':memory:')
  const clock = { now: 1_000_000 }
  const rowsFor = (names: string[]) =>
    names.map(person =>
      turn(
        { ...someone(person, 'zalo:1'), id: person, person },
        {
          at: 1,
          messages: [],
          outbox: Array.from({ length: count }, (_, index) => ({
            seq: index + 1,
            part: 0,
            request: JSON.stringify({ what: `${person}${index + 1}` }),
            notBefore: 0,
            expires: clock.now + 86_400_000,
          })),
        },
      ),
    )
  await store.commit(rowsFor(people))
  const marked: string[] = []
  const { settleOutbox } = store
  store.settleOutbox = async settlements => {
    await settleOutbox(settlements)
    marked.push(...settlements.map(({ status }) => status))
  }
  const sent: string[] = []
  const tried: string[] = []
  const channel: Channel = {
    kind: 'zalo',
    freeHours: 48,
    account: 'zalo:1',
    routes: () => {
      throw new Error('not here')
    },
    render: () => [],
    send: async request => {
      const what = String(request.what)
      tried.push(what)
      const result = await answer(what)
      if (result.kind === 'sent') sent.push(what)
      return result
    },
  }
  const outcomes: string[] = []
  const expired: [account: string, count: number][] = []
  const { dispatcher, pass } = startDispatcher(store, [channel], clock, {
    onSent: (_, { kind }) => outcomes.push(kind),
    onExpired: (account, count) => expired.push([account, count]),
  })
  const add = (person: string) => store.commit(rowsFor([person]))
  /** As a turn does that leases what it says. */
  const addLeased = async (person: string) => {
    const until = dispatcher.leaseFor('zalo:1')
    const [record] = rowsFor([person])
    if (until === null || !record) throw new Error('There is no room.')
    const rows = record.change.outbox.map(row => ({ ...row, leasedUntil: until }))
    await store.commit([{ ...record, change: { ...record.change, outbox: rows } }])
    const envelope = { conversation: person, account: 'zalo:1', person, attempts: 0 }
    dispatcher.take(
      rows.map(row => ({ ...row, ...envelope, id: outboxId({ ...row, ...envelope }) })),
      until,
    )
  }
  return { store, clock, marked, sent, tried, outcomes, expired, dispatcher, pass, add, addLeased }
}

const of = (person: string, all: string[]) => all.filter(what => what.startsWith(person))

describe('the dispatcher', () => {
  it('gives up what nobody waits for any more, and says how much', async () => {
    const { sent, tried, expired, pass, add } = await outbox(['a'], 3, () => ({
      kind: 'retry',
      reason: 'down',
      afterMs: null,
    }))
    await until(() => tried.length === 1, 'the first try')
    pass(86_400_001)
    await until(() => expired.length === 1, 'the end')
    expect(expired).toEqual([['zalo:1', 3]])
    await add('b')
    pass(0)
    await until(() => tried.length === 2, 'the next one')
    expect(tried).toEqual(['a1', 'b1'])
    expect(sent).toEqual([])
  })

  it('goes on with a stopped account where the clock was set back', async () => {
    let stopped = true
    const { sent, marked, store, clock, pass } = await outbox(['a'], 1, () =>
      stopped ? { kind: 'stopped', reason: 'the token is lost' } : SENT,
    )
    await until(() => marked.length === 1, 'the mark')
    stopped = false
    clock.now -= 3_600_000
    await store.bringForward(clock.now)
    pass(0)
    await until(() => sent.length === 1, 'the second try')
  })

  it("lets each conversation's rows leave in order, and conversations side by side", async () => {
    const people = Array.from({ length: 20 }, (_, index) => `${String.fromCharCode(97 + index)}-`)
    const { sent } = await outbox(people, 4, () => SENT)
    await until(() => sent.length === 80, 'all rows')
    for (const person of people) expect(of(person, sent)).toEqual([1, 2, 3, 4].map(n => `${person}${n}`))
  })

  it('sends what a turn leased without a claim, in order', async () => {
    const { store, clock, sent, addLeased } = await outbox([], 3, () => SENT)
    let claimed = 0
    const { claimOutbox } = store
    store.claimOutbox = async claim => {
      const rows = await claimOutbox(claim)
      claimed += rows.length
      return rows
    }
    await addLeased('a')
    await until(() => sent.length === 3, 'all rows')
    expect(sent).toEqual(['a1', 'a2', 'a3'])
    await until(async () => (await store.backlog(clock.now)).outbox === 0, 'the marks')
    expect(claimed).toBe(0)
  })

  it('lets what a turn leased wait behind what has to be tried again', async () => {
    let faults = 1
    const { sent, tried, store, clock, pass, addLeased } = await outbox([], 3, () =>
      faults-- > 0 ? { kind: 'retry', reason: 'busy', afterMs: null } : SENT,
    )
    await addLeased('a')
    await until(() => tried.length === 1, 'the first try')
    await until(async () => (await store.load([{ account: 'zalo:1', person: 'a' }]))[0]?.unsent === true, '')
    expect(tried).toEqual(['a1'])
    await until(async () => {
      pass(pauseAfter(0))
      return sent.length === 3
    }, 'all rows')
    expect(sent).toEqual(['a1', 'a2', 'a3'])
    await until(async () => (await store.backlog(clock.now)).outbox === 0, 'the marks')
  })

  it('lets go of what it could not begin to send within its lease', async () => {
    let free = () => {}
    const blocked = new Promise<Sent>(resolve => {
      free = () => resolve(SENT)
    })
    const { tried, sent, clock, pass, addLeased } = await outbox([], 2, what =>
      what === 'a1' ? blocked : SENT,
    )
    await addLeased('a')
    await until(() => tried.length === 1, 'the first try')
    clock.now += 50_000
    free()
    await until(() => sent.length === 1, 'its end')
    for (let round = 0; round < 20; round++) await new Promise(setImmediate)
    pass(0)
    expect(tried).toEqual(['a1'])
    await until(() => {
      pass(10_000)
      return sent.length === 2
    }, 'the claim after the lease')
  })

  it('waits out a passing fault, and lets no later row of that conversation overtake', async () => {
    let faults = 2
    const { sent, tried, pass } = await outbox(['a', 'b'], 2, what =>
      what === 'a1' && faults-- > 0 ? { kind: 'retry', reason: 'busy', afterMs: null } : SENT,
    )
    await until(() => sent.length === 2, "b's rows")
    expect(sent).toEqual(['b1', 'b2'])
    pass(pauseAfter(0))
    await until(() => of('a1', tried).length === 2, 'the second try')
    pass(pauseAfter(1))
    await until(() => sent.length === 4, "a's rows")
    expect(of('a', sent)).toEqual(['a1', 'a2'])
  })

  it('gives up a row that can never get through, with its reason, and goes on', async () => {
    const { sent, outcomes } = await outbox(['a'], 2, what =>
      what === 'a1' ? { kind: 'dropped', reason: 'blocked' } : SENT,
    )
    await until(() => sent.length === 1, 'the second row')
    expect(sent).toEqual(['a2'])
    expect(outcomes).toEqual(['dropped', 'sent'])
  })

  it('leaves an account alone on which nothing gets through, and tries again later', async () => {
    let closed = true
    const { sent, tried, pass, add } = await outbox(['a', 'b', 'c'], 1, () =>
      closed ? { kind: 'stopped', reason: 'renew the token' } : SENT,
    )
    await until(() => tried.length === 3, 'the first tries')
    await add('d')
    pass(1_000)
    // Room for the loop to do what it must not.
    for (let round = 0; round < 20; round++) await new Promise(setImmediate)
    expect(tried.length).toBe(3)
    pass(60_000)
    closed = false
    pass(5 * 60_000)
    await until(() => sent.length === 4, 'all rows')
    expect(tried.length).toBe(7)
  })

  it('sends nothing that is past its time', async () => {
    const { sent, store, pass, clock, tried } = await outbox(['a'], 1, () => ({
      kind: 'retry',
      reason: 'down',
      afterMs: null,
    }))
    await until(() => tried.length === 1, 'the first try')
    pass(2 * 86_400_000)
    await until(async () => (await store.backlog(clock.now)).outbox === 0, 'the row to be given up')
    expect(sent).toEqual([])
  })

  it('doubles its pauses up to five minutes', () => {
    expect([0, 1, 2, 3].map(pauseAfter)).toEqual([2_000, 4_000, 8_000, 16_000])
    expect(pauseAfter(50)).toBe(5 * 60_000)
  })
})
