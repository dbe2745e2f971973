import { describe, expect, it, onTestFinished } from 'vitest'
import { zaloBotSurface } from '../../src/channels/zalo-bot/surface.ts'
import { openDoor, serve } from './setup.ts'
import { LAN, openZaloBot } from './zalo-bot-stage.ts'

describe('the webhook of Zalo Bot', () => {
  it('takes updates without the envelope of Zalo as well', async () => {
    const { bot, door, url, stop } = await openZaloBot()
    onTestFinished(stop)
    bot.postsTo(url, { wrapped: false })
    expect(await bot.userSends(LAN, 'sticker', { sticker: 's1' })).toMatchObject({ status: 200 })
    expect(door.received).toMatchObject([{ person: LAN, what: { kind: 'media', media: 'sticker' } }])
  })

  it('passes over a group, politely', async () => {
    const { bot, door, stop } = await openZaloBot()
    onTestFinished(stop)
    const message = { chat: { id: 'g1', chat_type: 'GROUP' }, text: '@Bot chào', message_id: 'm1', date: 1 }
    expect(await bot.posts({ event_name: 'message.text.received', message })).toMatchObject({ status: 200 })
    expect(door).toMatchObject({ received: [], counted: ['ignored_group'] })
  })

  it.each([
    ['tells two bots apart by their secrets', ['bi-mat-thu-0', 'bi-mat-thu-1'], 200, [[], ['zalo-bot:1']]],
    ['hears neither of two bots that share a secret', ['bi-mat-thu-1', 'bi-mat-thu-1'], 401, [[], []]],
  ])('%s', async (_label, secrets, status, heard) => {
    const { bot, door, options, logged, stop } = await openZaloBot()
    onTestFinished(stop)
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
