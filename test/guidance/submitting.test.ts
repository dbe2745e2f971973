import { describe, expect, it } from 'vitest'
import type { Outcome } from '../../src/guidance/outcome.ts'
import { codeFrom } from '../../src/guidance/walk/slip.ts'
import { guide, knowledgeWith } from './guides.ts'
import { Walker } from './walk.ts'

const CODE = '1.004194'
const PAPERS = [
  { id: 'thue', label: 'Hợp đồng thuê nhà' },
  { id: 'dong-y', label: 'Giấy đồng ý của cha mẹ', when: { tuoi: 'nho' } },
  { id: 'to-khai', label: 'Tờ khai' },
]
const GUIDES = [
  guide('goc', [
    { id: 'tuoi', title: 'Người tạm trú', ask: 'Đủ 18 tuổi chưa?', options: { nho: 'Chưa', lon: 'Rồi' } },
    { id: 'giay', prepare: 'Chuẩn bị giấy tờ.', items: PAPERS },
    { id: 'gui', do: 'Gửi hồ sơ.' },
    { id: 'xong', finish: 'da-nop' },
  ]),
  guide('tra-cuu', [{ id: 'ma', enter: 'Nhắn mã hồ sơ.', as: 'ma-ho-so' }]),
  guide('giu-ma-ho-so', [
    { id: 'ma', enter: 'Nhắn mã cần giữ.', as: 'ma-ho-so', keeps: true, skippable: true },
  ]),
]

const walker = () => new Walker(knowledgeWith(GUIDES, CODE))
const said = (outcome: Outcome) => outcome.replies.map(({ text }) => text).join('\n')

function tap(walk: Walker, title: string): Outcome {
  const choice = walk.conversation.prompt.find(one => one.title === title)
  if (!choice)
    throw new Error(`No "${title}" among ${walk.conversation.prompt.map(one => one.title).join(' | ')}`)
  return walk.tap(choice)
}

const choose = (
  walk: Walker,
  holds: (action: { do: string; [field: string]: unknown }) => boolean,
): Outcome => {
  const choice = walk.conversation.prompt.find(({ action }) => holds(action))
  if (!choice) throw new Error('No such choice')
  return walk.tap(choice)
}

describe('the slip', () => {
  it('tells what was prepared and what is missing, in the words on the screen, and whose it is not', () => {
    const walk = walker()
    walk.start()
    tap(walk, 'Chưa')
    tap(walk, 'Hợp đồng thuê nhà')
    const told = choose(walk, action => action.do === 'answer' && action.value === 'missing')
    expect(told.slips).toHaveLength(1)
    const [slip] = told.slips
    expect(slip).toMatchObject({
      procedure: CODE,
      situation: ['Người tạm trú: Chưa'],
      have: ['Hợp đồng thuê nhà'],
      missing: ['Giấy đồng ý của cha mẹ', 'Tờ khai'],
      where: 'Công an cấp xã nơi tạm trú',
    })
    expect(said(told)).toContain(slip?.code)
    expect(told.replies[0]?.links).toEqual([expect.objectContaining({ url: `/phieu/${slip?.code}` })])
    expect(told.events).toContainEqual(expect.objectContaining({ type: 'slip_made' }))
  })

  it('keeps its code when the checklist is done anew', () => {
    const walk = walker()
    walk.start()
    tap(walk, 'Rồi')
    const first = choose(walk, action => action.do === 'answer' && action.value === 'missing').slips[0]
    walk.take({ kind: 'said', intents: [{ kind: 'command', command: 'back' }], sensitive: false })
    const again = choose(walk, action => action.do === 'answer' && action.value === 'all').slips[0]
    expect(again?.code).toBe(first?.code)
    expect(again?.missing).toEqual([])
    expect(again?.have).toEqual(['Hợp đồng thuê nhà', 'Tờ khai'])
  })

  it('has a code that can be read out: four and four, no vowel, no letter like another', () => {
    const codes = Array.from({ length: 2_000 }, (_, n) => codeFrom(`id-${n}`))
    for (const code of codes) expect(code).toMatch(/^[2-9BCDFGHJKLMNPQRTVWX]{4}-[2-9BCDFGHJKLMNPQRTVWX]{4}$/)
    expect(new Set(codes).size).toBe(codes.length)
  })
})

function submitted(): Walker {
  const walk = walker()
  walk.start()
  tap(walk, 'Rồi')
  choose(walk, action => action.do === 'answer' && action.value === 'all')
  walk.answer(0)
  return walk
}

describe('after submitting', () => {
  it('one tap tells how it went, and what comes next has a date in working days', () => {
    const walk = submitted()
    const told = choose(walk, action => action.do === 'how' && action.how === 'volunteer')
    expect(told.events).toContainEqual(expect.objectContaining({ type: 'how_told', how: 'volunteer' }))
    // Monday 23/11 and three working days.
    expect(said(told)).toContain('byWhen 3 ngày làm việc thứ Năm 26/11/2026')
  })

  it('who is still stuck is led to a person and can take the last step back', () => {
    const walk = submitted()
    expect(said(choose(walk, action => action.do === 'how' && action.how === 'stuck'))).toContain('howStuck')
    const back = walk.take({
      kind: 'said',
      intents: [{ kind: 'command', command: 'back' }],
      sensitive: false,
    })
    expect(said(back)).toContain('Gửi hồ sơ.')
  })

  it('an old button of it changes nothing', () => {
    const walk = submitted()
    const old = walk.conversation.prompt.find(({ action }) => action.do === 'how')
    walk.start('tra-cuu')
    const told = old ? walk.tap(old) : null
    expect(told?.events.some(({ type }) => type === 'how_told')).toBe(false)
  })
})

describe('a dossier code', () => {
  const value = 'H56.34-240820-0012'
  const give = (walk: Walker) =>
    walk.take({ kind: 'said', intents: [{ kind: 'value', value }], sensitive: false })
  const status = (walk: Walker) =>
    walk.take({ kind: 'said', intents: [{ kind: 'command', command: 'status' }], sensitive: false })

  it('is kept only where somebody chose to have it kept', () => {
    const walk = submitted()
    choose(walk, action => action.do === 'how' && action.how === 'myself')
    choose(walk, action => action.do === 'start' && action.guide === 'giu-ma-ho-so')
    expect(give(walk).events).toContainEqual({ type: 'dossier_kept' })
    expect(walk.conversation.dossiers).toEqual([value])
    expect(JSON.stringify(walk.conversation.ended?.answers)).not.toContain(value)

    const other = walker()
    status(other)
    give(other)
    expect(JSON.stringify(other.conversation)).not.toContain(value)
  })

  it('once kept is looked up by a tap that does not name it, and given up by another', () => {
    const walk = walker()
    walk.start('giu-ma-ho-so')
    give(walk)
    status(walk)
    const look = walk.conversation.prompt.find(({ action }) => action.do === 'lookUpKept')
    expect(JSON.stringify(look?.action)).not.toContain(value)
    expect(look && walk.tap(look).jobs).toContainEqual(
      expect.objectContaining({ kind: 'lookup', code: value }),
    )
    status(walk)
    choose(walk, action => action.do === 'dropKept')
    expect(walk.conversation.dossiers).toEqual([])
    expect(look && walk.tap(look).jobs).not.toContainEqual(expect.objectContaining({ kind: 'lookup' }))
  })

  it('is neither asked for nor offered where nothing can be looked up', () => {
    const walk = submitted()
    walk.knowledge = { ...walk.knowledge, abilities: { 'bot.tra-cuu': 'khong' } }
    choose(walk, action => action.do === 'how' && action.how === 'myself')
    expect(
      walk.conversation.prompt.some(({ action }) => action.do === 'start' && action.guide === 'giu-ma-ho-so'),
    ).toBe(false)
    walk.conversation.dossiers = [value]
    status(walk)
    expect(walk.conversation.prompt.some(({ action }) => action.do === 'lookUpKept')).toBe(false)
  })
})
