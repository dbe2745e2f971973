import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { zaloSurface } from '../../src/channels/zalo/surface.ts'
import { FakeZalo } from '../fakes/zalo.ts'
import { openDoor, optionsFor, serve } from './zalo-setup.ts'

const PERSON = '2000000000000000002'

let zalo: FakeZalo
let door: ReturnType<typeof openDoor>
let server: Awaited<ReturnType<typeof serve>>
let logged: string[]
let url: string

beforeEach(async () => {
  zalo = await FakeZalo.start()
  door = openDoor()
  const made = optionsFor(zalo)
  logged = made.logged
  const account = `zalo:${zalo.settings.oaId}`
  server = await serve(zaloSurface([{ account, options: made.options, door }], door.count))
  url = `${server.url}/webhooks/zalo`
  zalo.postsTo(url)
})

afterEach(async () => {
  await server.stop()
  await zalo.stop()
})

async function post(body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) {
  const response = await fetch(url, { method: 'POST', body, headers })
  return { status: response.status, body: await response.text() }
}

describe('the webhook of Zalo', () => {
  it.each([
    ['as usual', {}],
    ['with escaped letters and slashes', { bytes: 'escaped' }],
    ['with sha256=', { prefix: 'sha256=' }],
    ['without a prefix', { prefix: '' }],
    ['over the time in the header', { timestamp: 'header' }],
    ['with the app secret', { secret: 'appSecret' }],
  ] as const)('takes an event that is signed %s', async (_label, signing) => {
    zalo.postsTo(url, signing)
    expect(await zalo.userSays(PERSON, 'làm khai sinh cho con / cháu')).toMatchObject({ status: 200 })
    expect(door.received).toMatchObject([
      {
        account: 'zalo:4000000000000000004',
        person: PERSON,
        what: { kind: 'text', text: 'làm khai sinh cho con / cháu' },
      },
    ])
  })

  it('says once how events are signed, and names no secret', async () => {
    await zalo.userSays(PERSON, 'một')
    await zalo.userSays(PERSON, 'hai')
    expect(logged.filter(line => line.includes('"prefix":"mac="'))).toHaveLength(1)
    expect(logged.join()).not.toContain(zalo.settings.oaSecretKey)
  })

  it('takes taps, arrivals, pictures, leaving, and staff who speak', async () => {
    await zalo.follow(PERSON)
    await zalo.userTaps(PERSON, '#dl:eyJkbyI6Im5vbmUifQ')
    await zalo.userSends(PERSON, 'image', { url: 'https://f1.zdn.vn/a.jpg' })
    await zalo.staffSays(PERSON, 'Chào bác, cháu ở Trung tâm đây ạ')
    await zalo.unfollow(PERSON)
    expect(door.received.map(({ person, what }) => [person, what.kind])).toEqual([
      [PERSON, 'arrived'],
      [PERSON, 'tap'],
      [PERSON, 'media'],
      [PERSON, 'staffSpoke'],
      [PERSON, 'unfollowed'],
    ])
  })

  it('hands on a second delivery with the same message id, for the store to know it', async () => {
    await zalo.userSays(PERSON, 'chào', { messageId: 'aaaa1111bbbb2222cccc' })
    await zalo.userSays(PERSON, 'chào', { messageId: 'aaaa1111bbbb2222cccc' })
    const ids = door.received.map(arrival => arrival.messageId)
    expect(ids).toEqual(['aaaa1111bbbb2222cccc', 'aaaa1111bbbb2222cccc'])
  })

  it('answers 200 to its own echo, which tells what got through, and to unknown events', async () => {
    expect(await zalo.echo(PERSON, 'Xin chào!')).toMatchObject({ status: 200 })
    expect(await zalo.posts({ event_name: 'user_waved', timestamp: '1' })).toMatchObject({ status: 200 })
    expect(door.received).toEqual([])
    expect(door.counted).toEqual(['own_echo', 'unknown_event'])
    expect(door.echoes).toMatchObject([{ person: PERSON, mark: null, text: 'Xin chào!' }])
  })

  it('answers 200 to {} without a signature and does nothing', async () => {
    expect(await post('{}')).toMatchObject({ status: 200 })
    expect(door).toMatchObject({ received: [], counted: [] })
  })

  it.each([
    ['a wrong signature', `mac=${'0'.repeat(64)}`],
    ['an empty signature', ''],
    ['something else', 'Bearer abc'],
  ])('refuses %s with 401', async (_label, signature) => {
    zalo.postsTo(url, { signature })
    const { status, body } = await zalo.userSays(PERSON, 'chào')
    expect(status).toBe(401)
    expect(JSON.parse(body)).toEqual({ error: { code: 'bad_signature', message: expect.any(String) } })
    expect(door).toMatchObject({ received: [], counted: ['bad_signature'] })
  })

  it('refuses a body that was changed on the way with 401', async () => {
    expect(await post('{"event_name":"user_send_text","timestamp":"1790000000123"}')).toMatchObject({
      status: 401,
    })
  })

  it.each([
    ['malformed JSON', '{"event_name": "user_send_te'],
    ['an empty body', ''],
  ])('refuses %s with 400', async (_label, body) => {
    const answer = await post(body)
    expect(answer.status).toBe(400)
    expect(JSON.parse(answer.body)).toEqual({
      error: { code: 'malformed_json', message: expect.any(String) },
    })
  })

  it('takes a body of 1 MB and refuses one byte more with 413', async () => {
    const limit = 1024 * 1024
    const padded = (bytes: number) => `{"a":"${'x'.repeat(bytes - 8)}"}`
    expect(await post(padded(limit))).toMatchObject({ status: 401 })
    const answer = await post(padded(limit + 1))
    expect(answer.status).toBe(413)
    expect(JSON.parse(answer.body)).toMatchObject({ error: { code: 'too_large' } })
  })

  it('refuses a body whose compression it does not know with 415', async () => {
    expect(await post('{}', { 'content-encoding': 'la' })).toMatchObject({ status: 415 })
  })

  it('answers 503 while the store cannot write, and 200 once it can', async () => {
    door.broken = true
    const { status, body } = await zalo.userSays(PERSON, 'chào')
    expect(status).toBe(503)
    expect(JSON.parse(body)).toMatchObject({ error: { code: 'store_unavailable' } })
    door.broken = false
    expect(await zalo.userSays(PERSON, 'chào')).toMatchObject({ status: 200 })
  })

  it('answers only once the event is on disk', async () => {
    const order: string[] = []
    door.receive = async () => {
      await Promise.resolve()
      order.push('on disk')
    }
    await zalo.userSays(PERSON, 'chào').then(() => order.push('answered'))
    expect(order).toEqual(['on disk', 'answered'])
  })
})
