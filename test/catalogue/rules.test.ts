import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import type { Finding } from '../../src/catalogue/finding.ts'
import { lintFolder, RULES } from '../../src/catalogue/lint/index.ts'
import { type FileTexts, faq, folder, guide, procedure, sound } from './folder.ts'

const TODAY = '2026-07-15'

/** A content with one fault, and what the rule says about it: level, place, and words of its message. */
type Fixture = { fault: string; files: FileTexts; says: [level: string, place: string, words: string] }

const ask = `
  - id: sim
    ask: SIM có đứng tên mình không ạ?
    options: { co: Có, khong: Không }
`
const longText = 'Một câu ngắn thôi. '.repeat(80)

const FIXTURES: { readonly [rule: string]: readonly Fixture[] } = {
  duplicates: [
    {
      fault: 'two steps with one id',
      files: {
        'guides/a.yaml': guide(
          'a',
          '  - { id: doc, tell: Đọc trang một. }\n  - { id: doc, tell: Đọc trang hai. }',
        ),
      },
      says: ['fail', 'guides/a.yaml:6', '"doc" đã dùng ở dòng 5'],
    },
    {
      fault: 'two papers with one id',
      files: {
        'procedures/1.004194.yaml': procedure({
          papers: [
            { id: 'ct01', name: 'Tờ khai', originals: 1 },
            { id: 'ct01', name: 'Giấy thuê nhà', originals: 1 },
          ],
        }),
      },
      says: ['fail', 'procedures/1.004194.yaml:11', '"ct01"'],
    },
    {
      fault: 'a code that was given up in favour of two procedures',
      files: {
        'procedures/1.004194.yaml': procedure({ replaces: ['1.002755'] }),
        'procedures/1.004222.yaml': procedure({
          code: '1.004222',
          name: 'Đăng ký thường trú',
          replaces: ['1.002755'],
        }),
      },
      says: ['fail', 'procedures/1.004222.yaml', '1.002755 đã thuộc về thủ tục 1.004194'],
    },
  ],
  'used-guides': [
    {
      fault: 'a used guide that is not there',
      files: { 'guides/a.yaml': guide('a', '  - { id: tk, use: tai-khoan }') },
      says: ['fail', 'guides/a.yaml:5', 'guides/tai-khoan.yaml'],
    },
    {
      fault: 'guides that use each other',
      files: {
        'guides/a.yaml': guide('a', '  - { id: b, use: b }'),
        'guides/b.yaml': guide('b', '  - { id: a, use: a }'),
      },
      says: ['fail', 'guides/a.yaml:5', 'a → b → a'],
    },
    {
      fault: 'a procedure whose guide is not there',
      files: { 'procedures/1.004194.yaml': procedure({ guide: 'tam-tru' }) },
      says: ['fail', 'procedures/1.004194.yaml', 'guides/tam-tru.yaml'],
    },
    {
      fault: 'a procedure without a guide where nobody wrote how to submit',
      files: { 'procedures/1.004194.yaml': procedure(), 'guides/nop-ho-so.yaml': null },
      says: ['fail', 'procedures/1.004194.yaml', 'guides/nop-ho-so.yaml'],
    },
  ],
  references: [
    {
      fault: 'a picture that is not there',
      files: {
        'guides/a.yaml': guide(
          'a',
          '  - id: doc\n    tell: Xem ảnh.\n    picture: { file: sim.png, alt: Màn hình tin nhắn }',
        ),
      },
      says: ['fail', 'guides/a.yaml:7', 'sim.png'],
    },
    {
      fault: 'a related procedure that is not there',
      files: { 'procedures/1.004194.yaml': procedure({ related: ['1.004222'] }) },
      says: ['fail', 'procedures/1.004194.yaml', '1.004222'],
    },
    {
      fault: 'a paper for a case that is not there',
      files: {
        'procedures/1.004194.yaml': procedure({
          papers: [
            { id: 'ct01', name: 'Tờ khai', originals: 1 },
            { id: 'thue', name: 'Giấy thuê nhà', copies: 1, cases: ['o-thue'] },
          ],
        }),
      },
      says: ['fail', 'procedures/1.004194.yaml', '"o-thue"'],
    },
    {
      fault: 'a question that leads to a guide that is not there',
      files: { 'faq/lo-lua-dao.yaml': faq({ leadsTo: { guide: 'tai-khoan' } }) },
      says: ['fail', 'faq/lo-lua-dao.yaml', 'guides/tai-khoan.yaml'],
    },
    {
      fault: 'a question that leads to a procedure that is not there',
      files: { 'faq/lo-lua-dao.yaml': faq({ leadsTo: { procedure: '1.001193' } }) },
      says: ['fail', 'faq/lo-lua-dao.yaml', '1.001193'],
    },
  ],
  conditions: [
    {
      fault: 'a subject that is nothing',
      files: { 'guides/a.yaml': guide('a', `${ask}  - { id: doc, when: { sin: co }, tell: Tốt rồi. }`) },
      says: ['fail', 'guides/a.yaml:8', '"sin"'],
    },
    {
      fault: 'a subject that stands later',
      files: { 'guides/a.yaml': guide('a', `  - { id: doc, when: { sim: co }, tell: Tốt rồi. }${ask}`) },
      says: ['fail', 'guides/a.yaml:5', 'đứng sau'],
    },
    {
      fault: 'a step that asks about itself',
      files: { 'guides/a.yaml': guide('a', `${ask}    when: { sim: co }`) },
      says: ['fail', 'guides/a.yaml:8', 'chính mình'],
    },
    {
      fault: 'a subject that has no answer to compare',
      files: {
        'guides/a.yaml': guide(
          'a',
          '  - { id: doc, tell: Đọc kỹ. }\n  - { id: sau, when: { doc: done }, tell: Tốt rồi. }',
        ),
      },
      says: ['fail', 'guides/a.yaml:6', 'chỉ dùng bước ask, enter hoặc use'],
    },
    {
      fault: 'a value that is no option',
      files: { 'guides/a.yaml': guide('a', `${ask}  - { id: doc, when: { sim: chua }, tell: Tốt rồi. }`) },
      says: ['fail', 'guides/a.yaml:8', 'không bao giờ là "chua"; chỉ có thể là co, khong'],
    },
    {
      fault: 'a value that one of several is not',
      files: {
        'guides/a.yaml': guide('a', `${ask}  - { id: doc, when: { sim: [co, chua] }, tell: Tốt rồi. }`),
      },
      says: ['fail', 'guides/a.yaml:8', '"chua"'],
    },
    {
      fault: 'an outcome that the used guide never has',
      files: {
        'guides/a.yaml': guide(
          'a',
          '  - { id: nop, use: nop-ho-so }\n  - { id: doc, when: { nop: xong }, tell: Tốt rồi. }',
        ),
      },
      says: ['fail', 'guides/a.yaml:6', 'chỉ có thể là da-nop, ra-trung-tam, de-sau'],
    },
    {
      fault: 'an outcome of hand-in that the derived guides wait for and nobody reaches',
      files: {
        'procedures/1.004194.yaml': procedure(),
        'guides/nop-ho-so.yaml': guide('nop-ho-so', '  - { id: xong, finish: da-nop }'),
      },
      says: ['fail', 'procedures/1.004194.yaml', '"nop" không bao giờ là "ra-trung-tam"'],
    },
    {
      fault: 'a fact that cannot be so',
      files: {
        'guides/a.yaml': guide('a', '  - { id: doc, when: { biet.tai-khoan: khong }, tell: Tốt rồi. }'),
      },
      says: ['fail', 'guides/a.yaml:5', '"biet.tai-khoan" không bao giờ là "khong"'],
    },
    {
      fault: 'a status that does not exist',
      files: {
        'guides/a.yaml': guide(
          'a',
          '  - { id: tt, enter: Đang ghi gì ạ?, as: trang-thai }\n  - { id: doc, when: { tt: "11" }, tell: Tốt rồi. }',
        ),
      },
      says: ['fail', 'guides/a.yaml:6', '"tt" không bao giờ là "11"'],
    },
    {
      fault: 'a typed value that cannot be skipped',
      files: {
        'guides/a.yaml': guide(
          'a',
          '  - { id: so, enter: Mấy bản ạ?, as: so }\n  - { id: doc, when: { so: skipped }, tell: Tốt rồi. }',
        ),
      },
      says: ['fail', 'guides/a.yaml:6', '"so" không bao giờ là "skipped"'],
    },
    {
      fault: 'a question that cannot be skipped',
      files: { 'guides/a.yaml': guide('a', `${ask}  - { id: doc, when: { sim: skipped }, tell: Tốt rồi. }`) },
      says: ['fail', 'guides/a.yaml:8', '"sim" không bao giờ là "skipped"'],
    },
    {
      fault: 'contradictory conditions',
      files: {
        'guides/a.yaml': guide(
          'a',
          `${ask}  - { id: doc, when: { all: [{ sim: co }, { sim: khong }] }, tell: Tốt rồi. }`,
        ),
      },
      says: ['fail', 'guides/a.yaml:8', 'không bao giờ đúng'],
    },
    {
      fault: 'a condition on an answer of people who have left',
      files: {
        'guides/a.yaml': guide(
          'a',
          `${ask}  - { id: het, when: { sim: khong }, finish: can-giup }\n  - { id: doc, when: { sim: khong }, tell: Tốt rồi. }`,
        ),
      },
      says: ['fail', 'guides/a.yaml:9', 'không bao giờ đúng'],
    },
    {
      fault: 'an item whose condition never holds where its step is shown',
      files: {
        'guides/a.yaml': guide(
          'a',
          `${ask}  - id: giay\n    when: { sim: co }\n    prepare: Chuẩn bị nhé.\n    items: [{ id: cc, label: Căn cước }, { id: uq, label: Ủy quyền, when: { sim: khong } }]`,
        ),
      },
      says: ['fail', 'guides/a.yaml:11', 'không bao giờ đúng'],
    },
    {
      fault: 'a condition that always holds',
      files: {
        'guides/a.yaml': guide('a', `${ask}  - { id: doc, when: { sim: [co, khong] }, tell: Tốt rồi. }`),
      },
      says: ['warn', 'guides/a.yaml:8', 'lúc nào cũng đúng'],
    },
  ],
  reachability: [
    {
      fault: 'a step behind an end for everybody',
      files: { 'guides/a.yaml': guide('a', '  - { id: het, finish: xong }\n  - { id: doc, tell: Đọc kỹ. }') },
      says: ['fail', 'guides/a.yaml:6', 'không ai đi tới bước "doc"'],
    },
    {
      fault: 'a step behind two ends that share out everybody',
      files: {
        'guides/a.yaml': guide(
          'a',
          `${ask}  - { id: x, when: { sim: co }, finish: duoc }\n  - { id: y, when: { not: { sim: co } }, finish: can-giup }\n  - { id: doc, tell: Đọc kỹ. }`,
        ),
      },
      says: ['fail', 'guides/a.yaml:10', 'không ai đi tới bước "doc"'],
    },
    {
      fault: 'a checklist that is empty for some',
      files: {
        'guides/a.yaml': guide(
          'a',
          `${ask}  - id: giay\n    prepare: Chuẩn bị nhé.\n    items: [{ id: uq, label: Ủy quyền, when: { sim: khong } }]`,
        ),
      },
      says: ['warn', 'guides/a.yaml:8', 'không còn giấy tờ nào'],
    },
  ],
  remembering: [
    {
      fault: 'a fact kept on an answer that nobody can give',
      files: {
        'guides/a.yaml': guide('a', `${ask}    remembers: { on: nho, fact: biet.tai-khoan, value: co }`),
      },
      says: ['fail', 'guides/a.yaml:8', '"nho"'],
    },
    {
      fault: 'a fact kept as something that it cannot be',
      files: {
        'guides/a.yaml': guide('a', `${ask}    remembers: { on: co, fact: biet.tai-khoan, value: roi }`),
      },
      says: ['fail', 'guides/a.yaml:8', '"biet.tai-khoan" chỉ có thể là co'],
    },
  ],
  placeholders: [
    {
      fault: 'a step that leaves open what nobody fills',
      files: { 'guides/a.yaml': guide('a', '  - { id: doc, tell: "Gõ {ma-so} vào ô tìm kiếm." }') },
      says: ['fail', 'guides/a.yaml:5', '"{ma-so}"'],
    },
    {
      fault: 'braces that hold no name',
      files: { 'guides/a.yaml': guide('a', '  - { id: doc, tell: "Gõ {Mã hồ sơ} vào ô tìm kiếm." }') },
      says: ['fail', 'guides/a.yaml:5', '"{Mã hồ sơ}"'],
    },
    {
      fault: 'a sentence with another one’s placeholder',
      files: {
        'language/sentences.yaml': stringify({
          ...sound.sentences,
          say: { ...sound.sentences.say, greeting: 'Chào {huong-dan}!' },
        }),
      },
      says: ['fail', 'language/sentences.yaml:3', '"{huong-dan}"'],
    },
    {
      fault: 'a default for a placeholder that does not exist',
      files: {
        'language/sentences.yaml': stringify({ ...sound.sentences, placeholders: { 'thu-tucc': 'thủ tục' } }),
      },
      says: ['fail', 'language/sentences.yaml', '"thu-tucc"'],
    },
    {
      fault: 'a link to an address that nobody fills',
      files: {
        'guides/a.yaml': guide(
          'a',
          '  - id: doc\n    tell: Mở trang.\n    link: { title: Trang, url: "{trang}" }',
        ),
      },
      says: ['fail', 'guides/a.yaml:7', '"{trang}"'],
    },
    {
      fault: 'a derived text with a placeholder of another one',
      files: {
        'language/derived.yaml': stringify({ ...sound.derived, title: '{khi}' }),
      },
      says: ['fail', 'language/derived.yaml:1', '"{khi}"'],
    },
  ],
  lengths: [
    {
      fault: 'a step that fits into no message',
      files: { 'guides/a.yaml': guide('a', `  - { id: doc, tell: "${longText}" }`) },
      says: ['fail', 'guides/a.yaml:5', 'nhiều nhất là 1500'],
    },
    {
      fault: 'an answer that fits into no message',
      files: { 'faq/lo-lua-dao.yaml': faq({ answer: longText }) },
      says: ['fail', 'faq/lo-lua-dao.yaml:3', 'nhiều nhất là 1500'],
    },
    {
      fault: 'a choice as long as a sentence',
      files: {
        'guides/a.yaml': guide(
          'a',
          `${ask}    obstacles: [{ id: x, label: ${'rất dài '.repeat(9)}, help: Thử lại nhé. }]`,
        ),
      },
      says: ['fail', 'guides/a.yaml:8', 'nhiều nhất là 60'],
    },
    {
      fault: 'a derived list that fits into no message',
      files: {
        'procedures/1.004194.yaml': procedure({
          typed: Array.from({ length: 60 }, () => 'Số nhà, đường, tổ dân phố'),
        }),
      },
      says: ['fail', 'procedures/1.004194.yaml', 'nhiều nhất là 1500'],
    },
  ],
  dates: [
    {
      fault: 'a source read tomorrow',
      files: { 'faq/lo-lua-dao.yaml': faq({ source: { title: 'Cổng', date: '2026-07-16' } }) },
      says: ['fail', 'faq/lo-lua-dao.yaml', '2026-07-16 chưa đến'],
    },
    {
      fault: 'a fee that ends before it begins',
      files: {
        'procedures/1.004194.yaml': procedure({
          fees: [{ amount: 0, from: '2026-07-02', until: '2026-07-01' }],
        }),
      },
      says: ['fail', 'procedures/1.004194.yaml', 'hết ngày 2026-07-01'],
    },
    {
      fault: 'a fee that is over',
      files: { 'procedures/1.004194.yaml': procedure({ fees: [{ amount: 0, until: '2026-07-14' }] }) },
      says: ['warn', 'procedures/1.004194.yaml', 'đã hết hạn'],
    },
  ],
  districts: [
    {
      fault: 'a place of submission that is no more',
      files: { 'procedures/1.004194.yaml': procedure({ where: 'Bộ phận một cửa huyện' }) },
      says: ['warn', 'procedures/1.004194.yaml', '"huyện"'],
    },
    {
      fault: 'an office of a district in a step',
      files: { 'guides/a.yaml': guide('a', '  - { id: doc, tell: Mang giấy đến Ủy ban nhân dân quận. }') },
      says: ['warn', 'guides/a.yaml:5', 'cấp huyện không còn'],
    },
  ],
  choosing: [
    {
      fault: 'a step that says how to choose',
      files: { 'guides/a.yaml': guide('a', '  - { id: doc, do: Bấm nút Đăng nhập. }') },
      says: ['fail', 'guides/a.yaml:5', '"bấm"'],
    },
  ],
  links: [
    {
      fault: 'a link to a page that is not of the state',
      files: {
        'guides/a.yaml': guide(
          'a',
          '  - id: doc\n    tell: Mở trang.\n    link: { title: Trang, url: "https://dichvucong.gov.vn.nophoso.com/vao" }',
        ),
      },
      says: ['fail', 'guides/a.yaml:7', 'nophoso.com'],
    },
    {
      fault: 'an address within a text',
      files: { 'faq/lo-lua-dao.yaml': faq({ answer: 'Vào dichvucong-gov.vn là được.' }) },
      says: ['fail', 'faq/lo-lua-dao.yaml:3', 'dichvucong-gov.vn'],
    },
    {
      fault: 'a source that is not of the state',
      files: {
        'faq/lo-lua-dao.yaml': faq({ source: { title: 'Báo', date: '2026-07-01', url: 'https://bao.vn/x' } }),
      },
      says: ['warn', 'faq/lo-lua-dao.yaml', 'bao.vn'],
    },
  ],
  sentences: [
    {
      fault: 'a sentence in which one gets lost',
      files: { 'guides/a.yaml': guide('a', `  - { id: doc, tell: ${'và rồi lại tiếp tục '.repeat(6)} }`) },
      says: ['warn', 'guides/a.yaml:5', 'dài 30 chữ'],
    },
  ],
  phrasings: [
    {
      fault: 'one phrasing of two topics, with and without accents',
      files: {
        'procedures/1.004194.yaml': procedure(),
        'faq/lo-lua-dao.yaml': faq({ phrasings: ['sợ bị lừa', 'Lam KT3?', 'lừa đảo à'] }),
      },
      says: ['fail', 'faq/lo-lua-dao.yaml:6', 'procedures/1.004194.yaml'],
    },
  ],
  operator: [
    {
      fault: 'the example that comes with the project',
      files: { 'operator.yaml': stringify({ example: true, ...sound.operator }) },
      says: ['warn', 'operator.yaml:1', 'cơ quan ví dụ'],
    },
  ],
}

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
    const steps = `${ask}  - { id: x, when: { sim: co }, finish: duoc }\n  - { id: y, when: { sim: khong }, finish: can-giup }`
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
