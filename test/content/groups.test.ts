import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { Groups } from '../../src/catalogue/schema/groups.ts'
import { contentKnowledge } from '../content-knowledge.ts'

const knowledge = contentKnowledge()
const groups = Groups.parse(parse(readFileSync('content/language/groups.yaml', 'utf8')))
const procedures = (id: string) => knowledge.groups.find(group => group.id === id)?.procedures ?? []

it.each(groups)('$title: what is named first stands first, in that order', ({ id, first }) => {
  expect(procedures(id).slice(0, first.length)).toEqual(first)
})

it('opens the family’s things with a birth, and a home’s with what most people register', () => {
  expect(procedures('gia-dinh')[0]).toBe('1.001193')
  expect(procedures('cu-tru').slice(0, 2)).toEqual(['1.004194', '1.004222'])
})
