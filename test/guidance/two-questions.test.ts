import { describe, expect, it } from 'vitest'
import { contentKnowledge } from '../content-knowledge.ts'
import { Walker } from './walk.ts'

const asked = (id: string, facet: 'papers' | 'where' | null = null) =>
  ({ kind: 'topic', topic: { kind: 'procedure', id }, facet, relation: null }) as const

const BIRTH = '1.001193'
const STAY = '1.004194'
const MARRIAGE = '1.000894'

const titles = ({ conversation }: Walker) => conversation.prompt.map(({ title }) => title)

describe('two questions in one message, in the middle of a run', () => {
  it.each([
    [asked(BIRTH, 'papers'), asked(STAY, 'where')],
    [asked(STAY, 'where'), asked(BIRTH, 'papers')],
  ])('leave both ways open, whichever comes first', (one, other) => {
    const walker = new Walker(contentKnowledge())
    walker.start('khai-sinh')
    const { replies } = walker.take({ kind: 'said', intents: [one, other], sensitive: false })
    expect(replies.at(-1)?.text).toContain('Bắt đầu “Đăng ký tạm trú”, hay làm tiếp việc đang dở')
    expect(titles(walker)).toEqual(expect.arrayContaining(['Tiếp tục', 'Đăng ký tạm trú']))
  })

  it('are asked about once where both are about something else', () => {
    const walker = new Walker(contentKnowledge())
    walker.start('khai-sinh')
    const { replies } = walker.take({
      kind: 'said',
      intents: [asked(STAY), asked(MARRIAGE)],
      sensitive: false,
    })
    expect(replies.filter(({ text }) => text.includes('Đang làm dở'))).toHaveLength(1)
    expect(titles(walker)).toEqual(expect.arrayContaining(['Tiếp tục', 'Đăng ký tạm trú', 'Đăng ký kết hôn']))
  })
})

describe('three wishes in one message', () => {
  it('get two answers, and the third is named with a choice that leads to just that', () => {
    const walker = new Walker(contentKnowledge())
    const { replies } = walker.take({
      kind: 'said',
      intents: [asked(BIRTH), asked(STAY), asked(MARRIAGE, 'papers')],
      sensitive: false,
    })
    expect(replies.filter(({ about }) => about)).toHaveLength(2)
    expect(replies.at(-1)?.text).toContain('“Đăng ký kết hôn”')
    const third = walker.conversation.prompt.find(({ title }) => title === 'Đăng ký kết hôn')
    expect(third?.action).toEqual({ do: 'facet', procedure: MARRIAGE, facet: 'papers' })
  })
})
