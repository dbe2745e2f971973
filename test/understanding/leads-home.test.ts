import { describe, expect, it } from 'vitest'
import { lintFolder, RULES } from '../../src/catalogue/lint/index.ts'
import { leadsHome } from '../../src/understanding/leads-home.ts'
import { type FileTexts, faq, folder, guide, procedure, sound } from '../catalogue/folder.ts'

const PHRASINGS = sound.procedure.phrasings

function spoken(files: FileTexts) {
  return lintFolder(folder(files), '2026-07-15', [...RULES, leadsHome])
    .filter(({ rule, level }) => rule === leadsHome.id && level !== 'pass')
    .map(({ level, file, line, message }) => ({ level, place: `${file}:${line}`, message }))
}

describe('the rule that every phrasing leads home', () => {
  it('keeps quiet where all do, with accents and without, also into a guide of its own', () => {
    const files = {
      'procedures/1.004194.yaml': procedure({ guide: 'tam-tru' }),
      'guides/tam-tru.yaml': guide('tam-tru', '  - { id: nop, use: nop-ho-so }').replace(
        'Hướng dẫn tam-tru',
        'Tạm trú từng bước',
      ),
      'faq/lo-lua-dao.yaml': faq(),
    }
    expect(spoken(files)).toEqual([])
  })

  it('fails a phrasing that leads certainly somewhere else', () => {
    const files = {
      'procedures/1.004194.yaml': procedure({ phrasings: [...PHRASINGS, 'thủ tục 1.004222'] }),
      'procedures/1.004222.yaml': procedure({
        code: '1.004222',
        name: 'Đăng ký thường trú',
        official: 'Đăng ký thường trú',
        phrasings: PHRASINGS.map(phrase => phrase.replaceAll('tạm trú', 'thường trú').replace('trọ', 'mình')),
      }),
    }
    const found = spoken(files).filter(({ message }) => message.includes('1.004222'))
    expect(found.map(({ level }) => level)).toContain('fail')
    expect(found[0]?.message).toContain('"Đăng ký thường trú" (1.004222)')
    expect(found[0]?.place).toMatch(/^procedures\/1\.004194\.yaml:\d+$/)
  })

  it('fails a phrasing that is a command', () => {
    const files = { 'faq/lo-lua-dao.yaml': faq({ phrasings: ['sợ bị lừa', 'lừa đảo à', 'menu'] }) }
    expect(spoken(files)).toMatchObject([{ level: 'fail', place: 'faq/lo-lua-dao.yaml:7' }])
  })

  it('warns of a phrasing that is only asked back', () => {
    const files = {
      'procedures/1.004194.yaml': procedure(),
      'faq/lo-lua-dao.yaml': faq({ phrasings: ['sợ bị lừa', 'lừa đảo à', 'làm tạm trú'] }),
    }
    expect(spoken(files)).toMatchObject([
      { level: 'warn', place: 'faq/lo-lua-dao.yaml:7', message: expect.stringContaining('chưa chắc') },
      { level: 'warn', place: expect.stringMatching(/^procedures/) },
    ])
  })
})
