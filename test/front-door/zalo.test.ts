import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { openHouse, until } from './house.ts'
import { actOutTheFirst, numberOf } from './scenes.ts'

const CITIZEN = '2000000000000000002'

describe('over signed webhooks, with Zalo refusing what the real one refuses', () => {
  it('somebody is led from the first message through the account to the state of the dossier', async () => {
    const house = await openHouse()
    const { zalo } = house
    await actOutTheFirst(house, {
      says: text => zalo.userSays(CITIZEN, text),
      chooses: title => {
        const last = zalo.sentTo(CITIZEN).at(-1)
        const button = last?.buttons.find(one => one.title.endsWith(title))
        // Zalo has room for five buttons; the others are numbers to type.
        const payload = typeof button?.payload === 'string' ? button.payload : null
        return zalo.userSays(CITIZEN, payload ?? numberOf(title, last?.text))
      },
      heard: () => zalo.sentTo(CITIZEN).map(({ text }) => text),
    })
  })

  it('a message that is delivered again is answered once', async () => {
    const { zalo, server } = await openHouse()
    for (let delivery = 0; delivery < 3; delivery++)
      expect((await zalo.userSays(CITIZEN, 'đăng ký tạm trú', { messageId: 'm-1' })).status).toBe(200)
    await zalo.userSays(CITIZEN, 'danh mục')
    await until(
      () => zalo.sentTo(CITIZEN).some(({ text }) => text?.includes('Đang cần việc nào') ?? false),
      'the menu',
    )
    expect(zalo.sentTo(CITIZEN).filter(({ text }) => text?.startsWith('Đăng ký tạm trú'))).toHaveLength(1)
    await server.turns.idle()
  })

  it('of a hundred messages at once none is lost, the sender is told once, and the next calm one is answered', async () => {
    const { zalo, server, passTime } = await openHouse()
    await zalo.userSays(CITIZEN, 'chào')
    const sent = Array.from({ length: 100 }, (_, index) =>
      zalo.userSays(CITIZEN, index % 2 ? 'danh mục' : 'phí tạm trú bao nhiêu'),
    )
    for (const { status } of await Promise.all(sent)) expect(status).toBe(200)
    const told = () => zalo.sentTo(CITIZEN).filter(({ text }) => text?.includes('nhiều tin liền nhau quá'))
    await until(() => told().length > 0, 'the honest line')
    const account = `zalo:${zalo.settings.oaId}`
    const [conversation] = await server.store.load([{ account, person: CITIZEN }])
    const query = { conversation: conversation?.id ?? '', limit: 500 }
    const theirs = async () =>
      (await server.store.messages({ ...query, after: 0 })).filter(({ from }) => from === 'person')
    expect(await theirs()).toHaveLength(101)

    passTime(15_000)
    await until(
      () => zalo.sentTo(CITIZEN).some(({ text }) => text?.includes('trả lời tiếp được rồi') ?? false),
      'the word that answers come again',
    )
    const before = zalo.sentTo(CITIZEN).length
    // What came before the house noticed, the line, the all-clear, and both messages of the greeting.
    expect(before).toBeLessThan(45)
    expect(told()).toHaveLength(1)
    await zalo.userSays(CITIZEN, 'gặp cán bộ')
    await until(() => zalo.sentTo(CITIZEN).length > before, 'the answer')
    expect(zalo.sentTo(CITIZEN).at(-1)?.text).toContain('Cán bộ ở')
  })

  it('while Zalo is down nothing is lost, and it leaves in order when Zalo is back', async () => {
    const { zalo } = await openHouse()
    await zalo.userSays(CITIZEN, 'chào')
    await until(() => zalo.sentTo(CITIZEN).length === 2, 'the greeting')
    await zalo.goDown()
    for (const text of ['đăng ký tạm trú', 'danh mục', 'gặp cán bộ'])
      expect((await zalo.userSays(CITIZEN, text)).status).toBe(200)
    await zalo.comeUp()
    await until(() => zalo.sentTo(CITIZEN).length === 5, 'the three answers')
    const heads = zalo
      .sentTo(CITIZEN)
      .slice(2)
      .map(({ text }) => text?.split(/[:\n]/)[0])
    expect(heads[0]).toBe('Đăng ký tạm trú')
    expect(heads[1]).toContain('Đang cần việc nào')
    expect(heads[2]).toContain('Cán bộ ở')
  })

  it('whoever follows is met once, told what this is and whose', async () => {
    const { zalo } = await openHouse()
    await zalo.follow(CITIZEN)
    await until(() => zalo.sentTo(CITIZEN).length === 2, 'two messages')
    expect(zalo.sentTo(CITIZEN)[0]?.text).toContain('trợ lý tự động')
  })

  it('while a person of the staff answers, the bot keeps quiet', async () => {
    const { zalo, server } = await openHouse()
    await zalo.userSays(CITIZEN, 'chào')
    await until(() => zalo.sentTo(CITIZEN).length === 2, 'the greeting')
    await zalo.staffSays(CITIZEN, 'Dạ, em là cán bộ hộ tịch đây ạ')
    await zalo.userSays(CITIZEN, 'cho hỏi giấy khai sinh')
    await server.turns.idle()
    const [conversation] = await server.store.load([
      { account: `zalo:${zalo.settings.oaId}`, person: CITIZEN },
    ])
    const rows = await server.store.messages({ conversation: conversation?.id ?? '', after: 0, limit: 50 })
    expect(rows.map(({ from }) => from)).toEqual(['person', 'bot', 'bot', 'staff', 'person'])
  })

  it('nothing that identifies a person is written down', async () => {
    const { zalo, server, folder } = await openHouse()
    await zalo.userSays(CITIZEN, 'cccd của tôi là 012345678901, điện thoại 0912345678, thư an@example.com')
    await until(
      () => zalo.sentTo(CITIZEN).some(({ text }) => text?.includes('không giữ lại') ?? false),
      'the warning',
    )
    await zalo.userSays(CITIZEN, 'hồ sơ H56.34-240820-0012 tới đâu rồi')
    await until(
      () => zalo.sentTo(CITIZEN).some(({ text }) => text?.includes('kết quả thử') ?? false),
      'the state',
    )
    // The cut of an endless text goes through the number.
    await zalo.userSays(CITIZEN, `${'kể mãi '.repeat(713)} 012345 678901`)
    await server.turns.idle()
    const bytes = ['dan-loi.db', 'dan-loi.db-wal']
      .map(name => readFileSync(`${folder}/data/${name}`, 'latin1'))
      .join('')
    for (const secret of ['012345', '0912345678', 'an@example.com', zalo.settings.refreshToken])
      expect(bytes).not.toContain(secret)
    const [conversation] = await server.store.load([
      { account: `zalo:${zalo.settings.oaId}`, person: CITIZEN },
    ])
    const rows = await server.store.messages({ conversation: conversation?.id ?? '', after: 0, limit: 50 })
    expect(rows.length).toBeGreaterThan(3)
    expect(JSON.stringify(rows)).not.toContain('240820')
    expect(conversation?.state).not.toContain('240820')
  })
})
