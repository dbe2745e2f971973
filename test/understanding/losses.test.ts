import { describe, expect, it } from 'vitest'
import type { Intent } from '../../src/understanding/intent.ts'
import { NOTHING_EXPECTED, understand } from '../../src/understanding/understand.ts'
import { contentKnowledge } from '../content-knowledge.ts'

const knowledge = contentKnowledge()
const DEATH = ['co-nguoi-mat', '1.000656']

function topicsIn(intents: readonly Intent[]): string[] {
  return intents.flatMap(intent => {
    if (intent.kind === 'topic') return [intent.topic.id]
    return intent.kind === 'unsure' ? intent.candidates.map(({ topic }) => topic.id) : []
  })
}

describe('Whoever tells that somebody lost something is told of no death', () => {
  it.each([
    'mẹ tôi mất xe máy',
    'chong em mat xe may',
    'ông nội mất tiền',
    'bà ngoại mất tiền',
    'bà ngoại mất sim',
    'ông nội mất cái ví',
    'ông nội mất đồ trên xe khách',
    'bà ngoại mất giấy khai sinh',
  ])('%s', text => {
    const topics = topicsIn(understand(knowledge, text, NOTHING_EXPECTED))
    expect(topics.filter(id => DEATH.includes(id))).toEqual([])
  })
})

describe('Whoever tells of a death is told what there is to do', () => {
  it.each(['cháu mất rồi', 'người nhà mới mất', 'bà ngoại mất hôm qua', 'ông nội mới mất'])('%s', text => {
    expect(topicsIn(understand(knowledge, text, NOTHING_EXPECTED))).toContain('co-nguoi-mat')
  })
})
