import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FakeMessenger } from '../fakes/messenger.ts'
import { openMessenger, PERSON } from './messenger-stage.ts'
import { hello } from './setup.ts'

let stage: Awaited<ReturnType<typeof openMessenger>>
let messenger: FakeMessenger

beforeEach(async () => {
  stage = await openMessenger()
  messenger = stage.messenger
})
afterEach(() => stage.stop())

function say() {
  const [request = {}] = stage.channel.render(hello, PERSON)
  return stage.channel.send(request)
}

describe('sending', () => {
  it('takes an error for what its code and subcode say', async () => {
    messenger.failNext({ code: 1 })
    expect(await say()).toMatchObject({
      kind: 'retry',
      reason: expect.stringContaining('Messenger error 1 '),
    })
    messenger.failNext({ code: 613, minutes: 2 })
    expect(await say()).toMatchObject({ kind: 'retry', afterMs: 120_000 })
    messenger.failNext({ code: 10, subcode: 2018108 })
    expect(await say()).toEqual({ kind: 'dropped', reason: expect.stringContaining('10/2018108') })
    messenger.failNext({ code: 368 })
    expect(await say()).toEqual({ kind: 'stopped', reason: expect.stringMatching(/: .+; .+/) })
    expect(await say()).toMatchObject({ kind: 'sent' })
  })

  it('marks the message, so that its echo tells which request it was', async () => {
    const [request = {}] = stage.channel.render(hello, PERSON)
    await stage.channel.send(request, 'c-1/4/0')
    expect(messenger.sentTo(PERSON)[0]?.metadata).toBe('dan-loi:c-1/4/0')
  })

  it('drops what is for somebody whom staff answer', async () => {
    await messenger.staffTakes(PERSON)
    expect(await say()).toEqual({ kind: 'dropped', reason: expect.stringContaining('2018300') })
    await messenger.staffGivesBack(PERSON)
    expect(await say()).toMatchObject({ kind: 'sent' })
  })
})

describe('a Page that is throttled', () => {
  it.each([4, 17, 32, 80001, 80006])('waits after error %i for as long as Meta says', async code => {
    messenger.failNext({ code, minutes: 7 })
    expect(await say()).toMatchObject({ kind: 'throttled', afterMs: 7 * 60_000 })
  })

  it('waits for a minute where Meta says nothing', async () => {
    messenger.failNext({ code: 80006 })
    expect(await say()).toMatchObject({ kind: 'throttled', afterMs: 60_000 })
  })

  it.each([
    [{ app: 40, page: 60 }, undefined],
    [
      { app: 75, page: 0 },
      { forMs: 60_000, everyMs: 50, ofApp: true },
    ],
    [
      { app: 0, page: 100 },
      { forMs: 60_000, everyMs: 60_000 },
    ],
    [
      { app: 0, page: 90, minutes: 4 },
      { forMs: 240_000, everyMs: 240_000 },
    ],
  ])('goes slower before that: %j', async (used, ease) => {
    messenger.sayUsage(used)
    expect((await say()).ease).toEqual(ease)
  })
})
