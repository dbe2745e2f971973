import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readAction, writeAction } from '../../src/guidance/action.ts'
import { callsTo, cookieOf, transcriptOf } from '../browser/calls.ts'
import { guide } from '../catalogue/folder.ts'
import { openHouse, until } from './house.ts'

const Choices = z.array(z.object({ title: z.string(), payload: z.string() }))
const CITIZEN = '2000000000000000002'

const GUIDE = guide(
  'hai-may',
  `
  - id: muon
    ask: Muốn làm ở đâu ạ?
    options: { nha: Ở nhà, quay: Tại quầy }
  - id: doc
    do: Đọc kỹ trang đầu.
  - id: ky
    do: Ký vào trang cuối.
`,
)

/** One browser with two tabs. A tab shows what it fetched last, and only that can be tapped in it. */
async function twoTabs() {
  const { server, passTime } = await openHouse({ 'guides/hai-may.yaml': GUIDE })
  const calls = callsTo(() => server.url)
  const cookie = cookieOf(await calls.get('/chat/messages'))
  const fetched = async () => (await transcriptOf(await calls.get('/chat/messages', { cookie }))).messages
  const post = async (body: object) => {
    passTime(1_000)
    expect((await calls.post(body, { cookie })).status).toBe(202)
  }
  const tab = () => {
    let shown: Awaited<ReturnType<typeof fetched>> = []
    return {
      async looks() {
        shown = await fetched()
        return shown
      },
      says: (text: string) => post({ text }),
      /** The nth choice on this tab's screen that answers the step there. */
      answer(place: number) {
        const choices = Choices.parse(shown.at(-1)?.choices)
        const found = choices.filter(({ payload }) => readAction(payload)?.do === 'answer')[place]
        if (!found) throw new Error(`There are only ${choices.map(({ title }) => title).join(', ')}`)
        return found
      },
      taps: ({ payload, title }: { payload: string; title: string }) => post({ tap: payload, title }),
      starts: () => post({ tap: writeAction({ do: 'start', guide: 'hai-may', relation: null }) }),
    }
  }
  return { server, calls, cookie, one: tab(), other: tab() }
}

describe('on two devices at once', { timeout: 60_000 }, () => {
  it('both tabs show everything that was said in either, in one order', async () => {
    const { one, other } = await twoTabs()
    await one.says('đăng ký tạm trú')
    await other.says('danh mục')
    await one.says('gặp cán bộ')
    const seen = await one.looks()
    expect(seen.filter(({ from }) => from === 'person').map(({ text }) => text)).toEqual([
      'đăng ký tạm trú',
      'danh mục',
      'gặp cán bộ',
    ])
    expect(await other.looks()).toEqual(seen)
    expect(seen.map(({ seq }) => seq)).toEqual(seen.map((_, index) => index + 1))
  })

  it('what is said in one tab reaches the open stream of the other', async () => {
    const { calls, cookie, one, other } = await twoTabs()
    const streams = await Promise.all(
      [1, 2].map(() => calls.open('/chat/events', { cookie, accept: 'text/event-stream' })),
    )
    await one.says('đăng ký tạm trú')
    await other.says('danh mục')
    for (const stream of streams) {
      await stream.until('Đăng ký tạm trú')
      await stream.until('Đang cần việc nào')
      await stream.hangUp()
    }
  })

  it('a button of a step that the other tab has answered changes that answer, and says so', async () => {
    const { server, one, other } = await twoTabs()
    await one.starts()
    const [before] = [await one.looks(), await other.looks()]
    expect(before.at(-1)?.progress).toMatchObject({ step: 1 })
    const [first, second] = [one.answer(0), other.answer(1)]

    await one.taps(first)
    expect((await one.looks()).at(-1)?.progress).toMatchObject({ step: 2 })
    // The other tab did not look in between.
    await other.taps(second)
    const changed = (await other.looks()).at(-1)
    expect(changed?.text).toContain('Đọc kỹ trang đầu')
    expect(changed?.text).toContain('Đã đổi câu trả lời')

    // The same again is no new answer, and leads nowhere else.
    await one.taps(second)
    const again = (await one.looks()).at(-1)
    expect(again?.text).toContain('Câu này đã trả lời')
    expect(again?.progress).toEqual(changed?.progress)
    expect(await other.looks()).toEqual(await one.looks())

    const counts = await server.store.visitCounts({ rootGuide: 'hai-may' })
    const open = counts.filter(({ exit }) => exit === null)
    expect(open.reduce((sum, { count }) => sum + count, 0)).toBe(1)
  })

  it('two taps of one moment are two turns, one after the other', async () => {
    const { one, other } = await twoTabs()
    await one.starts()
    await Promise.all([one.looks(), other.looks()])
    await Promise.all([one.taps(one.answer(0)), other.taps(other.answer(0))])
    const seen = await one.looks()
    expect(seen.at(-1)).toMatchObject({ text: expect.stringContaining('Đọc kỹ'), progress: { step: 2 } })
    expect(seen.map(({ from, text }) => (from === 'person' ? text : from)).slice(-4)).toEqual([
      'Ở nhà',
      'bot',
      'Ở nhà',
      'bot',
    ])
  })

  it('on a phone and a computer with Zalo the bot answers every message, in order', async () => {
    const { zalo, server } = await openHouse()
    await zalo.userSays(CITIZEN, 'chào')
    await Promise.all([zalo.userSays(CITIZEN, 'đăng ký tạm trú'), zalo.userSays(CITIZEN, 'danh mục')])
    await until(() => zalo.sentTo(CITIZEN).length >= 4, 'all answers')
    await server.turns.idle()
    const [conversation] = await server.store.load([
      { account: `zalo:${zalo.settings.oaId}`, person: CITIZEN },
    ])
    const rows = await server.store.messages({ conversation: conversation?.id ?? '', after: 0, limit: 50 })
    const afterGreeting = rows.slice(3).map(({ from }) => from)
    expect(afterGreeting).toEqual(['person', 'bot', 'person', 'bot'])
  })
})
