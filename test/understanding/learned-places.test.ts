import { expect, it } from 'vitest'
import { featuresOf } from '../../src/understanding/learned/features.ts'
import { countOf, featuresFrom, Places } from '../../src/understanding/learned/places.ts'
import { buildIndex } from '../../src/understanding/understand.ts'
import { contentKnowledge } from '../content-knowledge.ts'

const knowledge = contentKnowledge()
const { read } = buildIndex(knowledge)
const said = knowledge.voices.flatMap(({ said }) => said)
const learnedFrom = said.filter((_, at) => at % 10 === 0)
const { features, inOrder } = featuresFrom([...new Set(learnedFrom.map(read).flatMap(featuresOf))])
const placeOf = new Map(inOrder.map((feature, place) => [feature, place]))

it('finds just the features that are learned from, in their order, whatever people say', () => {
  const places = new Places(features)
  const others = said.filter((_, at) => at % 10 === 5)
  for (const text of [...learnedFrom, ...others, '', 'abc xyz 123', 'ĐĂNG KÝ khai sinh khai sinh']) {
    const tokens = read(text)
    const found: number[] = []
    places.each(tokens, at => found.push(at))
    expect(found).toEqual(featuresOf(tokens).flatMap(feature => placeOf.get(feature) ?? []))
  }
})

it('gives each feature a place of its own, with none between', () => {
  expect(learnedFrom.length).toBeGreaterThan(500)
  expect(placeOf.size).toBeGreaterThan(10_000)
  expect([inOrder.length, countOf(features)]).toEqual([placeOf.size, placeOf.size])
})
