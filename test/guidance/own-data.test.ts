import { describe, expect, it } from 'vitest'
import type { Command } from '../../src/catalogue/schema/language.ts'
import { ownData } from '../../src/guidance/own-data/own-data.ts'
import { guide, knowledgeWith } from './guides.ts'
import { Walker } from './walk.ts'

const CODE = 'H56.34-240820-0012'
const HOUR_MS = 60 * 60_000
const knowledge = knowledgeWith([
  guide('goc', [
    {
      id: 'tai-khoan',
      title: 'Tài khoản',
      ask: 'Đã có tài khoản chưa?',
      options: { co: 'Có rồi', chua: 'Chưa' },
      remembers: { on: 'co', fact: 'biet.tai-khoan', value: 'co' },
    },
    {
      id: 'giay',
      prepare: 'Chuẩn bị giấy tờ.',
      items: [
        { id: 'anh', label: 'Ảnh chân dung' },
        { id: 'don', label: 'Đơn' },
      ],
    },
    { id: 'gui', do: 'Gửi hồ sơ.' },
  ]),
])

const ERASE = { title: '', action: { do: 'erase', yes: true } } as const

const command = (walk: Walker, command: Command) =>
  walk.take({ kind: 'said', intents: [{ kind: 'command', command }], sensitive: false })

/** Somebody who has answered a question, ticked a paper and had a code kept. */
function somebody(): Walker {
  const walk = new Walker(knowledge)
  walk.start()
  walk.answer(0)
  walk.answer(0)
  walk.conversation.dossiers = [CODE]
  return walk
}

describe('what is kept of somebody', () => {
  it('is told in the words in which they saw it', () => {
    const walk = somebody()
    command(walk, 'remind')
    walk.answer(0)
    expect(ownData(knowledge, walk.conversation)).toMatchObject({
      runs: [
        {
          ended: false,
          answers: [
            { step: 'Tài khoản', answer: 'Có rồi' },
            { step: 'Chuẩn bị giấy tờ.', answer: '☑ Ảnh chân dung' },
          ],
        },
      ],
      codes: [CODE],
      facts: ['Tài khoản Có rồi'],
      quiet: false,
    })
  })

  it('is told also of steps that the content no longer has', () => {
    const walk = somebody()
    const now = knowledgeWith([guide('goc', [{ id: 'khac', do: 'Việc khác.' }])])
    const [run] = ownData(now, walk.conversation).runs
    expect(run?.answers).toContainEqual({ step: 'tai-khoan', answer: 'co' })
  })

  it('is said in short where no page can be opened, and the step stands there again', () => {
    const walk = somebody()
    const { replies, events } = command(walk, 'export')
    const said = replies.map(({ text }) => text).join('\n')
    expect(said).toContain(CODE)
    expect(said).toContain('• ownDataRun Việc goc 23/11/2026 2')
    expect(said).toContain('ownDataMessages 90')
    expect(replies.flatMap(({ links }) => links)).toEqual([])
    expect(replies.at(-1)?.progress).not.toBeNull()
    expect(events).toEqual([{ type: 'data_exported' }])
  })

  it('loses its codes by a word', () => {
    const walk = somebody()
    command(walk, 'dropCodes')
    expect(ownData(knowledge, walk.conversation).codes).toEqual([])
    expect(walk.conversation.runs).toHaveLength(1)
  })
})

describe('who turned away', () => {
  it('is forgotten within 23 hours, unless they say something', () => {
    const walk = somebody()
    const { conversation } = walk.take({ kind: 'unfollowed' })
    expect(conversation.forgetAt).toBe(walk.now + 22 * HOUR_MS)
    // What nobody said keeps nobody.
    walk.take({ kind: 'timer', timer: 'leave-check' })
    expect(walk.conversation.forgetAt).not.toBeNull()
    walk.answer(0)
    expect(walk.conversation.forgetAt).toBeNull()
  })

  it('is forgotten after erasing too, with the confirmation itself', () => {
    const walk = somebody()
    command(walk, 'erase')
    expect(walk.tap(ERASE).erased).toBe(true)
    expect(walk.conversation).toMatchObject({ dossiers: [], runs: [], facts: {}, metAt: null })
    expect(walk.conversation.forgetAt).toBe(walk.now + 22 * HOUR_MS)
  })
})

describe('the button that erases everything', () => {
  it('asks again where something else was said since, and then erases', () => {
    const walk = somebody()
    command(walk, 'erase')
    command(walk, 'menu')
    const again = walk.tap(ERASE)
    expect(again.erased).toBe(false)
    expect(again.replies.at(-1)?.text).toContain('eraseConfirm')
    expect(walk.conversation.dossiers).toEqual([CODE])
    expect(walk.tap(ERASE).erased).toBe(true)
  })

  it('asks again after hours, though nothing was said since', () => {
    const walk = somebody()
    command(walk, 'erase')
    walk.now += 3 * HOUR_MS
    expect(walk.tap(ERASE).erased).toBe(false)
  })

  it('erases at once where the page asked, as on a machine that many use', () => {
    expect(somebody().tap({ title: '', action: { do: 'erase', yes: true, sure: true } }).erased).toBe(true)
  })
})
