import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { messengerSurface } from '../../src/channels/messenger/surface.ts'
import { FakeMessenger } from '../fakes/messenger.ts'
import { optionsFor } from './messenger-setup.ts'
import { openDoor, serve } from './setup.ts'

const PERSON = '7000000000000007'
const OTHER = '7000000000000008'

let messenger: FakeMessenger
let door: ReturnType<typeof openDoor>
let server: Awaited<ReturnType<typeof serve>>
let logged: string[]
let url: string

beforeEach(async () => {
  messenger = await FakeMessenger.start()
  door = openDoor()
  const made = optionsFor(messenger)
  logged = made.logged
  const account = `messenger:${messenger.settings.pageId}`
  server = await serve(messengerSurface([{ account, options: made.options, door }], door.count))
  url = `${server.url}/webhooks/messenger`
  messenger.postsTo(url)
})

afterEach(async () => {
  await server.stop()
  await messenger.stop()
})

async function post(body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) {
  const response = await fetch(url, { method: 'POST', body, headers })
  return { status: response.status, body: await response.text() }
}

describe('the verification of the address', () => {
  const right = () => ({
    'hub.mode': 'subscribe',
    'hub.verify_token': messenger.settings.verifyToken,
    'hub.challenge': '1158201444',
  })

  it('gives the challenge back as plain text', async () => {
    const answer = await messenger.verifies(right())
    expect(answer).toMatchObject({ status: 200, body: '1158201444', type: 'text/plain; charset=utf-8' })
    expect(door.counted).toEqual([])
  })

  it.each([
    ['another word', { 'hub.verify_token': 'đoán' }],
    ['an empty word', { 'hub.verify_token': '' }],
    ['another mode', { 'hub.mode': 'unsubscribe' }],
  ])('answers 403 to %s', async (_label, wrong) => {
    const { status, body } = await messenger.verifies({ ...right(), ...wrong })
    expect(status).toBe(403)
    expect(JSON.parse(body)).toEqual({ error: { code: 'bad_verification', message: expect.any(String) } })
    expect(body).not.toContain('1158201444')
    expect(door.counted).toEqual(['bad_verification'])
  })

  it.each(['', '?hub.mode=subscribe', '?hub.verify_token=a&hub.verify_token=b&hub.mode=subscribe'])(
    'answers 403 to a call with %j',
    async query => {
      expect(await fetch(url + query)).toMatchObject({ status: 403 })
    },
  )
})

describe('the webhook of Messenger', () => {
  it.each(['escaped', 'raw'] as const)('takes Vietnamese whose bytes come %s', async bytes => {
    messenger.postsTo(url, { bytes })
    expect(await messenger.userSays(PERSON, 'làm khai sinh cho con / cháu 👶')).toMatchObject({ status: 200 })
    expect(door.received).toMatchObject([
      {
        account: 'messenger:100000000000001',
        person: PERSON,
        what: { kind: 'text', text: 'làm khai sinh cho con / cháu 👶' },
      },
    ])
  })

  it('takes taps, arrivals, pictures and staff who speak, take over and give back', async () => {
    await messenger.getsStarted(PERSON)
    await messenger.userPicks(PERSON, { title: '1. Có', payload: '#dl:eyJkbyI6Im5vbmUifQ' })
    await messenger.userSends(PERSON, [{ type: 'image', payload: { url: 'https://scontent.example/a.jpg' } }])
    await messenger.staffSays(PERSON, 'Dạ, cán bộ hộ tịch xin nghe ạ')
    await messenger.staffTakes(PERSON)
    await messenger.userSaysToStaff(PERSON, 'Cho hỏi giấy khai sinh')
    await messenger.staffGivesBack(PERSON)
    expect(door.received.map(({ person, what }) => [person, what.kind])).toEqual([
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
    const { receive } = door
    door.receive = arrivals => {
      calls++
      return receive(arrivals)
    }
    const items = Array.from({ length: 1_000 }, (_, index) => ({
      sender: { id: index % 2 ? PERSON : OTHER },
      recipient: { id: messenger.settings.pageId },
      timestamp: 1_790_000_000_000 + ((index * 7) % 1_000),
      message: { mid: `m_${index}`, text: `tin số ${index}` },
    }))
    const entry = [
      { id: messenger.settings.pageId, time: 1, messaging: items.slice(0, 600) },
      { id: messenger.settings.pageId, time: 2, messaging: items.slice(600) },
    ]
    expect(await messenger.posts({ object: 'page', entry })).toMatchObject({ status: 200 })
    expect(calls).toBe(1)
    expect(door.received).toHaveLength(1_000)
    const times = door.received.filter(({ person }) => person === PERSON).map(({ at }) => at)
    expect(times).toEqual(times.toSorted((one, other) => one - other))
  })

  it('hands on a second delivery with the same message id, for the store to know it', async () => {
    await messenger.userSays(PERSON, 'chào', { messageId: 'm_lap-lai' })
    await messenger.userSays(PERSON, 'chào', { messageId: 'm_lap-lai' })
    expect(door.received.map(({ messageId }) => messageId)).toEqual(['m_lap-lai', 'm_lap-lai'])
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
    expect(await messenger.posts(call)).toMatchObject({ status: 200 })
    expect(door).toMatchObject({ received: [], counted: [reason] })
  })

  it('tells by its own echo what got through', async () => {
    const metadata = 'dan-loi:c-1/4/0'
    expect(await messenger.echo(PERSON, 'Xin chào!', { metadata })).toMatchObject({ status: 200 })
    expect(door).toMatchObject({ received: [], counted: ['own_echo'] })
    expect(door.echoes).toMatchObject([{ person: PERSON, mark: 'c-1/4/0', text: 'Xin chào!' }])
  })

  it.each([
    ['a wrong signature', `sha256=${'0'.repeat(64)}`],
    ['no signature', null],
    ['an empty signature', ''],
    ['a signature of the old kind', `sha1=${'0'.repeat(40)}`],
  ])('refuses %s with 401', async (_label, signature) => {
    messenger.postsTo(url, { signature })
    const { status, body } = await messenger.userSays(PERSON, 'chào')
    expect(status).toBe(401)
    expect(JSON.parse(body)).toEqual({ error: { code: 'bad_signature', message: expect.any(String) } })
    expect(door).toMatchObject({ received: [], counted: ['bad_signature'] })
    expect(logged.join()).not.toContain(messenger.settings.appSecret)
  })

  it('refuses an unsigned {} with 401', async () => {
    expect(await post('{}')).toMatchObject({ status: 401 })
  })

  it.each([
    ['malformed JSON', '{"object": "pa'],
    ['an empty body', ''],
  ])('refuses %s with 400', async (_label, body) => {
    const answer = await post(body)
    expect(answer.status).toBe(400)
    expect(JSON.parse(answer.body)).toEqual({
      error: { code: 'malformed_json', message: expect.any(String) },
    })
    expect(door.counted).toEqual(['malformed_json'])
  })

  it('takes a body of 1 MB and refuses one byte more with 413', async () => {
    const limit = 1024 * 1024
    const padded = (bytes: number) => `{"a":"${'x'.repeat(bytes - 8)}"}`
    expect(await post(padded(limit))).toMatchObject({ status: 401 })
    const answer = await post(padded(limit + 1))
    expect(answer.status).toBe(413)
    expect(JSON.parse(answer.body)).toMatchObject({ error: { code: 'too_large' } })
  })

  it('answers 503 while the store cannot write, and 200 once it can', async () => {
    door.broken = true
    const { status, body } = await messenger.userSays(PERSON, 'chào')
    expect(status).toBe(503)
    expect(JSON.parse(body)).toMatchObject({ error: { code: 'store_unavailable' } })
    door.broken = false
    expect(await messenger.userSays(PERSON, 'chào')).toMatchObject({ status: 200 })
  })

  it('answers only once the events are on disk', async () => {
    const order: string[] = []
    door.receive = async () => {
      await Promise.resolve()
      order.push('on disk')
    }
    await messenger.userSays(PERSON, 'chào').then(() => order.push('answered'))
    expect(order).toEqual(['on disk', 'answered'])
  })
})
