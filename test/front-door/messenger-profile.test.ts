import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { messengerCommand } from '../../src/commands/messenger.ts'
import { type House, oneHouse, until } from './house.ts'
import { READING_MS } from './scenes.ts'

const Profile = z.looseObject({
  get_started: z.looseObject({ payload: z.string() }),
  ice_breakers: z.tuple([
    z.looseObject({ call_to_actions: z.array(z.looseObject({ question: z.string(), payload: z.string() })) }),
  ]),
  persistent_menu: z.tuple([
    z.looseObject({
      call_to_actions: z.array(z.looseObject({ title: z.string(), payload: z.string().optional() })),
    }),
  ]),
})

let house: House
let people = 0
const newcomer = () => `70000000000000${10 + people++}`

/** What the person was told, once something came that holds these words. */
async function hears(person: string, words: string, from = 0): Promise<string> {
  const told = () =>
    house.messenger
      .sentTo(person)
      .slice(from)
      .map(({ text }) => text)
      .join('\n')
  await until(() => told().includes(words), `"${words}" in:\n${told()}`)
  return told()
}

describe('a Page whose profile the command has set, beside the running server', () => {
  const open = oneHouse()

  beforeAll(async () => {
    house = open()
    await messengerCommand(['profile'], house.server.settings, () => {})
  })

  it('greets whoever gets started, once, and says what this is', async () => {
    const person = newcomer()
    const { payload } = Profile.parse(house.messenger.page.profile).get_started
    await house.messenger.userPresses(person, { title: 'Bắt đầu', payload })
    expect(await hears(person, 'Đang cần việc nào')).toContain('trợ lý tự động')
    expect(house.messenger.sentTo(person)).toHaveLength(2)
  })

  it('keeps the link by which somebody got started', async () => {
    const person = newcomer()
    await house.messenger.getsStarted(person, 'to-3-thon-ha')
    await hears(person, 'Đang cần việc nào')
    await house.server.turns.idle()
    const account = `messenger:${house.messenger.settings.pageId}`
    const [conversation] = await house.server.store.load([{ account, person }])
    expect(JSON.parse(conversation?.state ?? '{}')).toMatchObject({ firstLink: 'to-3-thon-ha' })
  })

  it('answers each ice breaker, the first thing that somebody ever taps, with what it asks for', async () => {
    const { ice_breakers } = Profile.parse(house.messenger.page.profile)
    const questions = ice_breakers[0].call_to_actions
    expect(questions).toHaveLength(4)
    for (const { question, payload } of questions) {
      const person = newcomer()
      await house.messenger.userPresses(person, { title: question, payload })
      const told = await hears(person, '2. ')
      expect(told).toContain('trợ lý tự động')
      const group = house.server.library.knowledge.groups.find(({ title }) => title === question)
      const first = house.server.library.knowledge.procedures.get(group?.procedures[0] ?? '')
      expect(told).toContain(`1. ${first?.name}`)
    }
  })

  it('answers each item of the menu at any time, also in the middle of a guide', async () => {
    const { persistent_menu } = Profile.parse(house.messenger.page.profile)
    const items = persistent_menu[0].call_to_actions.flatMap(({ title, payload }) =>
      payload ? [{ title, payload }] : [],
    )
    const person = newcomer()
    await house.messenger.userSays(person, 'làm giấy khai sinh')
    await hears(person, 'Bắt đầu')
    house.passTime(READING_MS)
    await house.messenger.userSays(person, '1')
    await hears(person, 'Bước 1')
    const answers = new Map([
      ['Danh mục', 'Đang cần việc nào'],
      ['Tra cứu hồ sơ', 'mã'],
      ['Tiếp tục', 'Bước 1'],
      ['Gặp cán bộ', 'Cán bộ'],
    ])
    expect(items.map(({ title }) => title)).toEqual([...answers.keys()])
    for (const item of items) {
      house.passTime(READING_MS)
      const seen = house.messenger.sentTo(person).length
      await house.messenger.userPresses(person, item)
      await hears(person, answers.get(item.title) ?? '?', seen)
    }
  })
})
