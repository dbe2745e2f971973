import { join } from 'node:path'
import { expect, it } from 'vitest'
import { isFail } from '../../src/catalogue/finding.ts'
import { lintFolder } from '../../src/catalogue/lint/index.ts'
import { loadKnowledge } from '../../src/catalogue/load.ts'
import { exampleDuty } from '../example-duty.ts'

const CONTENT = join(import.meta.dirname, '../../content')

it('the content that comes with the project loads', () => {
  const loaded = loadKnowledge(CONTENT, { abilities: { 'bot.tra-cuu': 'co' } })
  if (loaded.kind === 'faults') expect(loaded.findings).toEqual([])
  else expect(loaded.knowledge.procedures.size).toBeGreaterThanOrEqual(3)
})

it('no rule fails on it', () => {
  const findings = lintFolder(CONTENT, new Date().toISOString().slice(0, 10))
  expect(findings.filter(isFail)).toEqual([])
  expect(findings.length).toBeGreaterThan(50)
})

it('promises nobody on duty who does not exist, and shows how one is named', () => {
  const loaded = loadKnowledge(CONTENT, { abilities: { 'bot.tra-cuu': 'co' } })
  expect(loaded.kind === 'ok' && loaded.knowledge.operator.duty).toEqual([])
  expect(exampleDuty()).toMatchObject([{ id: 'mot-cua', mail: ['mot-cua@vidu.thanhhoa.gov.vn'] }])
})
