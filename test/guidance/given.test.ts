import { describe, expect, it } from 'vitest'
import type { Outcome } from '../../src/guidance/outcome.ts'
import { contentKnowledge } from '../content-knowledge.ts'
import { guide, knowledgeWith } from './guides.ts'
import { Walker } from './walk.ts'

const CODE = '1.004194'
const knowledge = knowledgeWith([
  guide('goc', [
    { id: 'mo-dau', tell: 'Đọc trước.' },
    {
      id: 'viec',
      ask: 'Cần làm gì ạ?',
      options: { doi: { label: 'Đổi thẻ', procedures: [CODE] }, mat: { label: 'Mất thẻ' } },
    },
    { id: 'tuoi', ask: 'Mấy tuổi ạ?', options: { lon: 'Người lớn', nho: 'Trẻ em' } },
    { id: 'the-cu', do: 'Mang thẻ cũ.', when: { viec: 'doi' } },
    { id: 'bao-mat', do: 'Báo mất thẻ.', when: { viec: 'mat' } },
  ]),
])

const said = (outcome: Outcome) => outcome.replies.map(({ text }) => text).join('\n')
const progress = (outcome: Outcome) => outcome.replies.at(-1)?.progress
const command = (walker: Walker, name: 'back' | 'restart' | 'overview') =>
  walker.take({ kind: 'said', intents: [{ kind: 'command', command: name }], sensitive: false })
const begin = (walker: Walker, procedure = CODE) =>
  walker.tap({ title: '', action: { do: 'start', guide: 'goc', relation: null, procedure } })
const pick = (walker: Walker, title: string) => {
  const choice = walker.conversation.prompt.find(one => one.title === title)
  if (!choice) throw new Error(`No choice "${title}".`)
  return walker.tap(choice)
}

describe('whoever starts from the card of a procedure', () => {
  it('is not asked what the card has said, and reads all the rest', () => {
    const walker = new Walker(knowledge)
    expect(said(begin(walker))).toContain('Đọc trước')
    expect(said(walker.answer(0) ?? begin(walker))).toContain('Mấy tuổi')
    expect(said(pick(walker, 'Người lớn'))).toContain('Mang thẻ cũ')
  })

  it('is asked where nothing was said by the card', () => {
    const walker = new Walker(knowledge)
    begin(walker, '1.001193')
    expect(said(walker.answer(0) ?? begin(walker))).toContain('Cần làm gì')
  })

  it('is told of no step that is not walked', () => {
    const walker = new Walker(knowledge)
    expect(progress(begin(walker))).toMatchObject({ step: 1, atMost: 2 })
    expect(said(command(walker, 'overview'))).not.toContain('Cần làm gì')
    expect(progress(walker.answer(0) ?? begin(walker))).toMatchObject({ step: 2, atMost: 1 })
    expect(walker.visits.filter(change => JSON.stringify(change).includes('viec'))).toEqual([])
  })

  it('comes to the question by going back, and may say otherwise', () => {
    const walker = new Walker(knowledge)
    begin(walker)
    walker.answer(0)
    expect(said(command(walker, 'back'))).toContain('Cần làm gì')
    pick(walker, 'Mất thẻ')
    expect(said(pick(walker, 'Trẻ em'))).toContain('Báo mất thẻ')
  })

  it('is asked everything after starting again', () => {
    const walker = new Walker(knowledge)
    begin(walker)
    command(walker, 'restart')
    expect(said(walker.answer(0) ?? begin(walker))).toContain('Cần làm gì')
  })
})

describe('the identity card', () => {
  const knowledge = contentKnowledge('khong')

  it.each([
    ['1.014061', 'lan-dau'],
    ['1.014062', 'lan-dau'],
    ['1.014063', 'doi'],
    ['1.014064', 'mat-hong'],
  ])('of %s is not asked again what to do with it', (procedure, value) => {
    const walker = new Walker(knowledge)
    walker.tap({ title: '', action: { do: 'start', guide: 'can-cuoc', relation: null, procedure } })
    expect(walker.conversation.runs[0]?.answers.viec?.value).toBe(value)
  })
})
