import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
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

  it('about short forms that are explained, numbers of laws and names of forms', () => {
    const answer =
      'Đọc mã OTP (mã gửi về điện thoại) là mất tiền. Thẻ bảo hiểm y tế (BHYT) thì khác. Theo 68/2020/QH14, khai mẫu CT01, TK1-TS ở Phụ lục II.'
    expect(spokenIn({ 'faq/lo-lua-dao.yaml': faq({ answer }) })).toEqual([])
  })

  it('about a day that had passed when the source was read, one that is still to come, and today', () => {
    const answer = 'Cưới trước ngày 3/1/1987 thì khác. Giảm phí đến 31/12/2026. Nhận hồ sơ đến hết 15/7/2026.'
    expect(spokenIn({ 'faq/lo-lua-dao.yaml': faq({ answer }) })).toEqual([])
  })

  it('about sources that were read just recently enough', () => {
    const files = {
      'procedures/1.004194.yaml': procedure({
        guide: 'nop-ho-so',
        source: { decision: '9354/QĐ-BCA-C06', date: '2026-05-16' },
      }),
      'faq/lo-lua-dao.yaml': faq({ source: { title: 'Cổng', date: '2026-01-16' } }),
    }
    expect(spokenIn(files)).toEqual([])
  })

  it('about streets and communes that are called as a province once was, and old provinces called old', () => {
    const places = stringify({
      source: { title: 'Danh sách', date: '2026-07-01' },
      provinces: [{ id: 'phu-tho', name: 'Tỉnh Phú Thọ', formerly: [{ name: 'Tỉnh Hòa Bình' }] }],
    })
    const answer = 'Giấy của tỉnh Hòa Bình cũ vẫn dùng được. Đến phường Hòa Bình, đường Hòa Bình, là tới nơi.'
    expect(spokenIn({ 'places/provinces.yaml': places, 'faq/lo-lua-dao.yaml': faq({ answer }) })).toEqual([])
  })

  it('about comments that explain what to fill in, and cases that an employer hands in', () => {
    const cases = [
      { id: 'mot-nguoi', label: 'Một người' },
      { id: 'ca-nha', label: 'Cả nhà' },
      { id: 'don-vi', label: 'Ở đơn vị', handedOver: true },
    ]
    const papers = [
      { id: 'ct01', name: 'Tờ khai', originals: 1, cases: ['mot-nguoi'] },
      { id: 'ca-nha', name: 'Tờ khai của cả nhà', originals: 1, cases: ['ca-nha'] },
    ]
    const written = `# ĐIỀN từng mục rồi xóa chữ này\n${procedure({ cases, papers })}`
    expect(spokenIn({ 'procedures/1.004194.yaml': written })).toEqual([])
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
    'abbreviations',
    'choosing',
    'dates',
    'districts',
    'duplicates',
    'freshness',
    'lengths',
    'links',
    'past-dates',
    'phrasings',
    'placeholders',
    'provinces',
    'reading',
    'references',
    'sentences',
    'unfilled',
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
