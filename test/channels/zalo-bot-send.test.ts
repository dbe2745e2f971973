import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OutgoingReply } from '../../src/channels/channel.ts'
import { zaloBotChannel } from '../../src/channels/zalo-bot/channel.ts'
import type { FakeZaloBot } from '../fakes/zalo-bot.ts'
import { hello } from './setup.ts'
import { LAN, type memoryCounts, openZaloBot } from './zalo-bot-stage.ts'

const MINH = 'bb11bb22cc33dd44ee55'

let stage: Awaited<ReturnType<typeof openZaloBot>>
let bot: FakeZaloBot
let counts: ReturnType<typeof memoryCounts>

beforeEach(async () => {
  stage = await openZaloBot()
  bot = stage.bot
  counts = stage.counts
})
afterEach(() => stage.stop())

function say(reply: Partial<OutgoingReply> = {}, person = LAN, { channel } = stage) {
  const [request = {}] = channel.render({ ...hello, ...reply }, person)
  return channel.send(request)
}

describe('sending', () => {
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
    expect(await stage.channel.send({ recipient: {} })).toMatchObject({ kind: 'dropped' })
  })
})

describe('under a monthly cap', () => {
  beforeEach(() => bot.userSays(MINH, 'chào'))

  it('the sign of somebody writing is no message', async () => {
    expect(
      await stage.channel.send(stage.channel.render({ ...hello, working: true }, LAN).at(-1) ?? {}),
    ).toMatchObject({
      kind: 'sent',
    })
    expect(counts.byMonth.size).toBe(0)
  })

  const sentSoFar = (count: number) =>
    counts.byMonth.set(new Date(bot.now() + 7 * 3_600_000).toISOString().slice(0, 7), count)

  it('what Zalo took is counted, and nothing else', async () => {
    await say()
    bot.failNext({ code: 400 })
    await say()
    stage.options.timeoutMs = 150
    bot.failNext('hang')
    await say()
    stage.options.timeoutMs = 5_000
    await say()
    expect([...counts.byMonth.values()]).toEqual([2])
  })

  it('the operator is warned once at four fifths', async () => {
    sentSoFar(2_398)
    for (let time = 0; time < 3; time++) await say()
    const warnings = stage.logged.filter(line => line.startsWith('Most of this month'))
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
    expect(stage.logged.join()).toContain('could not be counted')
    counts.add = add
  })

  it('of 0 nothing is counted', async () => {
    const channel = zaloBotChannel({ ...stage.options, monthlyCap: 0 })
    expect(await say({}, LAN, { ...stage, channel })).toMatchObject({ kind: 'sent' })
    expect(counts.byMonth.size).toBe(0)
  })
})
