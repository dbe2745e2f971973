import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Channel, OutgoingReply } from '../../src/channels/channel.ts'
import { zaloChannel } from '../../src/channels/zalo/channel.ts'
import { zaloSurface } from '../../src/channels/zalo/surface.ts'
import { FakeZalo } from '../fakes/zalo.ts'
import { describeSending } from './describe-sending.ts'
import { memoryStorage, openDoor, optionsFor, serve } from './zalo-setup.ts'

const PERSON = '2000000000000000002'
const HOUR = 60 * 60 * 1000
const hello: OutgoingReply = {
  text: 'Xin chào!',
  choices: [],
  picture: null,
  links: [],
  progress: null,
  working: false,
}

let zalo: FakeZalo
let channel: Channel
let webhook: Awaited<ReturnType<typeof serve>>
let logged: string[]

async function open() {
  zalo = await FakeZalo.start()
  const made = optionsFor(zalo)
  logged = made.logged
  made.options.timeoutMs = 150
  channel = zaloChannel(made.options)
  const door = openDoor()
  webhook = await serve(zaloSurface([{ account: channel.account, options: made.options, door }], door.count))
  zalo.postsTo(`${webhook.url}/webhooks/zalo`)
  await zalo.follow(PERSON)
}

async function stop() {
  await webhook.stop()
  await zalo.stop()
}

function say(reply: Partial<OutgoingReply> = {}, person = PERSON) {
  const [request = {}] = channel.render({ ...hello, ...reply }, person)
  return channel.send(request)
}

describeSending('Zalo', async () => {
  await open()
  const { options } = optionsFor(zalo)
  options.apiUrl += '/sai'
  return {
    channel,
    person: PERSON,
    stranger: '2999999999999999999',
    sentTo: person => zalo.sentTo(person),
    failNext: fault => zalo.failNext(fault),
    goDown: () => zalo.goDown(),
    comeUp: () => zalo.comeUp(),
    elsewhere: { channel: zaloChannel(options), setting: 'ZALO_API_URL' },
    stop,
  }
})

describe('sending', () => {
  beforeEach(open)
  afterEach(stop)

  it('reaches the person, and names the message of Zalo', async () => {
    const sent = await say({ choices: [{ title: 'Danh mục', payload: '#dl:x', secondary: false }] })
    const [message] = zalo.sentTo(PERSON)
    expect(sent).toEqual({ kind: 'sent', platformId: message?.id })
    expect(message?.text).toMatch(/^Xin chào!\n\n1\. Danh mục/)
    expect(message?.buttons).toEqual([{ title: '1. Danh mục', type: 'oa.query.hide', payload: '#dl:x' }])
  })

  it('takes an error inside HTTP 200 for what it is', async () => {
    zalo.failNext(-32)
    expect(await say()).toEqual({
      kind: 'throttled',
      afterMs: 20_000,
      reason: expect.stringContaining('Zalo error -32 (Told to fail): '),
    })
    zalo.failNext(-200)
    expect(await say()).toMatchObject({ kind: 'retry', atMost: 3 })
    zalo.failNext(-201)
    expect(await say()).toMatchObject({ kind: 'dropped', fault: true })
    zalo.failNext(-321)
    expect(await say()).toEqual({ kind: 'stopped', reason: expect.stringMatching(/: .+; .+/) })
    expect(await say()).toMatchObject({ kind: 'sent' })
  })

  it('lets Zalo fetch a picture anew once where it has expired, and reports it after that', async () => {
    zalo.failNext(-100)
    expect(await say()).toMatchObject({ kind: 'sent' })
    zalo.failNext(-100, 2)
    expect(await say()).toMatchObject({ kind: 'dropped', fault: true })
    expect(zalo.sentTo(PERSON)).toHaveLength(1)
  })

  it.each([
    [1_000, 900, undefined],
    [1_000, 100, { forMs: 60_000, everyMs: 600 }],
    [1_000, 0, { forMs: 60_000, everyMs: 60_000 }],
  ])('goes slower where of %i calls a minute %i are left', async (limit, left, ease) => {
    zalo.sayRateLimit(limit, left)
    expect((await say()).ease).toEqual(ease)
  })

  it('keeps what is for somebody who has been silent for more than 7 days', async () => {
    zalo.passTime(7 * 24 * HOUR + 1)
    expect(await say()).toEqual({
      kind: 'dropped',
      keep: true,
      reason: expect.stringContaining('-230'),
    })
    await zalo.userSays(PERSON, 'còn đó không')
    expect(await say()).toMatchObject({ kind: 'sent' })
  })
})

describe('the access token', () => {
  beforeEach(open)
  afterEach(stop)

  it('is fetched once for two messages at the same time', async () => {
    expect(await Promise.all([say(), say()])).toMatchObject([{ kind: 'sent' }, { kind: 'sent' }])
    expect(zalo.refreshes).toBe(1)
  })

  it('is renewed and the message repeated when Zalo says that it has expired', async () => {
    await say()
    zalo.expireAccessToken()
    expect(await Promise.all([say(), say(), say()])).toMatchObject(Array(3).fill({ kind: 'sent' }))
    expect(zalo.refreshes).toBe(2)
    expect(zalo.sentTo(PERSON)).toHaveLength(4)
  })

  it('leaves the second try to the outbox where Zalo took long to refuse: a row is leased for a minute', async () => {
    const { options } = optionsFor(zalo)
    const slow = zaloChannel({
      ...options,
      async post(call) {
        zalo.passTime(13_000)
        return options.post(call)
      },
    })
    const [request = {}] = slow.render(hello, PERSON)
    zalo.failNext(-216)
    expect(await slow.send(request)).toMatchObject({ kind: 'retry', afterMs: 0, atMost: 3 })
    expect(zalo.sentTo(PERSON)).toEqual([])
    expect(await slow.send(request)).toMatchObject({ kind: 'sent' })
  })

  it('stops sending when Zalo refuses the renewed one too', async () => {
    await say()
    zalo.failNext(-216, 2)
    expect(await say()).toEqual({ kind: 'stopped', reason: expect.stringContaining('/oauth/zalo') })
    expect(zalo.refreshes).toBe(2)
  })

  it('never shows in a log line or in a reason', async () => {
    const storage = memoryStorage()
    const { options, logged: lines } = optionsFor(zalo, storage)
    const other = zaloChannel(options)
    zalo.failNext('reset')
    const reasons = [await other.send({}), await other.send({})]
    zalo.issueTokens()
    reasons.push(await other.send({}))
    const told = JSON.stringify([lines, logged, reasons])
    const secrets = storage.history.flatMap(pair => [pair.accessToken, pair.refreshToken])
    for (const secret of [...secrets, zalo.settings.refreshToken, zalo.settings.appSecret])
      if (secret !== '') expect(told).not.toContain(secret)
  })
})
