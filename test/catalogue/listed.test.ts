import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Curation } from '../../src/catalogue/curation.ts'
import { succeed } from '../../src/catalogue/import/compare.ts'
import type { Stored } from '../../src/catalogue/import/stored.ts'
import { loadKnowledge } from '../../src/catalogue/load.ts'
import { folder, procedure } from './folder.ts'
import { entry, imported } from './list-files.ts'

const WRITTEN = '1.004194'
const FILES = { 'procedures/1.004194.yaml': procedure({ replaces: ['1.000009'] }) }

function load(list: Stored | string, curation = {}) {
  const loaded = loadKnowledge(folder(FILES), {
    abilities: { 'bot.tra-cuu': 'co' },
    curation: Curation.parse(curation),
    imported: list,
  })
  if (loaded.kind === 'faults') throw new Error(JSON.stringify(loaded.findings))
  return loaded
}

describe('an imported list beside content', () => {
  const dragon = entry({ code: '1.000001', name: 'Thủ tục hành chính: nuôi rồng đá' })

  test('adds what content has no entry for, and leaves what staff wrote as it is', () => {
    const { knowledge } = load(imported(dragon, entry({ code: WRITTEN, name: 'Tên khác' })))
    expect([...knowledge.listed.procedures.keys()]).toEqual([dragon.code])
    expect(knowledge.listed.procedures.get(dragon.code)?.title).toBe('Nuôi rồng đá')
    expect(knowledge.procedures.get(WRITTEN)?.name).toBe('Đăng ký tạm trú')
  })

  test('is part of the version of what is known', () => {
    const version = (list: Stored) => load(list).knowledge.version
    expect(version(imported(dragon))).toBe(version(imported(dragon)))
    expect(version(imported(dragon))).not.toBe(version({ kind: 'none' }))
    expect(version(imported(dragon))).not.toBe(version(imported({ ...dragon, agency: 'Cục Thú lạ' })))
  })

  test('leads a code that was given up, with what staff added to it, to the one that took its place', () => {
    const gone = entry({ code: '1.000009', name: 'Khai báo chỗ trọ' })
    const first = succeed(null, [dragon, gone], '2026-07-15')
    const list = succeed(first, [dragon], '2026-08-01')
    const topic = { kind: 'procedure', id: gone.code }
    const { knowledge, findings } = load(
      { kind: 'ok', list, text: JSON.stringify(list) },
      {
        phrasings: [{ topic, text: 'khai chỗ ngủ trọ' }],
        notes: [{ procedure: gone.code, text: 'Ở đây thu 5.000 đồng.' }],
      },
    )
    expect(knowledge.successors.get(gone.code)).toBe(WRITTEN)
    expect(knowledge.procedures.get(WRITTEN)?.phrasings).toContain('khai chỗ ngủ trọ')
    expect(knowledge.notes.get(WRITTEN)).toEqual(['Ở đây thu 5.000 đồng.'])
    expect(knowledge.listed.formerNames.get(WRITTEN)).toEqual(['Khai báo chỗ trọ'])
    expect(findings).toEqual([])
  })

  test('takes what staff added to an entry of the list alone', () => {
    const topic = { kind: 'procedure', id: dragon.code }
    const { knowledge, findings } = load(imported(dragon), {
      phrasings: [{ topic, text: 'con rồng nhà tôi' }],
      notes: [{ procedure: dragon.code, text: 'Hỏi phòng Thú lạ.' }],
    })
    expect(knowledge.listed.procedures.get(dragon.code)?.phrasings).toEqual(['con rồng nhà tôi'])
    expect(knowledge.notes.get(dragon.code)).toEqual(['Hỏi phòng Thú lạ.'])
    expect(findings).toEqual([])
  })

  test('is passed over with a word on it where its file is broken', () => {
    const path = join(folder(), 'catalogue.json')
    writeFileSync(path, '{"format":1,')
    const { knowledge, findings } = load(path)
    expect(knowledge.listed.procedures.size).toBe(0)
    expect(findings).toMatchObject([{ level: 'warn', file: 'catalogue.json' }])
  })

  test('knows the codes of one name together: what holds everywhere first, then what provinces have', () => {
    const name = 'Đổi tên rồng'
    const own = entry({ code: '1.000002', name, decision: '7/QĐ-UBND', agency: 'Sở Thú lạ tỉnh Gia Lai' })
    const all = entry({ code: '1.000003', name: `Thủ tục ${name.toLowerCase()}`, decision: '12/QĐ-BTL' })
    const { sameName } = load(imported(own, all, dragon)).knowledge.listed
    expect(sameName.get(own.code)).toEqual([all.code, own.code])
    expect(sameName.get(all.code)).toEqual([all.code, own.code])
    expect(sameName.has(dragon.code)).toBe(false)
  })
})
