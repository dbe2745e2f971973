import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Channel, OutgoingReply } from '../../src/channels/channel.ts'
import { zaloBotChannel } from '../../src/channels/zalo-bot/channel.ts'
import { zaloBotSurface } from '../../src/channels/zalo-bot/surface.ts'
import { FakeZaloBot } from '../fakes/zalo-bot.ts'
import { describeSending } from './describe-sending.ts'
import { type memoryCounts, openDoor, optionsFor, serve } from './zalo-bot-setup.ts'

const LAN = 'aa11bb22cc33dd44ee55'
const MINH = 'bb11bb22cc33dd44ee55'
const hello: OutgoingReply = {
  text: 'Xin chào!',
  choices: [],
  picture: null,
  links: [],
  progress: null,
  working: false,
}

let bot: FakeZaloBot
let made: ReturnType<typeof optionsFor>
let channel: Channel
let counts: ReturnType<typeof memoryCounts>
let webhook: Awaited<ReturnType<typeof serve>>

async function open() {
  bot = await FakeZaloBot.start()
  made = optionsFor(bot)
  counts = made.counts
  made.options.timeoutMs = 150
  channel = zaloBotChannel(made.options)
  const door = openDoor()
  webhook = await serve(zaloBotSurface([{ account: bot.account, options: made.options, door }], door.count))
  bot.postsTo(`${webhook.url}/webhooks/zalo-bot`)
  await bot.userSays(LAN, 'chào')
  await bot.userSays(MINH, 'chào')
}

async function stop() {
  await webhook.stop()
  await bot.stop()
}

function say(reply: Partial<OutgoingReply> = {}, person = LAN) {
  const [request = {}] = channel.render({ ...hello, ...reply }, person)
  return channel.send(request)
}

describeSending('Zalo Bot', async () => {
  await open()
  const { options } = optionsFor(bot)
  options.apiUrl += '/sai'
  return {
    channel,
    person: LAN,
    stranger: 'cc11bb22cc33dd44ee55',
    sentTo: person => bot.sentTo(person),
    failNext: fault => bot.failNext(fault),
    goDown: () => bot.goDown(),
    comeUp: () => bot.comeUp(),
    elsewhere: { channel: zaloBotChannel(options), setting: 'ZALO_BOT_API_URL' },
    stop,
  }
})

describe('sending', () => {
  beforeEach(open)
  afterEach(stop)

  it.each([
    [429, { kind: 'throttled', afterMs: 60_000 }],
    [500, { kind: 'retry' }],
    [503, { kind: 'retry' }],
    [408, { kind: 'unknown' }],
    [502, { kind: 'unknown' }],
    [504, { kind: 'unknown' }],
    [599, { kind: 'retry', atMost: 3 }],
    [400, { kind: 'dropped', fault: true }],
    [403, { kind: 'dropped' }],
    [401, { kind: 'stopped' }],
    [404, { kind: 'stopped' }],
  ])('after error %i comes to what its kind asks for', async (code, outcome) => {
    bot.failNext({ code })
    expect(await say()).toMatchObject({
      ...outcome,
      reason: expect.stringContaining(`Zalo Bot error ${code} `),
    })
    expect(await say()).toMatchObject({ kind: 'sent' })
  })

  it('knows a used-up quota by its words, whatever its number', async () => {
    bot.failNext({ code: 400, description: 'Quota exceeded' })
    expect(await say()).toMatchObject({ kind: 'throttled' })
  })

  it('drops what no version of this program wrote', async () => {
    expect(await channel.send({ recipient: {} })).toMatchObject({ kind: 'dropped' })
  })

  it('stops at a wrong token, and shows it nowhere', async () => {
    const { options, logged } = optionsFor(bot)
    options.token = '77:da-bi-thay-the'
    const sent = await zaloBotChannel(options).send(channel.render(hello, LAN)[0] ?? {})
    expect(sent).toMatchObject({ kind: 'stopped', reason: expect.stringContaining('ZALO_BOT_TOKEN') })
    bot.failNext('reset')
    const told = JSON.stringify([sent, logged, await say(), made.logged])
    expect(told).not.toContain('da-bi-thay-the')
    expect(told).not.toContain('bi-mat-cua-bot')
  })

  it('names nobody whom a refusal quotes', async () => {
    bot.failNext({ code: 400, description: `chat ${LAN} is wrong` })
    expect(JSON.stringify(await say())).not.toContain(LAN)
  })
})

describe('the sign of somebody writing', () => {
  beforeEach(open)
  afterEach(stop)

  const sign = () => channel.send(channel.render({ ...hello, working: true }, LAN).at(-1) ?? {})

  it('is shown, and counts no message', async () => {
    expect(await sign()).toEqual({ kind: 'sent', platformId: null })
    expect(bot.shownTo(LAN)).toEqual(['typing'])
    expect(counts.byMonth.size).toBe(0)
  })

  it.each([{ code: 429 }, 'HTTP 500', 'hang'] as const)(
    'holds up nothing behind it after %j',
    async fault => {
      bot.failNext(fault)
      expect(await sign()).toMatchObject({ kind: 'dropped' })
    },
  )
})

describe('under a monthly cap', () => {
  beforeEach(open)
  afterEach(stop)

  const sentSoFar = (count: number) =>
    counts.byMonth.set(new Date(bot.now() + 7 * 3_600_000).toISOString().slice(0, 7), count)

  it('what Zalo took is counted, and nothing else', async () => {
    await say()
    bot.failNext({ code: 400 })
    await say()
    bot.failNext('hang')
    await say()
    await say()
    expect([...counts.byMonth.values()]).toEqual([2])
  })

  it('the operator is warned once at four fifths', async () => {
    sentSoFar(2_398)
    for (let time = 0; time < 3; time++) await say()
    const warnings = made.logged.filter(line => line.startsWith('Most of this month'))
    expect(warnings).toEqual([
      expect.stringContaining('{"account":"zalo-bot:1459232241454765289","sent":2400,"cap":3000}'),
    ])
  })

  it('of the last twentieth an answer of several messages is one line that leads to the web chat', async () => {
    sentSoFar(2_850)
    expect(await say()).toMatchObject({ kind: 'sent' })
    expect(await say({ text: 'Tin thứ hai của cùng câu trả lời' })).toMatchObject({ kind: 'dropped' })
    expect(await say({}, MINH)).toMatchObject({ kind: 'sent' })
    bot.passTime(61_000)
    expect(await say()).toMatchObject({ kind: 'sent' })
    const [line] = bot.sentTo(LAN)
    expect(line?.text).toContain('https://danloi.example.gov.vn/chat')
    expect([bot.sentTo(LAN).length, bot.sentTo(MINH).length]).toEqual([2, 1])
  })

  it('behind the cap nothing is sent, the reason says why, and the next month begins anew', async () => {
    sentSoFar(3_000)
    const { calls } = bot
    expect(await say()).toMatchObject({
      kind: 'dropped',
      fault: true,
      reason: expect.stringContaining('ZALO_BOT_MONTHLY_CAP'),
    })
    expect(bot.calls).toBe(calls)
    bot.passTime(31 * 24 * 3_600_000)
    expect(await say()).toMatchObject({ kind: 'sent' })
  })

  it.each([2_850, 3_000])(
    'what staff are told goes out as it is after %i messages, and counts',
    async sent => {
      sentSoFar(sent)
      expect(await say({ text: 'Có người cần gặp cán bộ', toStaff: true })).toMatchObject({ kind: 'sent' })
      expect(bot.sentTo(LAN).map(({ text }) => text)).toEqual(['Có người cần gặp cán bộ'])
      expect([...counts.byMonth.values()]).toEqual([sent + 1])
    },
  )

  it('staff hear that the database is away, where no count can be read', async () => {
    counts.failing = true
    expect(await say({ toStaff: true })).toMatchObject({ kind: 'sent' })
  })

  it('a store that cannot be read makes it wait; one that fails after sending makes it no second message', async () => {
    counts.failing = true
    expect(await say()).toMatchObject({ kind: 'retry' })
    expect(bot.sentTo(LAN)).toEqual([])
    counts.failing = false
    const { add } = counts
    counts.add = () => Promise.reject(new Error('disk full'))
    expect(await say()).toMatchObject({ kind: 'sent' })
    expect(made.logged.join()).toContain('could not be counted')
    counts.add = add
  })

  it('of 0 nothing is counted', async () => {
    channel = zaloBotChannel({ ...made.options, monthlyCap: 0 })
    expect(await say()).toMatchObject({ kind: 'sent' })
    expect(counts.byMonth.size).toBe(0)
  })
})
