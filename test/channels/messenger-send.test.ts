import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Channel, OutgoingReply } from '../../src/channels/channel.ts'
import { messengerChannel } from '../../src/channels/messenger/channel.ts'
import { messengerSurface } from '../../src/channels/messenger/surface.ts'
import { FakeMessenger } from '../fakes/messenger.ts'
import { describeSending } from './describe-sending.ts'
import { optionsFor } from './messenger-setup.ts'
import { openDoor, serve } from './setup.ts'

const PERSON = '7000000000000007'
const HOUR = 60 * 60 * 1000
const hello: OutgoingReply = {
  text: 'Xin chào!',
  choices: [],
  picture: null,
  links: [],
  progress: null,
  working: false,
}

let messenger: FakeMessenger
let channel: Channel
let webhook: Awaited<ReturnType<typeof serve>>
let logged: string[]

async function open() {
  messenger = await FakeMessenger.start()
  const made = optionsFor(messenger)
  logged = made.logged
  made.options.timeoutMs = 150
  channel = messengerChannel(made.options)
  const door = openDoor()
  webhook = await serve(
    messengerSurface([{ account: channel.account, options: made.options, door }], door.count),
  )
  messenger.postsTo(`${webhook.url}/webhooks/messenger`)
  await messenger.getsStarted(PERSON)
}

async function stop() {
  await webhook.stop()
  await messenger.stop()
}

function say(reply: Partial<OutgoingReply> = {}, person = PERSON) {
  const [request = {}] = channel.render({ ...hello, ...reply }, person)
  return channel.send(request)
}

describeSending('Messenger', async () => {
  await open()
  const { options } = optionsFor(messenger)
  options.apiUrl = options.apiUrl.replace('/v26.0', '/sai')
  return {
    channel,
    person: PERSON,
    stranger: '7999999999999999',
    sentTo: person => messenger.sentTo(person),
    failNext: fault => messenger.failNext(fault),
    goDown: () => messenger.goDown(),
    comeUp: () => messenger.comeUp(),
    elsewhere: { channel: messengerChannel(options), setting: 'MESSENGER_PAGE_ID' },
    stop,
  }
})

describe('sending', () => {
  beforeEach(open)
  afterEach(stop)

  it('reaches the person, and names the message of Messenger', async () => {
    const sent = await say({ choices: [{ title: 'Danh mục', payload: '#dl:x', secondary: false }] })
    const [message] = messenger.sentTo(PERSON)
    expect(sent).toEqual({ kind: 'sent', platformId: message?.id })
    expect(message?.text).toMatch(/^Xin chào!\n\n1\. Danh mục/)
  })

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
    const [request = {}] = channel.render(hello, PERSON)
    await channel.send(request, 'c-1/4/0')
    expect(messenger.sentTo(PERSON)[0]?.metadata).toBe('dan-loi:c-1/4/0')
  })

  it('drops what is for a stranger', async () => {
    const sent = await say({}, '7999999999999999')
    expect(sent).toEqual({ kind: 'dropped', reason: expect.stringContaining('100/2018001') })
  })

  it('keeps what is for somebody who has been silent for more than 24 hours', async () => {
    messenger.passTime(24 * HOUR + 1)
    expect(await say()).toEqual({
      kind: 'dropped',
      keep: true,
      reason: expect.stringContaining('10/2018278'),
    })
    await messenger.userSays(PERSON, 'còn đó không')
    expect(await say()).toMatchObject({ kind: 'sent' })
  })

  it('drops what is for somebody whom staff answer', async () => {
    await messenger.staffTakes(PERSON)
    expect(await say()).toEqual({ kind: 'dropped', reason: expect.stringContaining('2018300') })
    await messenger.staffGivesBack(PERSON)
    expect(await say()).toMatchObject({ kind: 'sent' })
  })
})

describe('a Page that is throttled', () => {
  beforeEach(open)
  afterEach(stop)

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
      { forMs: 60_000, everyMs: 50 },
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

describe('the sign of somebody writing', () => {
  beforeEach(open)
  afterEach(stop)

  const sign = () => channel.send(channel.render({ ...hello, working: true }, PERSON).at(-1) ?? {})

  it('is shown', async () => {
    expect(await sign()).toEqual({ kind: 'sent', platformId: null })
    expect(messenger.shownTo(PERSON)).toEqual(['typing_on'])
  })

  it.each([{ code: 2 }, { code: 80006, minutes: 5 }, 'HTTP 500', 'hang'] as const)(
    'holds up nothing behind it after %j',
    async fault => {
      messenger.failNext(fault)
      expect(await sign()).toMatchObject({ kind: 'dropped' })
    },
  )
})

describe('what is secret', () => {
  beforeEach(open)
  afterEach(stop)

  it('stops the account at a wrong token, and does not show it', async () => {
    const { options } = optionsFor(messenger)
    options.pageToken = 'EAAG-da-cu'
    const sent = await messengerChannel(options).send({})
    expect(sent).toMatchObject({ kind: 'stopped', reason: expect.stringContaining('MESSENGER_PAGE_TOKEN') })
    expect(JSON.stringify([sent, logged])).not.toContain('EAAG-da-cu')
  })

  it('stops the account where the proof of the app secret does not fit', async () => {
    const { options } = optionsFor(messenger)
    options.appSecret = 'bi-mat-khac'
    const sent = await messengerChannel(options).send({})
    expect(sent).toMatchObject({ kind: 'stopped', reason: expect.stringContaining('MESSENGER_APP_SECRET') })
    expect(JSON.stringify([sent, logged])).not.toContain('bi-mat-khac')
  })

  it('is not told by a reason that quotes the person', async () => {
    messenger.failNext({ code: 100, message: `Invalid recipient ${PERSON}` })
    expect(JSON.stringify(await say())).not.toContain(PERSON)
  })
})
