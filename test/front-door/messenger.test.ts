import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, it } from 'vitest'
import type { FakeMessenger } from '../fakes/messenger.ts'
import { describePlatform } from './describe-platform.ts'
import { oneHouse, openHouse, until } from './house.ts'
import { READING_MS } from './scenes.ts'
import { onMessenger } from './talking.ts'

let people = 0
const newcomer = () => `70000000000000${10 + people++}`
let citizen: string

function saidTo(messenger: FakeMessenger, from = 0): string {
  const messages = messenger.sentTo(citizen).slice(from)
  return messages.map(({ text }) => text).join('\n')
}

const hears = (messenger: FakeMessenger, words: string, from = 0) =>
  until(() => saidTo(messenger, from).includes(words), `"${words}" in:\n${saidTo(messenger, from)}`)

describePlatform('Messenger', ({ messenger }) => onMessenger(messenger, newcomer()))

describe('over signed webhooks of Messenger', () => {
  const open = oneHouse()

  beforeEach(() => {
    citizen = newcomer()
  })

  it('whoever starts by a volunteer’s link is met once, and the link is kept', async () => {
    const { messenger, server } = open()
    await messenger.getsStarted(citizen, 'to-3-thon-ha')
    await hears(messenger, 'Đang cần việc nào')
    expect(messenger.sentTo(citizen)[0]?.text).toContain('trợ lý tự động')
    await server.turns.idle()
    const [conversation] = await server.store.load([
      { account: 'messenger:100000000000001', person: citizen },
    ])
    expect(JSON.parse(conversation?.state ?? '{}')).toMatchObject({ firstLink: 'to-3-thon-ha' })
  })

  it('a batch of several people is answered to each', async () => {
    const { messenger } = open()
    const people = Array.from({ length: 20 }, (_, index) => `70000000000001${index + 10}`)
    for (const person of people) await messenger.getsStarted(person)
    const messaging = people.map((person, index) => ({
      sender: { id: person },
      recipient: { id: messenger.settings.pageId },
      timestamp: messenger.now(),
      message: { mid: `m_loat-${index}`, text: 'đăng ký tạm trú' },
    }))
    const call = { object: 'page', entry: [{ id: messenger.settings.pageId, messaging }] }
    expect(await messenger.posts(call)).toMatchObject({ status: 200 })
    const isAnswered = (person: string) =>
      messenger.sentTo(person).some(({ text }) => text?.startsWith('Đăng ký tạm trú'))
    await until(() => people.every(isAnswered), 'twenty answers')
  })

  it('while a look-up is under way it shows that somebody writes, and then says what it found', async () => {
    const { messenger } = open()
    await messenger.userSays(citizen, 'hồ sơ H56.34-240820-0012 tới đâu rồi')
    await hears(messenger, 'kết quả thử')
    const shown = messenger.shownTo(citizen)
    const sign = shown.indexOf('typing_on')
    expect(sign).toBeGreaterThan(0)
    const before = messenger.sentTo(citizen).find(({ id }) => id === shown[sign - 1])
    const after = messenger.sentTo(citizen).find(({ id }) => id === shown[sign + 1])
    expect(before?.text).toContain('tra cứu')
    expect(after?.text).toContain('kết quả thử')
  })

  it('while staff hold the conversation nobody else answers, and nothing that is said is lost', async () => {
    const { messenger, server, passTime } = open()
    await messenger.userSays(citizen, 'làm giấy khai sinh')
    await hears(messenger, 'Bắt đầu')
    const seen = messenger.sentTo(citizen).length
    await messenger.staffTakes(citizen)
    await messenger.staffSays(citizen, 'Dạ, có mấy cháu ạ?')
    passTime(READING_MS)
    // To the bot a "1" would be the first of its choices.
    await messenger.userSaysToStaff(citizen, '1')
    passTime(READING_MS)
    await messenger.userSaysToStaff(citizen, 'danh mục')
    await server.turns.idle()
    const [conversation] = await server.store.load([
      { account: 'messenger:100000000000001', person: citizen },
    ])
    const rows = await server.store.messages({ conversation: conversation?.id ?? '', after: 0, limit: 50 })
    const told = rows.map(({ from, body }) => [from, JSON.parse(body).text])
    expect(told.slice(-3)).toEqual([
      ['staff', 'Dạ, có mấy cháu ạ?'],
      ['person', '1'],
      ['person', 'danh mục'],
    ])
    expect(messenger.sentTo(citizen)).toHaveLength(seen)
    passTime(READING_MS)
    await messenger.staffGivesBack(citizen)
    await until(() => messenger.sentTo(citizen).length > seen, 'the word that the bot is back')
    passTime(READING_MS)
    await messenger.userSays(citizen, 'danh mục')
    await hears(messenger, 'Đang cần việc nào', seen)
  })

  it('its own echoes do not make it quiet', async () => {
    const { messenger, passTime } = open()
    await messenger.userSays(citizen, 'chào')
    await hears(messenger, 'trợ lý tự động')
    for (const { text, metadata } of messenger.sentTo(citizen))
      await messenger.echo(citizen, text ?? '', { metadata })
    passTime(READING_MS)
    const seen = messenger.sentTo(citizen).length
    await messenger.userSays(citizen, 'đăng ký tạm trú')
    await hears(messenger, 'Đăng ký tạm trú', seen)
  })

  it('nothing that identifies a person is written down, said to the bot or to staff', async () => {
    const { messenger, server, folder, passTime } = await openHouse()
    await messenger.userSays(citizen, 'cccd của tôi là 012345678901, điện thoại 0912345678')
    await hears(messenger, 'không giữ lại')
    passTime(READING_MS)
    await messenger.userSends(
      citizen,
      [{ type: 'location', payload: { coordinates: { lat: 19.807654, long: 105.776543 } } }],
      'nhà 0912345678',
    )
    await messenger.staffTakes(citizen)
    await messenger.userSaysToStaff(citizen, 'thư của tôi là an@example.com')
    await server.turns.idle()
    const bytes = ['dan-loi.db', 'dan-loi.db-wal']
      .map(name => readFileSync(`${folder}/data/${name}`, 'latin1'))
      .join('')
    const { pageToken, appSecret } = messenger.settings
    for (const secret of ['012345', '0912345678', 'an@example.com', '807654', '776543', pageToken, appSecret])
      expect(bytes).not.toContain(secret)
  })
})
