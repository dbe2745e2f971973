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
    expect(found.first).toBeGreaterThanOrEqual(0.96)
    expect(found.amongThree).toBeGreaterThanOrEqual(0.985)
    expect(stories.first).toBeGreaterThanOrEqual(0.955)
  })

  test('hardly anything is answered wrongly and with certainty', () => {
    expect(found.wronglyCertain).toBeLessThanOrEqual(0.012)
    expect(found.othersCertain).toBeLessThanOrEqual(0.025)
  })

  test('what is ambiguous is asked back, emergencies and swindles are known', () => {
    // Of 36: one more or less is 0.03.
    expect(found.askedBack).toBeGreaterThanOrEqual(0.9)
    expect(found.emergenciesKnown).toBeGreaterThanOrEqual(0.95)
    expect(found.swindlesKnown).toBeGreaterThanOrEqual(0.9)
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
})
