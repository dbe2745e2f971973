import { beforeEach, describe, expect, it } from 'vitest'
import { oneHouse, openHouse, until } from './house.ts'
import { actOutTheFirst, numberOf, READING_MS } from './scenes.ts'

let people = 0
let citizen: string

describe('over updates that bear the secret, with Zalo Bot refusing what the real one refuses', () => {
  const open = oneHouse()

  beforeEach(() => {
    citizen = `aa11bb22cc33dd44ee${10 + people++}`
  })

  it('somebody is led from the first message through the account to the state of the dossier, by numbers alone', async () => {
    const house = await openHouse()
    const { zaloBot } = house
    await actOutTheFirst(house, {
      says: text => zaloBot.userSays(citizen, text),
      chooses: title => zaloBot.userSays(citizen, numberOf(title, zaloBot.sentTo(citizen).at(-1)?.text)),
      heard: () => zaloBot.sentTo(citizen).map(({ text }) => text),
    })
    // A look-up was under way in it.
    expect(zaloBot.shownTo(citizen)).toContain('typing')
    const metrics = async () => (await fetch(`${house.server.url}/metrics`)).text()
    expect(await metrics()).toContain(`danloi_monthly_cap{account="${zaloBot.account}"} 3000`)
    const sent = `danloi_monthly_sent{account="${zaloBot.account}"} ${zaloBot.sentTo(citizen).length}`
    await until(async () => (await metrics()).includes(sent), sent)
  })

  it('a message that is delivered three times is answered once', async () => {
    const { zaloBot, passTime } = open()
    for (let delivery = 0; delivery < 3; delivery++)
      expect(await zaloBot.userSays(citizen, 'đăng ký tạm trú', { messageId: 'm-1' })).toMatchObject({
        status: 200,
      })
    passTime(READING_MS)
    await zaloBot.userSays(citizen, 'danh mục')
    const heard = () => zaloBot.sentTo(citizen).map(({ text }) => text ?? '')
    await until(() => heard().some(text => text.includes('Đang cần việc nào')), 'the menu')
    expect(heard().filter(text => text.startsWith('Đăng ký tạm trú'))).toHaveLength(1)
  })

  it('while Zalo is down nothing is lost, and it leaves in order when Zalo is back', async () => {
    const { zaloBot, passTime } = await openHouse()
    await zaloBot.userSays(citizen, 'chào')
    await until(() => zaloBot.sentTo(citizen).length === 2, 'the greeting')
    await zaloBot.goDown()
    for (const text of ['đăng ký tạm trú', 'danh mục']) {
      passTime(READING_MS)
      expect(await zaloBot.userSays(citizen, text)).toMatchObject({ status: 200 })
    }
    await zaloBot.comeUp()
    await until(() => zaloBot.sentTo(citizen).length >= 4, 'both answers', 20_000)
    const heads = zaloBot.sentTo(citizen).map(({ text }) => text?.split(/[:\n]/)[0])
    expect(heads[2]).toBe('Đăng ký tạm trú')
    expect(heads[3]).toContain('Đang cần việc nào')
  })

  it('promises no reminder, as nobody knows whether a bot may write first', async () => {
    const { zaloBot, server, passTime } = open()
    await zaloBot.userSays(citizen, 'chào')
    passTime(READING_MS)
    await zaloBot.userSays(citizen, 'nhắc tôi ngày mai')
    await until(() => zaloBot.sentTo(citizen).length >= 3, 'the answer')
    await server.turns.idle()
    const [conversation] = await server.store.load([{ account: zaloBot.account, person: citizen }])
    expect(JSON.parse(conversation?.state ?? '{}')).toMatchObject({ reminder: null })
  })
})
