import { describe, expect, it } from 'vitest'
import type { Finding } from '../../src/catalogue/finding.ts'
import { lintFolder, RULES } from '../../src/catalogue/lint/index.ts'
import { conditions } from './fixtures/conditions.ts'
import { facts } from './fixtures/facts.ts'
import { askAboutSim, type Fixtures } from './fixtures/fixture.ts'
import { references } from './fixtures/references.ts'
import { wording } from './fixtures/wording.ts'
import { type FileTexts, faq, folder, guide, procedure } from './folder.ts'

const TODAY = '2026-07-15'

const FIXTURES: Fixtures = { ...references, ...conditions, ...wording, ...facts }

describe('every rule speaks of the fault it is for', () => {
  it.each(RULES.map(rule => rule.id))('%s has fixtures that make it speak', rule => {
    expect(FIXTURES[rule]?.length ?? 0).toBeGreaterThan(0)
  })
  it('and no fixture is for a rule that is gone', () => {
    expect(Object.keys(FIXTURES).filter(id => !RULES.some(rule => rule.id === id))).toEqual([])
  })

  const cases = Object.entries(FIXTURES).flatMap(([rule, fixtures]) =>
    fixtures.map(fixture => ({ rule, ...fixture })),
  )
  it.each(cases)('$rule: $fault', ({ rule, files, says: [level, place, words] }) => {
    const found = speaking(lintFolder(folder(files), TODAY), rule)
    expect(found.map(({ level, place }) => ({ level, place }))).toContainEqual({
      level,
      place: expect.stringMatching(new RegExp(`^${place}(:|$)`)),
    })
    expect(
      found
        .filter(finding => finding.place.startsWith(place))
        .map(({ message }) => message)
        .join('\n'),
    ).toContain(words)
  })
})

describe('rules keep quiet about what is sound', () => {
  it('in the small content of these tests', () => {
    expect(spokenIn({})).toEqual([])
  })

  it('for a procedure with its derived guide, a question and an office', () => {
    expect(
      spokenIn({
        'procedures/1.004194.yaml': procedure({
          cases: [
            { id: 'ca-nhan', label: 'Một người hoặc một nhà' },
            { id: 'danh-sach', label: 'Theo danh sách', note: 'Đơn vị nộp thay.' },
          ],
          papers: [
            { id: 'ct01', name: 'Tờ khai (CT01)', originals: 1 },
            { id: 'van-ban', name: 'Văn bản đề nghị', originals: 1, copies: 1, cases: ['danh-sach'] },
          ],
        }),
        'faq/lo-lua-dao.yaml': faq({ leadsTo: { procedure: '1.004194', guide: 'nop-ho-so' } }),
      }),
    ).toEqual([])
  })

  it('when a guide has the phrasings of the one procedure it leads through', () => {
    const own = guide('tam-tru', '  - { id: nop, use: nop-ho-so }').replace(
      'steps:',
      'phrasings: [làm tạm trú]\nsteps:',
    )
    expect(
      spokenIn({ 'procedures/1.004194.yaml': procedure({ guide: 'tam-tru' }), 'guides/tam-tru.yaml': own }),
    ).toEqual([])
  })

  it('when the last of several finishes names the outcome that is left', () => {
    const steps = `${askAboutSim}  - { id: x, when: { sim: co }, finish: duoc }\n  - { id: y, when: { sim: khong }, finish: can-giup }`
    expect(spokenIn({ 'guides/a.yaml': guide('a', steps) })).toEqual([])
  })

  it('when a condition rests on an answer that was skipped, a fact, a typed value or an outcome', () => {
    const steps = `
  - { id: ngay, enter: Sinh ngày nào ạ?, as: ngay, skippable: true }
  - { id: sim, ask: Có SIM chưa ạ?, skippable: true, options: { co: Có, chua: Chưa } }
  - { id: chua-ro, when: { sim: skipped }, tell: Không sao ạ. }
  - { id: khong-nho, when: { ngay: skipped }, tell: Không sao ạ. }
  - { id: dung, when: { ngay: 2026-07-01 }, tell: Đúng hạn. }
  - { id: nop, use: nop-ho-so }
  - { id: mung, when: { all: [{ nop: da-nop }, { not: { biet.tai-khoan: co } }, { bot.tra-cuu: co }] }, tell: Chúc mừng. }`
    expect(spokenIn({ 'guides/a.yaml': guide('a', steps) })).toEqual([])
  })

  it('about addresses of the state and about districts that are spoken of as gone', () => {
    const answer =
      'Mở https://vneid.gov.vn hoặc dichvucong.gov.vn. Giấy cũ ghi huyện Triệu Sơn vẫn dùng được.'
    expect(spokenIn({ 'faq/lo-lua-dao.yaml': faq({ answer }) })).toEqual([])
  })
})

it('says no Pass where it found something', () => {
  const files = { 'guides/a.yaml': guide('a', '  - { id: doc, do: Bấm nút Đăng nhập. }') }
  const found = lintFolder(folder(files), TODAY).filter(({ rule }) => rule === 'choosing')
  expect(found.filter(({ file }) => file === 'guides/a.yaml').map(({ level }) => level)).toEqual(['fail'])
})

it('says Pass once for each rule and file that it found sound', () => {
  const findings = lintFolder(folder({ 'faq/lo-lua-dao.yaml': faq() }), TODAY)
  const passed = findings.filter(({ file, level }) => file === 'faq/lo-lua-dao.yaml' && level === 'pass')
  expect(passed.map(({ rule }) => rule).toSorted()).toEqual([
    'choosing',
    'dates',
    'districts',
    'duplicates',
    'lengths',
    'links',
    'phrasings',
    'placeholders',
    'reading',
    'references',
    'sentences',
  ])
})

function speaking(findings: readonly Finding[], rule: string) {
  return findings
    .filter(finding => finding.rule === rule && finding.level !== 'pass')
    .map(({ level, file, line, message }) => ({
      level,
      place: line === null ? file : `${file}:${line}`,
      message,
    }))
}

function spokenIn(files: FileTexts): Finding[] {
  return lintFolder(folder(files), TODAY).filter(({ level }) => level !== 'pass')
}
