import { expect, it } from 'vitest'
import { contentKnowledge } from '../content-knowledge.ts'
import { Walker } from './walk.ts'

it('in the middle of a run two questions, one of it and one of another procedure, leave both ways open', () => {
  const walker = new Walker(contentKnowledge())
  walker.start('khai-sinh')
  const asked = (id: string, facet: 'papers' | 'where') =>
    ({ kind: 'topic', topic: { kind: 'procedure', id }, facet, relation: null }) as const
  const { replies, conversation } = walker.take({
    kind: 'said',
    intents: [asked('1.001193', 'papers'), asked('1.004194', 'where')],
    sensitive: false,
  })
  expect(replies.at(-1)?.text).toContain('hay làm tiếp việc đang dở')
  expect(conversation.prompt.map(({ title }) => title)).toEqual(expect.arrayContaining(['Tiếp tục']))
  expect(conversation.prompt.some(({ title }) => title.includes('tạm trú') || title === 'Bắt đầu')).toBe(true)
})
