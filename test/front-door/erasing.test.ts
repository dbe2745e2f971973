import { createHash } from 'node:crypto'
import { describe, expect, it, onTestFinished } from 'vitest'
import { retentionOf } from '../../src/house/retention.ts'
import { postgresPlace } from '../postgres/place.ts'
import type { Place } from '../store/describe-store.ts'
import { failed } from '../store/samples.ts'
import { sqlitePlace } from '../store/sqlite-place.ts'
import { openHouse } from './house.ts'
import { talk, talkers } from './talking.ts'

const CODE = 'H56.34-240820-0012'
const STORY = 'bòng bong lúng liếng xập xình tùng chẽn'
const HOUR_MS = 60 * 60_000
const DAY_MS = 24 * HOUR_MS

/** A whole life with the bot: walks a guide to its end, has a code kept, is not understood, wants to be reminded. */
const LIFE = [
  'trích lục khai sinh cho toi',
  ...['[Bắt đầu]', '[Tiếp]', 'cho mình', 'đủ rồi', '[Tiếp]', 'có máy tính', 'roi', 'xong', 'xong', 'xong'],
  ...['xong', '[Không thấy]', 'co ma roi', '[Tiếp]', 'rồi', 'tình nguyện viên', '[Giữ mã giúp mình]'],
  `ma cua toi la ${CODE}`,
  'tạm trú cho người thuê nhà',
  ...['[Bắt đầu]', '[Tiếp]'],
  STORY,
  'dữ liệu của tôi',
]

/** The tables that have a row of the conversation. */
function filled(rows: Awaited<ReturnType<Place['dump']>>, conversation: string): string[] {
  const its = Object.entries(rows).filter(([, all]) => all.some(row => row.conversation === conversation))
  return its.map(([table]) => table)
}

const engines: [name: string, makePlace: () => Promise<Place>][] = [
  ['SQLite', sqlitePlace],
  ['PostgreSQL', postgresPlace],
]

describe.each(engines)('“xóa dữ liệu của tôi”, with %s', { timeout: 120_000 }, (_, makePlace) => {
  it.each(['Zalo', 'Messenger', 'Zalo Bot'])('leaves nothing of somebody on %s', async channel => {
    const place = await makePlace()
    onTestFinished(() => place.remove())
    const house = await openHouse({}, () => place.open())
    const talker = talkers(house)[channel]
    if (!talker) throw new Error(channel)
    const { account, person } = talker
    const { store, library } = house.server
    await talk(house, talker, ...LIFE)
    const [conversation] = await store.load([talker])
    if (!conversation) throw new Error('Nobody is known.')
    // A turn that failed waits in the inbox, as no front door makes one fail.
    const at = Date.now()
    const waiting = { text: `${STORY} còn chờ`, at, notBefore: at + 9 * DAY_MS }
    await store.commit([failed(conversation, waiting)])

    const before = await place.dump()
    const hashes = (before.inbox ?? []).map(({ id }) => id)
    for (const words of [person, conversation.personId, STORY, CODE])
      expect(JSON.stringify(before)).toContain(words)
    const tables = ['messages', 'outbox', 'jobs', 'runs', 'visits', 'events', 'questions', 'slips']
    expect(filled(before, conversation.id)).toEqual(expect.arrayContaining(tables))

    await talk(house, talker, 'xóa dữ liệu của tôi', '[Xóa hết]')
    const after = await place.dump()
    for (const words of [conversation.id, conversation.personId, STORY, CODE, '240820'])
      expect(JSON.stringify(after)).not.toContain(words)
    // The platform's id stands where the confirmation went, and nowhere else.
    const { conversations = [], outbox: _outbox, ...others } = after
    expect(conversations).toMatchObject([{ account, person }])
    expect(JSON.stringify(others)).not.toContain(person)
    expect(after.removals).toMatchObject([{ kind: 'conversations', reason: 'request', rows_removed: 1 }])
    // Figures still add up.
    const visits = after.visits ?? []
    expect(visits.length).toBe(before.visits?.length)
    expect(visits.every(({ exit, conversation: whose }) => exit !== null && whose === null)).toBe(true)

    // What outlives it all are hashes, by which a second delivery is known.
    house.passTime(DAY_MS)
    const later = Date.now() + 2 * DAY_MS
    await store.sweep(later, retentionOf(library.knowledge.operator))
    const end = await place.dump()
    expect(JSON.stringify(end)).not.toContain(person)
    expect((end.inbox ?? []).map(({ id }) => id)).toEqual(expect.arrayContaining(hashes))
    for (const { id, person: whose, body } of end.inbox ?? []) {
      expect(id).toMatch(/^[\w-]{43}$|^[0-9a-f]{64}$/)
      expect([whose, body]).toEqual([null, null])
    }
  })
})

describe('turning away', { timeout: 60_000 }, () => {
  it('from the account on Zalo has everything forgotten within a day', async () => {
    const place = await sqlitePlace()
    onTestFinished(() => place.remove())
    const house = await openHouse({}, () => place.open())
    const { Zalo: talker } = talkers(house)
    if (!talker) throw new Error('no Zalo')
    await talk(house, talker, 'tạm trú cho người thuê nhà', '[Bắt đầu]')
    await house.zalo.unfollow(talker.person)
    await house.server.turns.idle()
    const { store, library } = house.server
    const keep = retentionOf(library.knowledge.operator)
    await store.sweep(Date.now(), keep)
    expect(await store.load([talker])).toMatchObject([{ person: talker.person }])
    await store.sweep(Date.now() + 24 * HOUR_MS, keep)
    expect(await store.load([talker])).toEqual([null])
    expect(JSON.stringify(await place.dump())).not.toContain(talker.person)
  })

  it('and coming back in time keeps the place', async () => {
    const house = await openHouse()
    const { Zalo: talker } = talkers(house)
    if (!talker) throw new Error('no Zalo')
    await talk(house, talker, 'tạm trú cho người thuê nhà', '[Bắt đầu]')
    await house.zalo.unfollow(talker.person)
    await house.zalo.follow(talker.person)
    await talk(house, talker, 'tiếp tục')
    const { store, library } = house.server
    await store.sweep(Date.now() + 24 * HOUR_MS, retentionOf(library.knowledge.operator))
    expect(await store.load([talker])).toMatchObject([{ person: talker.person }])
  })
})

describe('“xóa dữ liệu của tôi” in the web chat', { timeout: 60_000 }, () => {
  it('leaves nothing of what was said there', async () => {
    const place = await sqlitePlace()
    onTestFinished(() => place.remove())
    const house = await openHouse({}, () => place.open())
    let cookie = ''
    const says = async (body: object) => {
      const response = await fetch(`${house.server.url}/chat/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie },
        body: JSON.stringify(body),
      })
      cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie
      house.passTime(2_000)
    }
    for (const text of [STORY, 'tạm trú cho người thuê nhà', 'bắt đầu']) await says({ text })
    const person = cookie.split('.')[1] ?? ''
    expect(JSON.stringify(await place.dump())).toContain(STORY)
    for (const text of ['xóa dữ liệu của tôi', 'xóa hết']) await says({ text })
    const after = await place.dump()
    expect(JSON.stringify(after)).not.toContain(STORY)
    expect(after.messages).toHaveLength(1)
    const keep = retentionOf(house.server.library.knowledge.operator)
    await house.server.store.sweep(Date.now() + DAY_MS, keep)
    const end = await place.dump()
    expect(person).toMatch(/^[\w-]{22}$/)
    expect(JSON.stringify(end)).not.toContain(person)
    expect(end.conversations).toEqual([])
    expect(JSON.stringify(end)).not.toContain(createHash('sha256').update(person).digest('base64url'))
  })
})
