import { describe, expect, it, onTestFinished } from 'vitest'
import { zaloBotSurface } from '../../src/channels/zalo-bot/surface.ts'
import { FakeZaloBot } from '../fakes/zalo-bot.ts'
import { describeWebhook } from './describe-webhook.ts'
import { openDoor, optionsFor, serve } from './zalo-bot-setup.ts'

const LAN = 'aa11bb22cc33dd44ee55'

async function open() {
  const bot = await FakeZaloBot.start()
  const door = openDoor()
  const { options, logged } = optionsFor(bot)
  const server = await serve(zaloBotSurface([{ account: bot.account, options, door }], door.count))
  const url = `${server.url}/webhooks/zalo-bot`
  bot.postsTo(url)
  const stop = async () => {
    await server.stop()
    await bot.stop()
  }
  return { bot, door, logged, url, stop }
}

describeWebhook('Zalo Bot', async () => {
  const { bot, ...stage } = await open()
  return {
    ...stage,
    account: bot.account,
    secrets: [bot.settings.token, bot.settings.secretToken],
    says: (text, also) => bot.userSays(LAN, text, also),
    saysUnproven(secret) {
      bot.postsTo(stage.url, { secret })
      return bot.userSays(LAN, 'chào')
    },
    tellsNews: () => bot.posts({ event_name: 'message.poll.received', message: {} }),
  }
})

describe('the webhook of Zalo Bot', () => {
  it('takes updates without the envelope of Zalo as well', async () => {
    const { bot, door, url, stop } = await open()
    onTestFinished(stop)
    bot.postsTo(url, { wrapped: false })
    expect(await bot.userSends(LAN, 'sticker', { sticker: 's1' })).toMatchObject({ status: 200 })
    expect(door.received).toMatchObject([{ person: LAN, what: { kind: 'media', media: 'sticker' } }])
  })

  it('passes over a group, politely', async () => {
    const { bot, door, stop } = await open()
    onTestFinished(stop)
    const message = { chat: { id: 'g1', chat_type: 'GROUP' }, text: '@Bot chào', message_id: 'm1', date: 1 }
    expect(await bot.posts({ event_name: 'message.text.received', message })).toMatchObject({ status: 200 })
    expect(door).toMatchObject({ received: [], counted: ['ignored_group'] })
  })

  it.each([
    ['tells two bots apart by their secrets', ['bi-mat-thu-0', 'bi-mat-thu-1'], 200, [[], ['zalo-bot:1']]],
    ['hears neither of two bots that share a secret', ['bi-mat-thu-1', 'bi-mat-thu-1'], 401, [[], []]],
  ])('%s', async (_label, secrets, status, heard) => {
    const { bot, door, stop } = await open()
    onTestFinished(stop)
    const { options, logged } = optionsFor(bot)
    const doors = [door, openDoor()]
    const served = doors.map((one, index) => ({
      account: `zalo-bot:${index}`,
      options: { ...options, secretToken: secrets[index] ?? '' },
      door: one,
    }))
    const both = await serve(zaloBotSurface(served, door.count))
    onTestFinished(async () => void (await both.stop()))
    bot.postsTo(`${both.url}/webhooks/zalo-bot`, { secret: 'bi-mat-thu-1' })
    expect(await bot.userSays(LAN, 'chào')).toMatchObject({ status })
    expect(doors.map(({ received }) => received.map(({ account }) => account))).toEqual(heard)
    expect(logged.some(line => line.includes('share'))).toBe(status === 401)
  })
})
