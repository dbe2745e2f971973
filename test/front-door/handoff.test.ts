import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { handoffsCommand } from '../../src/handoff/command.ts'
import { callsTo, cookieOf, transcriptOf } from '../browser/calls.ts'
import type { FakeMessenger } from '../fakes/messenger.ts'
import type { FakeZalo } from '../fakes/zalo.ts'
import { type House, openHouse, until } from './house.ts'
import { numberOf, READING_MS } from './scenes.ts'

const CITIZEN = '2000000000000000002'
const OFFICER = '2000000000000000009'
const MINUTE = 60_000

/** Somebody is on duty at any hour, as tests run at any hour. */
function staffedAt(hours: string): { 'operator.yaml': string } {
  const operator = readFileSync('content/operator.yaml', 'utf8').replace(/^example: true\n/m, '')
  const duty = `duty:\n  - id: mot-cua\n    name: Tổ trực Một cửa\n    hours: [${hours}]\n`
  return { 'operator.yaml': operator.replace(/^duty: \[\]\n/m, duty) }
}
const ALWAYS = staffedAt("{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '23:59' }")

const hands = ({ server }: House, ...args: string[]) =>
  handoffsCommand(args, {
    store: server.store,
    duties: () => server.library.knowledge.operator.duty,
    now: Date.now,
    login: 'truc',
  })

function saidTo(platform: FakeZalo | FakeMessenger, person: string, from = 0): string {
  return platform
    .sentTo(person)
    .slice(from)
    .map(({ text }) => text)
    .join('\n')
}

const hears = (platform: FakeZalo | FakeMessenger, person: string, words: string, from = 0) =>
  until(() => saidTo(platform, person, from).includes(words), `"${words}" to ${person}`)

/** A tap on a button of the last message. */
async function tapsZalo(zalo: FakeZalo, title: string) {
  const button = zalo
    .sentTo(CITIZEN)
    .at(-1)
    ?.buttons.find(one => one.title.endsWith(title))
  if (typeof button?.payload !== 'string') throw new Error(`There is no button "${title}".`)
  await zalo.userTaps(CITIZEN, button.payload)
}

describe('handing over to staff', { timeout: 60_000 }, () => {
  it('on Zalo: a call first, then with a yes the one on duty is told in their own chat, answers, and gives back', async () => {
    const house = await openHouse(ALWAYS)
    const { zalo, passTime, server } = house
    const code = /TRUC [\d ]+\d/.exec((await hands(house, 'code', 'mot-cua')).join('\n'))?.[0] ?? ''
    await zalo.userSays(OFFICER, code)
    await hears(zalo, OFFICER, 'Tổ trực Một cửa được báo ngay tại đây')

    await zalo.userSays(CITIZEN, 'làm giấy khai sinh cho con')
    await hears(zalo, CITIZEN, 'Bắt đầu')
    passTime(READING_MS)
    await tapsZalo(zalo, 'Bắt đầu')
    await hears(zalo, CITIZEN, 'Mình hỏi vài câu ngắn')
    passTime(READING_MS)
    await zalo.userSays(CITIZEN, 'gặp cán bộ')
    await hears(zalo, CITIZEN, 'Chuyển nhé?')
    expect(zalo.sentTo(CITIZEN).at(-1)?.buttons[0]).toEqual({
      title: 'Gọi cán bộ',
      type: 'oa.open.phone',
      payload: { phone_code: '842370000000' },
    })
    passTime(READING_MS)
    await tapsZalo(zalo, 'Chuyển cho cán bộ')
    await hears(zalo, CITIZEN, 'Đã chuyển cho cán bộ')
    await hears(zalo, OFFICER, 'Có người cần gặp cán bộ')
    const told = saidTo(zalo, OFFICER)
    expect(told).toContain('Thủ tục: Đăng ký khai sinh (1.001193).')
    expect(told).toContain('Người dân: làm giấy khai sinh cho con')
    expect(told).not.toContain(CITIZEN)

    const seen = zalo.sentTo(CITIZEN).length
    passTime(READING_MS)
    await zalo.userSays(CITIZEN, 'con sinh ở nhà thì sao ạ, 1')
    await zalo.staffSays(CITIZEN, 'Dạ, mình làm giấy cam đoan ạ')
    passTime(READING_MS)
    await zalo.userSays(CITIZEN, '1')
    await server.turns.idle()
    expect((await hands(house, 'list')).join('\n')).toContain('Cán bộ: Dạ, mình làm giấy cam đoan ạ')
    expect(zalo.sentTo(CITIZEN)).toHaveLength(seen)
    await zalo.staffSays(CITIZEN, '#xong')
    await hears(zalo, CITIZEN, 'Mình hỏi vài câu ngắn', seen)
    expect(saidTo(zalo, CITIZEN, seen)).toContain('Cán bộ đã trao lại')
    expect(await hands(house, 'list')).toEqual(['Không có ai đang chờ.'])
  })

  it('on Zalo: what the bot could not send before staff spoke is not sent afterwards', async () => {
    const { zalo } = await openHouse(ALWAYS)
    await zalo.userSays(CITIZEN, 'chào')
    await until(() => zalo.sentTo(CITIZEN).length === 2, 'the greeting')
    await zalo.goDown()
    await zalo.userSays(CITIZEN, 'đăng ký tạm trú')
    await zalo.staffSays(CITIZEN, 'Dạ, em là cán bộ đây ạ')
    await zalo.comeUp()
    await zalo.userSays(CITIZEN, 'tiếp tục')
    await hears(zalo, CITIZEN, 'Trợ lý tự động giúp tiếp', 2)
    expect(saidTo(zalo, CITIZEN, 2)).not.toContain('Nộp được qua mạng')
  })

  it('on Messenger: a number to call on a button, one honest word after a quarter of an hour, and the bot after half of one', async () => {
    const house = await openHouse(ALWAYS)
    const { messenger, passTime } = house
    await messenger.userSays(CITIZEN, 'gặp cán bộ')
    await hears(messenger, CITIZEN, 'Chuyển nhé?')
    const offer = messenger.sentTo(CITIZEN).at(-1)
    expect(offer?.buttons).toContainEqual({
      type: 'phone_number',
      title: 'Gọi cán bộ',
      payload: '+842370000000',
    })
    passTime(READING_MS)
    await messenger.userSays(CITIZEN, numberOf('Chuyển cho cán bộ', offer?.text))
    await hears(messenger, CITIZEN, 'Đã chuyển cho cán bộ')
    passTime(READING_MS)
    await messenger.userSays(CITIZEN, 'con sinh ở nhà thì sao ạ')
    const seen = messenger.sentTo(CITIZEN).length
    passTime(15 * MINUTE)
    await hears(messenger, CITIZEN, 'Đã 15 phút mà cán bộ chưa trả lời', seen)
    expect(messenger.sentTo(CITIZEN)).toHaveLength(seen + 1)
    passTime(15 * MINUTE)
    await hears(messenger, CITIZEN, 'Cán bộ vẫn chưa trả lời được', seen + 1)
    expect((await hands(house, 'list')).join('\n')).toContain('Đã chờ mà không ai trả lời')
  })

  it('on Messenger: nothing is said while the inbox holds the conversation, and the bot is back when it gives it back', async () => {
    const { messenger, passTime, server } = await openHouse(ALWAYS)
    await messenger.userSays(CITIZEN, 'gặp cán bộ')
    await hears(messenger, CITIZEN, 'Chuyển nhé?')
    passTime(READING_MS)
    await messenger.userSays(CITIZEN, 'có')
    await hears(messenger, CITIZEN, 'Đã chuyển cho cán bộ')
    const seen = messenger.sentTo(CITIZEN).length
    await messenger.staffTakes(CITIZEN)
    await messenger.staffSays(CITIZEN, 'Dạ, em nghe ạ')
    passTime(10 * MINUTE)
    await messenger.userSaysToStaff(CITIZEN, 'cho hỏi phí khai sinh')
    passTime(10 * MINUTE)
    await messenger.staffSays(CITIZEN, 'Không mất phí ạ')
    passTime(10 * MINUTE)
    await server.turns.idle()
    expect(messenger.sentTo(CITIZEN)).toHaveLength(seen)
    await messenger.staffGivesBack(CITIZEN)
    await hears(messenger, CITIZEN, 'Cán bộ đã trao lại', seen)
  })

  it('on Messenger: a conversation that the inbox holds and nobody answers is taken back, so that nobody is left in silence', async () => {
    const { messenger, passTime } = await openHouse(ALWAYS)
    await messenger.userSays(CITIZEN, 'chào')
    await hears(messenger, CITIZEN, 'trợ lý tự động')
    await messenger.staffTakes(CITIZEN)
    await messenger.staffSays(CITIZEN, 'Dạ, em nghe ạ')
    passTime(READING_MS)
    await messenger.userSaysToStaff(CITIZEN, 'cho hỏi phí khai sinh')
    passTime(16 * MINUTE)
    await hears(messenger, CITIZEN, 'Đã 15 phút mà cán bộ chưa trả lời')
    passTime(READING_MS)
    await messenger.userSays(CITIZEN, 'tiếp tục')
    await hears(messenger, CITIZEN, 'Trợ lý tự động giúp tiếp')
  })

  it('on the web: a link to call, and staff answer and give back by the command', async () => {
    const house = await openHouse(ALWAYS)
    const calls = callsTo(() => house.server.url)
    const cookie = cookieOf(await calls.get('/chat/messages'))
    const Shown = z.array(
      z.looseObject({ from: z.string(), text: z.string(), links: z.array(z.object({ url: z.string() })) }),
    )
    const shown = async () =>
      Shown.parse((await transcriptOf(await calls.get('/chat/messages', { cookie }))).messages)
    const says = async (text: string) => {
      house.passTime(READING_MS)
      await calls.post({ text }, { cookie })
    }
    const sees = (words: string) =>
      until(async () => (await shown()).at(-1)?.text.includes(words) ?? false, `"${words}" on the page`)

    await says('gặp cán bộ')
    await sees('Chuyển nhé?')
    expect((await shown()).at(-1)?.links).toContainEqual(
      expect.objectContaining({ url: 'tel:+842370000000' }),
    )
    await says('chuyển cho cán bộ')
    await sees('Đã chuyển cho cán bộ')
    await says('con sinh ở nhà thì sao ạ')
    const [id = ''] = (await hands(house, 'list')).join('\n').split(' ')
    await hands(house, 'say', id, 'Dạ, gọi em theo số 0912345678 nhé.')
    await until(async () => (await shown()).at(-1)?.from === 'staff', 'the word of the staff')
    expect((await shown()).at(-1)?.text).toBe('Dạ, gọi em theo số 0912345678 nhé.')
    await says('1')
    await house.server.turns.idle()
    expect((await shown()).at(-1)).toMatchObject({ from: 'person', text: '1' })
    await hands(house, 'back', id)
    await sees('Cán bộ đã trao lại')
  })

  it('on the web, while nobody is on duty: a word is left, staff find it, and answer later', async () => {
    const { server, passTime } = await openHouse(staffedAt("{ days: [1], from: '00:00', to: '00:01' }"))
    const calls = callsTo(() => server.url)
    const cookie = cookieOf(await calls.get('/chat/messages'))
    const last = async () =>
      (await transcriptOf(await calls.get('/chat/messages', { cookie }))).messages.at(-1)?.text ?? ''
    const says = async (text: string, answer: string) => {
      passTime(READING_MS)
      await calls.post({ text }, { cookie })
      await until(async () => (await last()).includes(answer), `"${answer}" on the page`)
    }
    await says('gặp cán bộ', 'không có cán bộ trực')
    await says('để lại lời nhắn', 'Xin nhắn điều cần hỏi')
    await says('sổ hồng đứng tên bà nội thì nhập khẩu được không ạ', 'Đã giữ lời nhắn')
    const list = await handoffsCommand(['list'], {
      store: server.store,
      duties: () => [],
      now: Date.now,
      login: 'truc',
    })
    expect(list.join('\n')).toContain('Để lại lời nhắn')
    expect(list.join('\n')).toContain('Người dân: sổ hồng đứng tên bà nội thì nhập khẩu được không ạ')
  })
})
