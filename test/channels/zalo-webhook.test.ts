import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { zaloSurface } from '../../src/channels/zalo/surface.ts'
import { FakeZalo } from '../fakes/zalo.ts'
import { describeWebhook } from './describe-webhook.ts'
import { openDoor, optionsFor, serve } from './zalo-setup.ts'

const PERSON = '2000000000000000002'

let zalo: FakeZalo
let door: ReturnType<typeof openDoor>
let server: Awaited<ReturnType<typeof serve>>
let logged: string[]
let url: string

async function open() {
  zalo = await FakeZalo.start()
  door = openDoor()
  const made = optionsFor(zalo)
  logged = made.logged
  const account = `zalo:${zalo.settings.oaId}`
  server = await serve(zaloSurface([{ account, options: made.options, door }], door.count))
  url = `${server.url}/webhooks/zalo`
  zalo.postsTo(url)
  return account
}

async function stop() {
  await server.stop()
  await zalo.stop()
}

describeWebhook('Zalo', async () => ({
  account: await open(),
  url,
  door,
  logged,
  secrets: [zalo.settings.oaSecretKey, zalo.settings.appSecret],
  says: (text, also) => zalo.userSays(PERSON, text, also),
  saysUnproven(signature) {
    zalo.postsTo(url, { signature: signature === null || signature === '' ? signature : `mac=${signature}` })
    return zalo.userSays(PERSON, 'chào')
  },
  tellsNews: () => zalo.posts({ event_name: 'user_waved', timestamp: '1' }),
  stop,
}))

async function post(body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) {
  const response = await fetch(url, { method: 'POST', body, headers })
  return { status: response.status, body: await response.text() }
}

describe('the webhook of Zalo', () => {
  beforeEach(open)
  afterEach(stop)

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

  it('refuses a body that was changed on the way with 401', async () => {
    expect(await post('{"event_name":"user_send_text","timestamp":"1790000000123"}')).toMatchObject({
      status: 401,
    })
  })
})
