import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, it } from 'vitest'
import { describePlatform } from './describe-platform.ts'
import { oneHouse, openHouse, until } from './house.ts'
import { onZalo } from './talking.ts'

let people = 0
const newcomer = () => `20000000000000000${10 + people++}`
let citizen: string

describePlatform('Zalo', ({ zalo }) => onZalo(zalo, newcomer()))

describe('over signed webhooks of Zalo', () => {
  const open = oneHouse()

  beforeEach(() => {
    citizen = newcomer()
  })

  it('of a hundred messages at once none is lost, the sender is told once, and the next calm one is answered', async () => {
    const { zalo, server, passTime } = await openHouse()
    await zalo.userSays(citizen, 'chào')
    const sent = Array.from({ length: 100 }, (_, index) =>
      zalo.userSays(citizen, index % 2 ? 'danh mục' : 'phí tạm trú bao nhiêu'),
    )
    for (const { status } of await Promise.all(sent)) expect(status).toBe(200)
    const told = () => zalo.sentTo(citizen).filter(({ text }) => text?.includes('nhiều tin liền nhau quá'))
    await until(() => told().length > 0, 'the honest line')
    const account = `zalo:${zalo.settings.oaId}`
    const [conversation] = await server.store.load([{ account, person: citizen }])
    const query = { conversation: conversation?.id ?? '', limit: 500 }
    const theirs = async () =>
      (await server.store.messages({ ...query, after: 0 })).filter(({ from }) => from === 'person')
    expect(await theirs()).toHaveLength(101)

    passTime(15_000)
    await until(
      () => zalo.sentTo(citizen).some(({ text }) => text?.includes('trả lời tiếp được rồi') ?? false),
      'the word that answers come again',
    )
    const before = zalo.sentTo(citizen).length
    // What came before the house noticed, the line, the all-clear, and both messages of the greeting.
    expect(before).toBeLessThan(45)
    expect(told()).toHaveLength(1)
    await zalo.userSays(citizen, 'gặp cán bộ')
    await until(() => zalo.sentTo(citizen).length > before, 'the answer')
    expect(zalo.sentTo(citizen).at(-1)?.text).toContain('Cán bộ ở')
  })

  it('of more than can be answered at once nothing is lost, and each person is answered in order', async () => {
    const { zalo, server } = await openHouse()
    const people = Array.from({ length: 150 }, (_, index) => `30000000000000${1000 + index}`)
    const procedures = ['đăng ký tạm trú', 'đăng ký thường trú', 'đăng ký khai tử', 'đăng ký kết hôn']
    const sent = procedures.flatMap(text => people.map(person => zalo.userSays(person, text)))
    for (const { status } of await Promise.all(sent)) expect(status).toBe(200)
    await until(async () => (await server.store.backlog(Date.now())).inbox === 0, 'all turns')
    await until(async () => (await server.store.backlog(Date.now())).outbox === 0, 'all answers')
    for (const person of people) {
      const heard = zalo.sentTo(person).map(({ text }) => text?.toLowerCase() ?? '')
      const places = procedures.map(text => heard.findIndex(one => one.startsWith(text)))
      expect(places).toEqual([...places].sort((one, other) => one - other))
      expect(places).not.toContain(-1)
    }
  })

  it('whoever follows is met once, told what this is and whose', async () => {
    const { zalo } = open()
    await zalo.follow(citizen)
    await until(() => zalo.sentTo(citizen).length === 2, 'two messages')
    expect(zalo.sentTo(citizen)[0]?.text).toContain('trợ lý tự động')
  })

  it('while a person of the staff answers, the bot keeps quiet', async () => {
    const { zalo, server } = open()
    await zalo.userSays(citizen, 'chào')
    await until(() => zalo.sentTo(citizen).length === 2, 'the greeting')
    await zalo.staffSays(citizen, 'Dạ, em là cán bộ hộ tịch đây ạ')
    await zalo.userSays(citizen, 'cho hỏi giấy khai sinh')
    await server.turns.idle()
    const [conversation] = await server.store.load([
      { account: `zalo:${zalo.settings.oaId}`, person: citizen },
    ])
    const rows = await server.store.messages({ conversation: conversation?.id ?? '', after: 0, limit: 50 })
    expect(rows.map(({ from }) => from)).toEqual(['person', 'bot', 'bot', 'staff', 'person'])
  })

  it('nothing that identifies a person is written down', async () => {
    const { zalo, server, folder } = await openHouse()
    await zalo.userSays(citizen, 'cccd của tôi là 012345678901, điện thoại 0912345678, thư an@example.com')
    await until(
      () => zalo.sentTo(citizen).some(({ text }) => text?.includes('không giữ lại') ?? false),
      'the warning',
    )
    await zalo.userSays(citizen, 'hồ sơ H56.34-240820-0012 tới đâu rồi')
    await until(
      () => zalo.sentTo(citizen).some(({ text }) => text?.includes('kết quả thử') ?? false),
      'the state',
    )
    // The cut of an endless text goes through the number.
    await zalo.userSays(citizen, `${'kể mãi '.repeat(713)} 012345 678901`)
    await server.turns.idle()
    const bytes = ['dan-loi.db', 'dan-loi.db-wal']
      .map(name => readFileSync(`${folder}/data/${name}`, 'latin1'))
      .join('')
    for (const secret of ['012345', '0912345678', 'an@example.com', zalo.settings.refreshToken])
      expect(bytes).not.toContain(secret)
    const [conversation] = await server.store.load([
      { account: `zalo:${zalo.settings.oaId}`, person: citizen },
    ])
    const rows = await server.store.messages({ conversation: conversation?.id ?? '', after: 0, limit: 50 })
    expect(rows.length).toBeGreaterThan(3)
    expect(JSON.stringify(rows)).not.toContain('240820')
    expect(conversation?.state).not.toContain('240820')
  })
})
