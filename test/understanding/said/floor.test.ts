import { describe, expect, test } from 'vitest'
import { contentKnowledge } from '../../content-knowledge.ts'
import { answerTo, measure } from './measure.ts'
import { readSaid } from './said.ts'

const knowledge = contentKnowledge('khong')

describe('of what people said, most is understood; these bounds may only rise', () => {
  const dev = readSaid('dev')
  const found = measure(dev, text => answerTo(knowledge, text))
  const stories = measure(
    dev.filter(({ isStory }) => isStory),
    text => answerTo(knowledge, text),
  )

  test('there is much of it, and many stories', () => {
    expect(dev.length).toBeGreaterThanOrEqual(900)
    expect(stories.messages / dev.length).toBeGreaterThan(0.33)
  })

  test('the right answer comes first, or is among three', () => {
    expect(found.first).toBeGreaterThanOrEqual(0.965)
    expect(found.amongThree).toBeGreaterThanOrEqual(0.987)
    expect(stories.first).toBeGreaterThanOrEqual(0.96)
  })

  test('hardly anything is answered wrongly and with certainty', () => {
    expect(found.wronglyCertain).toBeLessThanOrEqual(0.011)
    expect(found.othersCertain).toBeLessThanOrEqual(0.02)
  })

  test('what is ambiguous is asked back, emergencies and swindles are known', () => {
    // Of 36: one more or less is 0.03.
    expect(found.askedBack).toBeGreaterThanOrEqual(0.93)
    expect(found.emergenciesKnown).toBe(1)
    expect(found.swindlesKnown).toBeGreaterThanOrEqual(0.93)
  })

  test('what was kept aside fares no worse', () => {
    const aside = measure(readSaid('kept-aside'), text => answerTo(knowledge, text))
    expect(aside.first).toBeGreaterThanOrEqual(0.96)
    expect(aside.amongThree).toBeGreaterThanOrEqual(0.97)
    expect(aside.wronglyCertain).toBeLessThanOrEqual(0.02)
  })

  test('what was fresh when it was written fares no worse', () => {
    const fresh = measure(readSaid('fresh'), text => answerTo(knowledge, text))
    expect(fresh.first).toBeGreaterThanOrEqual(0.96)
    expect(fresh.amongThree).toBeGreaterThanOrEqual(0.985)
    expect(fresh.wronglyCertain).toBeLessThanOrEqual(0.02)
    expect(fresh.othersCertain).toBeLessThanOrEqual(0.03)
  })

  test('nor does the second such set', () => {
    const fresh = measure(readSaid('fresh-2'), text => answerTo(knowledge, text))
    expect(fresh.first).toBeGreaterThanOrEqual(0.955)
    expect(fresh.amongThree).toBeGreaterThanOrEqual(0.98)
    expect(fresh.wronglyCertain).toBeLessThanOrEqual(0.02)
    expect(fresh.othersCertain).toBeLessThanOrEqual(0.04)
    expect(fresh.askedBack).toBeGreaterThanOrEqual(0.9)
    expect(fresh.emergenciesKnown).toBe(1)
  })
})
