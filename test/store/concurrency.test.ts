import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { StoredConversation } from '../../src/store/records/conversation.ts'
import type { TurnRecord } from '../../src/store/records/turn.ts'
import type { Store } from '../../src/store/store.ts'
import { type PostgresPlace, postgresPlace } from '../postgres/place.ts'
import { failed, MINUTE, NOON, next, opened, someone, turn, ZALO } from './samples.ts'

const ROUNDS = 8
const claim = { now: NOON, limit: 50, leaseMs: MINUTE }

/** What the suite cannot show: instances that do the same at the same moment, over connections of their own. */
describe('two instances on one PostgreSQL at the same moment', () => {
  let place: PostgresPlace
  let one: Store
  let other: Store

  beforeEach(async () => {
    place = await postgresPlace()
    one = await place.open()
    other = await place.open()
  })
  afterEach(async () => {
    await Promise.all([one.close(), other.close()])
    await place.remove()
  })

  const both = <T>(work: (store: Store, index: number) => Promise<T>) =>
    Promise.all([work(one, 0), work(other, 1)])
  const people = Array.from({ length: 40 }, (_, index) => someone(`p${String(index).padStart(2, '0')}`))
  const shuffled = (turns: TurnRecord[]) => turns.toSorted(() => Math.random() - 0.5)

  it('let one of two turns of a conversation win, in groups of any order, and never wait for each other for ever', async () => {
    await one.commit(people.map(person => turn(person)))
    let standing = people.map(next)
    for (let round = 0; round < ROUNDS; round++) {
      const fates = await both(store => commitByPerson(store, shuffled(standing.map(person => turn(person)))))
      for (const { id } of people)
        expect(fates.map(fate => fate.get(id)).sort()).toEqual(['committed', 'lost'])
      standing = standing.map(next)
    }
    const [first] = await one.load([people[0] ?? someone('nobody')])
    expect(first?.revision).toBe(ROUNDS + 1)
  })

  it('begin one conversation for a new person whom both hear first', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const fresh = Array.from({ length: 5 }, (_, index) => someone(`new-${round}-${index}`))
      const fates = await both((store, index) =>
        commitByPerson(
          store,
          fresh.map(person => turn({ ...person, id: `${person.id}-${index}` })),
        ),
      )
      for (const { id } of fresh) {
        expect([fates[0].get(`${id}-0`), fates[1].get(`${id}-1`)].sort()).toEqual(['committed', 'lost'])
      }
    }
    expect((await place.dump()).conversations).toHaveLength(ROUNDS * 5)
  })

  it('take messages once that are delivered to both, whole batches in different orders', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const batch = Array.from({ length: 20 }, (_, index) =>
        failed(someone(`b${index}`), { messageId: `m-${round}-${index}` }),
      )
      const fates = await both(store => store.commit(shuffled(batch)))
      expect(fates.flat().sort()).toEqual([...Array(20).fill('committed'), ...Array(20).fill('duplicate')])
    }
    expect((await place.dump()).inbox).toHaveLength(ROUNDS * 20)
  })

  it('never claim the same work, and together claim all of it', async () => {
    const work = { jobs: [{ key: 'lookup', kind: 'lookup' as const, due: NOON, code: 'H26.35-260302-0007' }] }
    await one.commit([...people.map(person => turn(person, work)), ...people.map(person => failed(person))])
    const claims: (store: Store) => Promise<string[]>[] = store => [
      drain(() => store.claimOutbox({ ...claim, limit: 3, accounts: [ZALO] })),
      drain(() => store.claimJobs({ ...claim, limit: 3 })),
      drain(() => store.claimInbox({ ...claim, limit: 3 })),
    ]
    const [ones, others] = await both(store => Promise.all(claims(store)))
    for (const kind of [0, 1, 2]) {
      const all = [...(ones[kind] ?? []), ...(others[kind] ?? [])]
      expect(new Set(all).size).toBe(all.length)
      expect(all).toHaveLength(people.length)
    }
  })

  it('erase a conversation while the other goes on with it, and either the turn or its end counts', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const person = someone(`leaving-${round}`)
      await one.commit([turn(person, { visits: [opened(`v-${round}`, 'nop-ho-so/truong-hop')] })])
      const going = turn(next(person))
      const erasing = turn(
        { ...person, id: `${person.id}-fresh`, personId: `${person.personId}-fresh` },
        { erase: true, messages: [], outbox: [] },
      )
      const [goes, leaves] = await Promise.all([one.commit([going]), other.commit([erasing])])
      expect(leaves).toEqual(['committed'])
      expect([['committed'], ['lost']]).toContainEqual(goes)
      expect(await one.load([person])).toMatchObject([{ id: `${person.id}-fresh`, revision: 1 }])
      expect(await one.messages({ conversation: person.id, after: 0, limit: 9 })).toEqual([])
    }
    expect((await place.query('select exit from visits')).every(({ exit }) => exit === 'erased')).toBe(true)
  })

  it('send the rows of one conversation one after another, whoever sends them', async () => {
    const lan = someone('lan')
    let standing: StoredConversation = lan
    for (let index = 0; index < 10; index++) {
      await (index % 2 === 0 ? one : other).commit([turn(standing)])
      standing = next(standing)
    }
    const sent: string[] = []
    const send = async (store: Store) => {
      for (let idle = 0; idle < 20; ) {
        const [row, ...more] = await store.claimOutbox({ ...claim, accounts: [ZALO] })
        expect(more).toEqual([])
        idle = row ? 0 : idle + 1
        if (!row) continue
        sent.push(`${row.seq}/${row.part}`)
        await store.settleOutbox([{ id: row.id, status: 'sent', platformId: null, at: NOON }])
      }
    }
    await both(send)
    expect(sent).toEqual(
      Array.from({ length: 20 }, (_, index) => `${2 * Math.floor(index / 2) + 2}/${index % 2}`),
    )
  })

  it('open an empty database together, and both find it up to date', async () => {
    await place.query('drop schema public cascade; create schema public')
    const [first, second] = await Promise.all([place.open(), place.open()])
    await first.commit([turn(someone('lan'))])
    expect(await second.load([someone('lan')])).toMatchObject([{ revision: 1 }])
    await Promise.all([first.close(), second.close()])
  })
})

async function commitByPerson(
  store: Store,
  turns: TurnRecord[],
): Promise<Map<string | undefined, string | undefined>> {
  const fates = await store.commit(turns)
  return new Map(turns.map(({ change }, index) => [change?.conversation.id, fates[index]]))
}

/** Claims until three claims in a row find nothing: what another holds for a moment is passed over. */
async function drain(take: () => Promise<{ id: string }[]>): Promise<string[]> {
  const ids: string[] = []
  for (let empty = 0; empty < 3; ) {
    const rows = await take()
    empty = rows.length === 0 ? empty + 1 : 0
    ids.push(...rows.map(({ id }) => id))
  }
  return ids
}
