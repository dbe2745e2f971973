import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OutgoingReply } from '../../src/channels/channel.ts'
import { zaloChannel } from '../../src/channels/zalo/channel.ts'
import type { FakeZalo } from '../fakes/zalo.ts'
import { hello } from './setup.ts'
import { memoryStorage, openZalo, optionsFor, PERSON } from './zalo-stage.ts'

let stage: Awaited<ReturnType<typeof openZalo>>
let zalo: FakeZalo

beforeEach(async () => {
  stage = await openZalo()
  zalo = stage.zalo
})
afterEach(() => stage.stop())

function say(reply: Partial<OutgoingReply> = {}) {
  const [request = {}] = stage.channel.render({ ...hello, ...reply }, PERSON)
  return stage.channel.send(request)
}

describe('sending', () => {
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
})

describe('the access token', () => {
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
    const told = JSON.stringify([lines, stage.logged, reasons])
    const secrets = storage.history.flatMap(pair => [pair.accessToken, pair.refreshToken])
    for (const secret of [...secrets, zalo.settings.refreshToken, zalo.settings.appSecret])
      if (secret !== '') expect(told).not.toContain(secret)
  })
})
