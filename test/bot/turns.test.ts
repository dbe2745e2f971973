import { describe, expect, it, onTestFinished } from 'vitest'
import type { Happening } from '../../src/bot/happening.ts'
import { startRetrying } from '../../src/bot/retry.ts'
import { Turns } from '../../src/bot/turns.ts'
import { openSqliteStore } from '../../src/store/sqlite/open.ts'
import { type Store, StoreUnavailable } from '../../src/store/store.ts'
import { contentKnowledge } from '../content-knowledge.ts'
import { until } from '../front-door/house.ts'

const knowledge = contentKnowledge()

const START = Date.parse('2026-11-23T02:00:00Z')

/** So that nothing is kept for later because this machine is slow. */
const PATIENT = 60_000
/** Everything is kept for later. */
const HURRIED = -1

/** Turns on a database in memory. A text that holds "bom" makes its turn fail while `armed`. */
async function house(
  wrap: (store: Store) => Store = store => store,
  onCommitted = () => {},
  longestLineMs = PATIENT,
) {
  const store = await openSqliteStore(':memory:')
  const clock = { now: START }
  const bomb = { armed: true }
  const failures: unknown[] = []
  const surges: boolean[] = []
  const turns = new Turns({
    store: wrap(store),
    knowledge: () => knowledge,
    channels: new Map(),
    now: () => clock.now,
    middleware: [
      {
        async onTurn(context, next) {
          if (bomb.armed && context.activity.text?.includes('bom')) throw new TypeError('boom')
          await next()
        },
      },
    ],
    onCommitted,
    onFailed: (_, error) => failures.push(error),
    onBehind: isBehind => surges.push(isBehind),
    longestLineMs,
  })
  onTestFinished(() => store.close())
  const said = async (person: string) => {
    const [conversation] = await store.load([{ account: 'web', person }])
    return conversation ? await store.messages({ conversation: conversation.id, after: 0, limit: 200 }) : []
  }
  const asked = async (person: string) =>
    (await said(person)).filter(({ from }) => from === 'person').map(({ body }) => JSON.parse(body).text)
  const work = () => {
    const worker = startRetrying({
      ...{ store, turns, now: () => clock.now },
      onError: error => failures.push(error),
    })
    onTestFinished(() => worker.stop())
    return worker
  }
  return { store, turns, clock, bomb, failures, surges, said, asked, work }
}

/** A claim that holds nothing for long. */
const soon = (now: number) => ({ now, limit: 9, leaseMs: 0 })

let ids = 0
function text(person: string, said: string, messageId = `m${++ids}`): Happening {
  return { account: 'web', person, messageId, at: START, what: { kind: 'text', text: said } }
}

describe('turns', () => {
  it('of one conversation run one at a time and in order, however many come at once', async () => {
    const { turns, said } = await house()
    await Promise.all(Array.from({ length: 60 }, (_, index) => turns.take(text('lan', `câu số ${index}`))))
    const theirs = (await said('lan'))
      .filter(({ from }) => from === 'person')
      .map(({ body }) => JSON.parse(body).text)
    expect(theirs).toEqual(Array.from({ length: 60 }, (_, index) => `câu số ${index}`))
  })

  it('of many people share transactions', async () => {
    let commits = 0
    const { turns } = await house(store => ({
      ...store,
      commit: records => {
        commits++
        return store.commit(records)
      },
    }))
    await Promise.all(Array.from({ length: 100 }, (_, index) => turns.take(text(`p${index}`, 'chào'))))
    expect(commits).toBe(2)
  })

  it.each(['👍', '❤️❤️', '🙏🏻 😭'])('“%s” is a sticker of the keyboard, and no question', async pictures => {
    const { turns, said } = await house()
    await turns.take(text('lan', pictures))
    const [own, , answer] = (await said('lan')).map(({ body }) => JSON.parse(body).text)
    expect(own).toBe(pictures)
    expect(answer).toContain('Mình nhận được rồi')
  })

  it('a second delivery of a message does nothing', async () => {
    const { turns, said } = await house()
    await turns.take(text('lan', 'chào', 'same'))
    const before = await said('lan')
    await turns.take(text('lan', 'chào', 'same'))
    expect(await said('lan')).toEqual(before)
  })

  it('one that fails keeps its message, takes no neighbour down, and is tried again', async () => {
    const { turns, store, clock, bomb, failures, said } = await house()
    await Promise.all([turns.take(text('lan', 'bom')), turns.take(text('mai', 'chào'))])
    expect(failures).toHaveLength(1)
    expect(await said('lan')).toEqual([])
    expect((await said('mai')).length).toBeGreaterThan(1)
    expect((await store.backlog(clock.now)).inbox).toBe(1)
    bomb.armed = false
    clock.now += 60_000
    const worker = startRetrying({
      store,
      turns,
      now: () => clock.now,
      onError: error => failures.push(error),
    })
    onTestFinished(() => worker.stop())
    await until(async () => (await said('lan')).length > 1, 'the answer')
    expect((await store.backlog(clock.now)).inbox).toBe(0)
  })

  it('one that fails three times is set aside, and the person is told', async () => {
    const { turns, store, clock, failures, said } = await house()
    await turns.take(text('lan', 'bom'))
    const setAside: unknown[] = []
    const worker = startRetrying({
      store,
      turns,
      now: () => clock.now,
      onSetAside: ({ attempts }) => setAside.push(attempts),
      onError: error => failures.push(error),
    })
    onTestFinished(() => worker.stop())
    await until(() => {
      clock.now += 60_000
      worker.wake()
      return said('lan').then(all => all.length > 0)
    }, 'the apology')
    expect(JSON.parse((await said('lan')).at(-1)?.body ?? '{}').text).toContain('trục trặc')
    await until(async () => (await store.backlog(clock.now)).dead === 1, 'the dead letter')
    expect(setAside).toEqual([3])
    await turns.take(text('lan', 'chào'))
    expect(JSON.parse((await said('lan')).at(-1)?.body ?? '{}').text).toContain('Xin chào')
  })

  it('one that another process overtook is repeated on what stands now', async () => {
    let races = 0
    const { turns, said } = await house(store => ({
      ...store,
      commit: async records => {
        if (races++ > 0) return store.commit(records)
        await store.commit(
          records.map(record => ({ ...record, inbox: { ...record.inbox, messageId: 'other' } })),
        )
        return store.commit(records)
      },
    }))
    await turns.take(text('lan', 'chào'))
    expect(races).toBe(2)
    expect((await said('lan')).filter(({ from }) => from === 'person')).toHaveLength(2)
  })

  it('where the store cannot write, the sender is told and nothing is half done', async () => {
    const broken = { now: true }
    const { turns, said } = await house(store => ({
      ...store,
      commit: records =>
        broken.now ? Promise.reject(new StoreUnavailable('disk full')) : store.commit(records),
    }))
    await expect(turns.take(text('lan', 'chào', 'm'))).rejects.toBeInstanceOf(StoreUnavailable)
    expect(await said('lan')).toEqual([])
    broken.now = false
    await turns.take(text('lan', 'chào', 'm'))
    expect((await said('lan')).length).toBeGreaterThan(1)
  })

  it('a store that answers nothing is given up in time, for who waits behind as well', async () => {
    const silent = { now: true }
    const { turns, said } = await house(store => ({
      ...store,
      load: keys => (silent.now ? new Promise(() => {}) : store.load(keys)),
    }))
    const began = performance.now()
    const refused = Promise.allSettled(
      Array.from({ length: 200 }, (_, index) => turns.take(text(`p${index % 150}`, 'chào'))),
    )
    expect((await refused).every(({ status }) => status === 'rejected')).toBe(true)
    expect(performance.now() - began).toBeLessThan(1_500)
    silent.now = false
    await turns.take(text('p1', 'chào'))
    expect((await said('p1')).length).toBeGreaterThan(1)
  })

  it('a commit that comes after its deadline still counts, and a second delivery of it is none', async () => {
    let gate = () => {}
    const opened = new Promise<void>(resolve => {
      gate = resolve
    })
    const heard: string[] = []
    const { turns, said } = await house(
      store => ({ ...store, commit: records => opened.then(() => store.commit(records)) }),
      () => heard.push('committed'),
    )
    await expect(turns.take(text('lan', 'chào', 'm'))).rejects.toBeInstanceOf(StoreUnavailable)
    gate()
    await until(() => heard.length === 1, 'the late commit')
    const before = await said('lan')
    await turns.take(text('lan', 'chào', 'm'))
    expect(await said('lan')).toEqual(before)
  })

  it('one that others overtake again and again waits for a worker', async () => {
    const { turns, store, clock } = await house(store => ({
      ...store,
      commit: records =>
        records.some(({ change }) => change)
          ? Promise.resolve(records.map(() => 'lost'))
          : store.commit(records),
    }))
    await turns.take(text('lan', 'chào'))
    expect(await store.backlog(clock.now)).toMatchObject({ inbox: 1 })
  })

  it('a listener that throws costs nobody a message', async () => {
    let thrown = false
    const { turns, said } = await house(
      store => store,
      () => {
        if (thrown) return
        thrown = true
        throw new Error('a listener failed')
      },
    )
    await Promise.all([
      turns.take(text('lan', 'chào')),
      turns.take(text('mai', 'chào')),
      turns.take(text('lan', 'danh mục')),
    ])
    expect((await said('lan')).filter(({ from }) => from === 'person')).toHaveLength(2)
  })

  it('a row that the store refuses does not keep its neighbours from being written', async () => {
    const { turns, said, failures } = await house(store => ({
      ...store,
      commit: records =>
        records.some(({ change, inbox }) => change && inbox.person === 'lan')
          ? Promise.reject(new RangeError('constraint'))
          : store.commit(records),
    }))
    await Promise.all([turns.take(text('lan', 'chào')), turns.take(text('mai', 'chào'))])
    expect((await said('mai')).length).toBeGreaterThan(1)
    expect(failures[0]).toBeInstanceOf(RangeError)
  })

  it('that would wait too long are kept, and then answered in their order', async () => {
    const { store, turns, clock, surges, said, asked, work } = await house(undefined, undefined, HURRIED)
    const people = ['lan', 'mai', 'hung']
    const texts = Array.from({ length: 40 }, (_, index) => `câu số ${index}`)
    await Promise.all(texts.flatMap(said => people.map(person => turns.take(text(person, said)))))
    expect(surges).toEqual([true])
    expect(await said('lan')).toEqual([])
    expect((await store.backlog(clock.now)).inbox).toBe(120)
    work()
    await until(async () => (await store.backlog(clock.now)).inbox === 0, 'the answers')
    for (const person of people) expect(await asked(person)).toEqual(texts)
    await until(() => surges.length > 1, 'the end of it')
    expect(surges).toEqual([true, false])
  })

  it('that were kept are not overtaken by what another process hears, and a second delivery is none', async () => {
    const { store, turns, clock, asked, work } = await house(undefined, undefined, HURRIED)
    const other = new Turns({
      ...{ store, knowledge: () => knowledge, channels: new Map(), now: () => clock.now },
      ...{ onCommitted: () => {}, onFailed: () => {}, longestLineMs: PATIENT },
    })
    await turns.take(text('lan', 'câu một', 'first'))
    await other.take(text('lan', 'câu hai'))
    await other.take(text('lan', 'câu một', 'first'))
    await other.take(text('mai', 'chào'))
    expect(await asked('lan')).toEqual([])
    expect(await asked('mai')).toEqual(['chào'])
    work()
    await until(async () => (await store.backlog(clock.now)).inbox === 0, 'the answers')
    expect(await asked('lan')).toEqual(['câu một', 'câu hai'])
  })

  it('that are kept are kept without the one that the store refuses', async () => {
    const { turns, store, clock } = await house(
      store => ({
        ...store,
        commit: records =>
          records.some(({ inbox }) => inbox.person === 'lan')
            ? Promise.reject(new RangeError('constraint'))
            : store.commit(records),
      }),
      undefined,
      HURRIED,
    )
    const [lan, mai] = await Promise.allSettled([
      turns.take(text('lan', 'chào')),
      turns.take(text('mai', 'chào')),
    ])
    expect([lan.status, mai.status]).toEqual(['rejected', 'fulfilled'])
    expect((await store.backlog(clock.now)).inbox).toBe(1)
  })

  it('that were kept run before what the same person says meanwhile', async () => {
    const { turns, asked, work } = await house(undefined, undefined, HURRIED)
    await turns.take(text('lan', 'câu một'))
    // Both come to the line in one moment, the later message first.
    const later = turns.take(text('lan', 'câu hai'))
    work()
    await later
    await until(async () => (await asked('lan')).length === 2, 'both answers')
    expect(await asked('lan')).toEqual(['câu một', 'câu hai'])
  })

  it('that were kept and then fail do not keep the next one waiting', async () => {
    const { store, turns, clock, asked, work } = await house(undefined, undefined, HURRIED)
    await turns.take(text('lan', 'bom'))
    const worker = work()
    await until(async () => (await store.claimInbox(soon(clock.now))).length === 0, 'the first try')
    const other = new Turns({
      ...{ store, knowledge: () => knowledge, channels: new Map(), now: () => clock.now },
      ...{ onCommitted: () => {}, onFailed: () => {}, longestLineMs: PATIENT },
    })
    await worker.stop()
    await other.take(text('lan', 'chào'))
    expect(await asked('lan')).toEqual(['chào'])
  })
})
