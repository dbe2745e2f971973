import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { post } from '../fakes/posting.ts'
import { openMessenger, PERSON } from './messenger-stage.ts'

const OTHER = '7000000000000008'

let stage: Awaited<ReturnType<typeof openMessenger>>

beforeEach(async () => {
  stage = await openMessenger()
})
afterEach(() => stage.stop())

describe('the verification of the address', () => {
  const right = () => ({
    'hub.mode': 'subscribe',
    'hub.verify_token': stage.messenger.settings.verifyToken,
    'hub.challenge': '1158201444',
  })

  it('gives the challenge back as plain text', async () => {
    const answer = await stage.messenger.verifies(right())
    expect(answer).toMatchObject({ status: 200, body: '1158201444', type: 'text/plain; charset=utf-8' })
    expect(stage.door.counted).toEqual([])
  })

  it.each([
    ['another word', { 'hub.verify_token': 'đoán' }],
    ['an empty word', { 'hub.verify_token': '' }],
    ['another mode', { 'hub.mode': 'unsubscribe' }],
  ])('answers 403 to %s', async (_label, wrong) => {
    const { status, body } = await stage.messenger.verifies({ ...right(), ...wrong })
    expect(status).toBe(403)
    expect(JSON.parse(body)).toEqual({ error: { code: 'bad_verification', message: expect.any(String) } })
    expect(body).not.toContain('1158201444')
    expect(stage.door.counted).toEqual(['bad_verification'])
  })

  it.each(['', '?hub.mode=subscribe', '?hub.verify_token=a&hub.verify_token=b&hub.mode=subscribe'])(
    'answers 403 to a call with %j',
    async query => {
      expect(await fetch(stage.url + query)).toMatchObject({ status: 403 })
    },
  )
})

describe('the webhook of Messenger', () => {
  it.each(['escaped', 'raw'] as const)('takes Vietnamese whose bytes come %s', async bytes => {
    stage.messenger.postsTo(stage.url, { bytes })
    expect(await stage.messenger.userSays(PERSON, 'làm khai sinh cho con / cháu 👶')).toMatchObject({
      status: 200,
    })
    expect(stage.door.received).toMatchObject([
      {
        account: 'messenger:100000000000001',
        person: PERSON,
        what: { kind: 'text', text: 'làm khai sinh cho con / cháu 👶' },
      },
    ])
  })

  it('takes taps, arrivals, pictures and staff who speak, take over and give back', async () => {
    await stage.messenger.getsStarted(PERSON)
    await stage.messenger.userPicks(PERSON, { title: '1. Có', payload: '#dl:eyJkbyI6Im5vbmUifQ' })
    await stage.messenger.userSends(PERSON, [
      { type: 'image', payload: { url: 'https://scontent.example/a.jpg' } },
    ])
    await stage.messenger.staffSays(PERSON, 'Dạ, cán bộ hộ tịch xin nghe ạ')
    await stage.messenger.staffTakes(PERSON)
    await stage.messenger.userSaysToStaff(PERSON, 'Cho hỏi giấy khai sinh')
    await stage.messenger.staffGivesBack(PERSON)
    expect(stage.door.received.map(({ person, what }) => [person, what.kind])).toEqual([
      [PERSON, 'arrived'],
      [PERSON, 'tap'],
      [PERSON, 'media'],
      [PERSON, 'staffSpoke'],
      [PERSON, 'staffSpoke'],
      [PERSON, 'overheard'],
      [PERSON, 'handedBack'],
    ])
  })

  it('takes a thousand events of one call in one go, each person in the order of time', async () => {
    let calls = 0
    const { receive } = stage.door
    stage.door.receive = arrivals => {
      calls++
      return receive(arrivals)
    }
    const items = Array.from({ length: 1_000 }, (_, index) => ({
      sender: { id: index % 2 ? PERSON : OTHER },
      recipient: { id: stage.messenger.settings.pageId },
      timestamp: 1_790_000_000_000 + ((index * 7) % 1_000),
      message: { mid: `m_${index}`, text: `tin số ${index}` },
    }))
    const entry = [
      { id: stage.messenger.settings.pageId, time: 1, messaging: items.slice(0, 600) },
      { id: stage.messenger.settings.pageId, time: 2, messaging: items.slice(600) },
    ]
    expect(await stage.messenger.posts({ object: 'page', entry })).toMatchObject({ status: 200 })
    expect(calls).toBe(1)
    expect(stage.door.received).toHaveLength(1_000)
    const times = stage.door.received.filter(({ person }) => person === PERSON).map(({ at }) => at)
    expect(times).toEqual(times.toSorted((one, other) => one - other))
  })

  it.each([
    ['{}', {}, 'unknown_object'],
    ['events of something else', { object: 'instagram', entry: [] }, 'unknown_object'],
    ['a call without entries', { object: 'page' }, 'malformed_event'],
    ['an entry that is none', { object: 'page', entry: [7] }, 'malformed_event'],
    ['another Page', { object: 'page', entry: [{ id: '9', messaging: [{}] }] }, 'other_page'],
    [
      'changes of the Page',
      { object: 'page', entry: [{ id: '100000000000001', changes: [{ field: 'feed', value: {} }] }] },
      'ignored_change',
    ],
    ['an empty entry', { object: 'page', entry: [{ id: '100000000000001', time: 1 }] }, 'empty_entry'],
  ])('answers 200 to %s, signed, and only counts it', async (_label, call, reason) => {
    expect(await stage.messenger.posts(call)).toMatchObject({ status: 200 })
    expect(stage.door).toMatchObject({ received: [], counted: [reason] })
  })

  it('tells by its own echo what got through', async () => {
    const metadata = 'dan-loi:c-1/4/0'
    expect(await stage.messenger.echo(PERSON, 'Xin chào!', { metadata })).toMatchObject({ status: 200 })
    expect(stage.door).toMatchObject({ received: [], counted: ['own_echo'] })
    expect(stage.door.echoes).toMatchObject([{ person: PERSON, mark: 'c-1/4/0', text: 'Xin chào!' }])
  })

  it('refuses a signature of the old kind with 401', async () => {
    stage.messenger.postsTo(stage.url, { signature: `sha1=${'0'.repeat(40)}` })
    expect(await stage.messenger.userSays(PERSON, 'chào')).toMatchObject({ status: 401 })
  })

  it('refuses an unsigned {} with 401', async () => {
    expect(await post(stage.url, '{}')).toMatchObject({ status: 401 })
  })
})
