import { describe, expect, it } from 'vitest'
import { subjectsOf } from '../../src/guidance/walk/conditions.ts'
import { contentKnowledge } from '../content-knowledge.ts'
import { Survey } from './survey.ts'

/**
 * What the ways depend on besides the answers. The guides whose own conditions ask about it are walked in each;
 * the others once.
 */
const CIRCUMSTANCES = [
  { lookup: 'co', facts: {}, asks: '' },
  { lookup: 'khong', facts: {}, asks: 'bot.tra-cuu' },
  { lookup: 'co', facts: { 'biet.tai-khoan': 'co' }, asks: 'biet.tai-khoan' },
] as const

const knowledge = contentKnowledge()
const surveys = CIRCUMSTANCES.map(({ lookup, facts, asks }) => {
  const survey = new Survey({ ...knowledge, abilities: { 'bot.tra-cuu': lookup } }, facts)
  for (const guide of knowledge.guides.values()) {
    survey.walkLongest(guide)
    if (guide.steps.some(({ when }) => asks === '' || subjectsOf(when).includes(asks))) survey.waysOf(guide)
  }
  return survey
})
const written = [...knowledge.guides.values()].flatMap(guide =>
  guide.steps.map(step => ({ step, path: `${guide.id}/${step.id}` })),
)

describe('every way through every guide', () => {
  it('ends in a finish, is said whole within the limits of every channel, and is never longer than was told', async ({
    annotate,
  }) => {
    const walks = surveys.map(({ walks }) => walks)
    await annotate(`walks: ${walks.join(' + ')}`)
    expect(surveys.flatMap(({ faults }) => [...faults])).toEqual([])
    expect(walks.reduce((sum, count) => sum + count)).toBeGreaterThan(100)
  })

  it('passes every step and every end that is written', () => {
    const met = new Set(surveys.flatMap(({ steps, finishes }) => [...steps, ...finishes]))
    const expected = written.filter(({ step }) => step.kind !== 'use').map(({ path }) => path)
    expect(expected.filter(path => !met.has(path))).toEqual([])
    expect(met.size).toBe(expected.length)
  })

  it('has the help for every obstacle within reach', () => {
    const helped = new Set(surveys.flatMap(({ obstacles }) => [...obstacles]))
    const expected = written.flatMap(({ step, path }) =>
      'obstacles' in step ? step.obstacles.map(({ id }) => `${path}/${id}`) : [],
    )
    expect(expected.filter(path => !helped.has(path))).toEqual([])
    expect(expected.length).toBeGreaterThan(50)
  })
})
