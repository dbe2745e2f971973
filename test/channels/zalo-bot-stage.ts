import { expect } from 'vitest'
import type { OutgoingReply } from '../../src/channels/channel.ts'
import { post } from '../../src/channels/common/http.ts'
import { zaloBotChannel } from '../../src/channels/zalo-bot/channel.ts'
import type { MonthlyCounts, ZaloBotOptions } from '../../src/channels/zalo-bot/options.ts'
import { render } from '../../src/channels/zalo-bot/render.ts'
import { BotRequest } from '../../src/channels/zalo-bot/request.ts'
import { zaloBotSurface } from '../../src/channels/zalo-bot/surface.ts'
import { FakeZaloBot } from '../fakes/zalo-bot.ts'
import { ZaloBotMessages } from '../fakes/zalo-bot-messages.ts'
import { type Platform, type Refusal, WRONG } from './describe-channel.ts'
import { keepLog, openDoor, PUBLIC_URL, serve } from './setup.ts'

export const LAN = 'aa11bb22cc33dd44ee55'

export const ZALO_BOT: Platform = {
  name: 'Zalo Bot',
  person: LAN,
  stranger: 'cc11bb22cc33dd44ee55',
  show(reply) {
    const { all, shown } = taken(reply)
    const messages = all.map(message => ({ ...message, taps: [], opens: [] }))
    return { messages, order: shown.map(({ what }) => what) }
  },
  hint: 'Trả lời bằng số.',
  taps: 0,
  texts: (alt, text) => [alt, text],
  sign: 'typing',
  window: null,
  unknownPerson: 'error 404',
  settings: ['ZALO_BOT_API_URL', 'ZALO_BOT_TOKEN'],
  open: openZaloBot,
}

/** Zalo Bot with the channel and its webhook, and a person who has written. */
export async function openZaloBot() {
  const bot = await FakeZaloBot.start()
  const { options, counts, logged } = optionsFor(bot)
  const channel = zaloBotChannel(options)
  const door = openDoor()
  const webhook = await serve(zaloBotSurface([{ account: bot.account, options, door }], door.count))
  const url = `${webhook.url}/webhooks/zalo-bot`
  bot.postsTo(url)
  await bot.userSays(LAN, 'chào')
  door.empty()
  return {
    bot,
    platform: bot,
    channel,
    options,
    counts,
    logged,
    door,
    url,
    misled(setting: string) {
      const apiUrl = `${options.apiUrl}/${WRONG}`
      return zaloBotChannel({ ...options, ...(setting === 'ZALO_BOT_TOKEN' ? { token: WRONG } : { apiUrl }) })
    },
    refuseNext: (why: Refusal) => bot.failNext(REFUSALS[why]),
    secrets: ['bi-mat-cua-bot', bot.settings.secretToken],
    says: (text: string, also?: { messageId?: string }) => bot.userSays(LAN, text, also),
    saysUnproven(secret: string | null) {
      bot.postsTo(url, { secret })
      return bot.userSays(LAN, 'chào')
    },
    tellsNews: () => bot.posts({ event_name: 'message.poll.received', message: {} }),
    async stop() {
      await webhook.stop()
      await bot.stop()
    },
  }
}

/** What Zalo makes of a reply; fails where it refuses a request. */
export function taken(reply: OutgoingReply, publicUrl = PUBLIC_URL): ZaloBotMessages {
  const zalo = new ZaloBotMessages()
  zalo.wrote(LAN)
  for (const request of render(reply, LAN, publicUrl)) {
    const { method, body } = BotRequest.parse(request)
    expect(zalo.take(method, JSON.stringify(body), 0)).toMatchObject({ ok: true })
  }
  return zalo
}

/** Counts in memory, as several processes would share them; `failing` as a store that cannot be reached. */
export function memoryCounts() {
  const counts: MonthlyCounts & { byMonth: Map<string, number>; failing: boolean } = {
    byMonth: new Map(),
    failing: false,
    async read(month) {
      if (counts.failing) throw new Error('database is locked')
      return counts.byMonth.get(month) ?? 0
    },
    async add(month) {
      const count = (await counts.read(month)) + 1
      counts.byMonth.set(month, count)
      return count
    },
  }
  return counts
}

/** Options for a channel that talks to the fake, and the lines that it logs. */
export function optionsFor(bot: FakeZaloBot) {
  const { logged, log } = keepLog()
  const counts = memoryCounts()
  const options: ZaloBotOptions = {
    ...bot.settings,
    account: bot.account,
    counts,
    publicUrl: PUBLIC_URL,
    post,
    now: () => bot.now(),
    log,
    timeoutMs: 5_000,
  }
  return { options, counts, logged }
}

const REFUSALS = {
  'too many calls': { code: 429 },
  'trouble of its own': { code: 500 },
  'a fault, with words that name the person': { code: 400, description: `chat ${LAN} is wrong` },
}
