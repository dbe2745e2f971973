import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { post } from '../fakes/posting.ts'
import { openZalo, PERSON } from './zalo-stage.ts'

let stage: Awaited<ReturnType<typeof openZalo>>

describe('the webhook of Zalo', () => {
  beforeEach(async () => {
    stage = await openZalo()
  })
  afterEach(() => stage.stop())

  it.each([
    ['as usual', {}],
    ['with escaped letters and slashes', { bytes: 'escaped' }],
    ['with sha256=', { prefix: 'sha256=' }],
    ['without a prefix', { prefix: '' }],
    ['over the time in the header', { timestamp: 'header' }],
    ['with the app secret', { secret: 'appSecret' }],
  ] as const)('takes an event that is signed %s', async (_label, signing) => {
    stage.zalo.postsTo(stage.url, signing)
    expect(await stage.zalo.userSays(PERSON, 'làm khai sinh cho con / cháu')).toMatchObject({ status: 200 })
    expect(stage.door.received).toMatchObject([
      {
        account: 'zalo:4000000000000000004',
        person: PERSON,
        what: { kind: 'text', text: 'làm khai sinh cho con / cháu' },
      },
    ])
  })

  it('says once how events are signed, and names no secret', async () => {
    await stage.zalo.userSays(PERSON, 'một')
    await stage.zalo.userSays(PERSON, 'hai')
    expect(stage.logged.filter(line => line.includes('"prefix":"mac="'))).toHaveLength(1)
    expect(stage.logged.join()).not.toContain(stage.zalo.settings.oaSecretKey)
  })

  it('names an event that it does not know in the log, once, for somebody may have to act on it', async () => {
    await stage.tellsNews()
    await stage.tellsNews()
    expect(stage.logged.filter(line => line.includes('does not know'))).toEqual([
      expect.stringMatching(/"kind":"[a-z_]+"/),
    ])
  })

  it('takes taps, arrivals, pictures, leaving, and staff who speak', async () => {
    await stage.zalo.follow(PERSON)
    await stage.zalo.userTaps(PERSON, '#dl:eyJkbyI6Im5vbmUifQ')
    await stage.zalo.userSends(PERSON, 'image', { url: 'https://f1.zdn.vn/a.jpg' })
    await stage.zalo.staffSays(PERSON, 'Chào bác, cháu ở Trung tâm đây ạ')
    await stage.zalo.unfollow(PERSON)
    expect(stage.door.received.map(({ person, what }) => [person, what.kind])).toEqual([
      [PERSON, 'arrived'],
      [PERSON, 'tap'],
      [PERSON, 'media'],
      [PERSON, 'staffSpoke'],
      [PERSON, 'unfollowed'],
    ])
  })

  it('tells by its own echo what got through', async () => {
    expect(await stage.zalo.echo(PERSON, 'Xin chào!')).toMatchObject({ status: 200 })
    expect(stage.door).toMatchObject({ received: [], counted: ['own_echo'] })
    expect(stage.door.echoes).toMatchObject([{ person: PERSON, mark: null, text: 'Xin chào!' }])
  })

  it('answers 200 to {} without a signature and does nothing', async () => {
    expect(await post(stage.url, '{}')).toMatchObject({ status: 200 })
    expect(stage.door).toMatchObject({ received: [], counted: [] })
  })

  it('refuses a body that was changed on the way with 401', async () => {
    expect(
      await post(stage.url, '{"event_name":"user_send_text","timestamp":"1790000000123"}'),
    ).toMatchObject({
      status: 401,
    })
  })
})
