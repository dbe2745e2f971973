import { describe, expect, it } from 'vitest'
import { openHouse, until } from './house.ts'

const CITIZEN = '2000000000000000002'
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const OFFER = 'Lần trước còn một tin mình chưa gửi được'
const SHOWN = 'Đây là tin lần trước'

type House = Awaited<ReturnType<typeof openHouse>>

/** Zalo and Messenger alike, for whom the same is promised. */
const PLATFORMS = [
  ['Zalo', ({ zalo }: House) => zalo],
  ['Messenger', ({ messenger }: House) => messenger],
] as const

const texts = (platform: House['zalo'] | House['messenger'], person = CITIZEN) =>
  platform.sentTo(person).map(({ text }) => text ?? '')

async function greeted(house: House, platform: House['zalo'] | House['messenger']): Promise<void> {
  await platform.userSays(CITIZEN, 'chào')
  await until(() => texts(platform).length === 2, 'the greeting')
  await idle(house)
}

/** Nothing waits to be sent or marked. */
const idle = ({ server }: House) =>
  until(async () => (await server.store.backlog(Date.now())).outbox === 0, 'the marks')

describe('over signed webhooks, with a platform in trouble', () => {
  it('what Zalo took without an answer is known by its echo, and nobody hears it twice', async () => {
    const house = await openHouse()
    const { zalo } = house
    await greeted(house, zalo)
    zalo.failNext('taken, then reset')
    await zalo.userSays(CITIZEN, 'danh mục')
    await until(() => texts(zalo).length === 3, 'the menu')
    const [, , menu] = zalo.sentTo(CITIZEN)
    // As Zalo writes it: without any mark, and perhaps with other spaces.
    expect(await zalo.echo(CITIZEN, `${menu?.text} `, menu?.id)).toMatchObject({ status: 200 })
    // Nothing is left that could be sent again.
    await idle(house)
    house.passTime(10 * MINUTE)
    await zalo.userSays(CITIZEN, 'gặp cán bộ')
    await until(() => texts(zalo).length === 4, 'the next answer')
    expect(texts(zalo).filter(text => text === menu?.text)).toHaveLength(1)
  })

  it('what Messenger took without an answer is known by its mark in the echo', async () => {
    const house = await openHouse()
    const { messenger } = house
    await greeted(house, messenger)
    messenger.failNext('taken, then reset')
    await messenger.userSays(CITIZEN, 'danh mục')
    await until(() => texts(messenger).length === 3, 'the menu')
    const menu = messenger.sentTo(CITIZEN).at(-1)
    const echo = { mid: menu?.id, metadata: menu?.metadata, app_id: Number(messenger.settings.appId) }
    await messenger.echo(CITIZEN, menu?.text ?? '', echo)
    await idle(house)
    expect(texts(messenger)).toHaveLength(3)
  })

  it.each(PLATFORMS)('what %s never shows is sent again', async (_name, of) => {
    const house = await openHouse()
    const platform = of(house)
    await greeted(house, platform)
    platform.failNext('reset')
    await platform.userSays(CITIZEN, 'danh mục')
    await until(() => {
      house.passTime(100)
      return texts(platform).length === 3
    }, 'the menu')
  })

  it.each(PLATFORMS)(
    'an hour without %s loses nothing: everybody gets every answer, in order',
    async (_name, of) => {
      const house = await openHouse()
      const platform = of(house)
      const people = Array.from({ length: 20 }, (_, index) => `20000000000001${100 + index}`)
      for (const person of people) await platform.userSays(person, 'chào')
      await until(() => people.every(person => texts(platform, person).length === 2), 'the greetings')
      await platform.goDown()
      for (const text of ['đăng ký tạm trú', 'gặp cán bộ']) {
        for (const person of people) expect((await platform.userSays(person, text)).status).toBe(200)
        house.passTime(HOUR / 2)
      }
      await platform.comeUp()
      const heardAll = () => people.every(person => texts(platform, person).length >= 4)
      await until(
        () => {
          house.passTime(1_000)
          return heardAll()
        },
        'all answers',
        15_000,
      )
      for (const person of people) {
        const [, , first, second] = texts(platform, person)
        expect(first).toContain('Đăng ký tạm trú')
        expect(second).toContain('ạ')
        expect(texts(platform, person)).toHaveLength(4)
      }
    },
    60_000,
  )

  it.each(PLATFORMS)(
    'what could not be sent on %s for a day is offered once, when the person writes again',
    async (_name, of) => {
      const house = await openHouse()
      const platform = of(house)
      await greeted(house, platform)
      await platform.goDown()
      await platform.userSays(CITIZEN, 'phí đăng ký tạm trú bao nhiêu')
      house.passTime(25 * HOUR)
      await until(async () => (await house.server.store.backlog(0)).outbox === 0, 'the end')
      await platform.comeUp()

      await platform.userSays(CITIZEN, 'danh mục')
      await until(() => texts(platform).length === 3, 'the menu')
      expect(texts(platform).at(-1)).toContain(OFFER)
      const number = /(\d+)\. Xem tin chưa nhận/.exec(texts(platform).at(-1) ?? '')?.[1]
      await platform.userSays(CITIZEN, number ?? 'xem tin')
      await until(() => texts(platform).length === 4, 'what was kept')
      expect(texts(platform).at(-1)).toContain(SHOWN)
      expect(texts(platform).at(-1)).toMatch(/tạm trú/i)
      await platform.userSays(CITIZEN, 'danh mục')
      await until(() => texts(platform).length === 5, 'the menu')
      expect(texts(platform).at(-1)).not.toContain(OFFER)
    },
    20_000,
  )

  it('what a closed window keeps back is offered, and only the latest of it', async () => {
    const house = await openHouse()
    const { messenger } = house
    await greeted(house, messenger)
    messenger.failNext({ code: 10, subcode: 2018278 }, 2)
    await messenger.userSays(CITIZEN, 'phí đăng ký tạm trú bao nhiêu')
    await messenger.userSays(CITIZEN, 'đăng ký thường trú cần giấy tờ gì')
    await idle(house)
    await messenger.userSays(CITIZEN, 'danh mục')
    await until(() => texts(messenger).some(text => text.includes(OFFER)), 'the offer')
    await messenger.userSays(CITIZEN, 'xem tin')
    await until(() => texts(messenger).some(text => text.includes(SHOWN)), 'what was kept')
    expect(texts(messenger).filter(text => text.includes(OFFER))).toHaveLength(1)
    expect(texts(messenger).at(-1)).toMatch(/thường trú/i)
  })
})
