import { expect, it } from 'vitest'
import { featuresOf } from '../../src/understanding/learned/features.ts'
import { Places } from '../../src/understanding/learned/places.ts'
import { buildIndex } from '../../src/understanding/understand.ts'
import { contentKnowledge } from '../content-knowledge.ts'

const knowledge = contentKnowledge()
const { learned, read } = buildIndex(knowledge)
const said = knowledge.voices.flatMap(({ said }) => said).filter((_, at) => at % 10 === 0)

it('finds just the features that are learned from, in their order, whatever people say', () => {
  const features = learned?.features ?? new Map<string, number>()
  const places = new Places(features)
  expect([said.length > 500, features.size > 1_000]).toEqual([true, true])
  for (const text of [...said, '', 'abc xyz 123', 'ĐĂNG KÝ khai sinh khai sinh']) {
    const tokens = read(text)
    const found: number[] = []
    places.each(tokens, at => found.push(at))
    expect(found).toEqual(featuresOf(tokens).flatMap(feature => features.get(feature) ?? []))
  }
})
