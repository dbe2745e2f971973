import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { loadKnowledge } from '../../src/catalogue/load.ts'
import { type FileTexts, faq, folder, guide, knowledgeOf, lifeEvent, procedure, sound } from './folder.ts'

const ABILITIES = { abilities: { 'bot.tra-cuu': 'co' } } as const

/** The faults that loading reports, as `file:line message`. */
function faultsOf(files: FileTexts): string[] {
  const loaded = loadKnowledge(folder(files), ABILITIES)
  if (loaded.kind === 'ok') return []
  return loaded.findings
    .filter(({ level }) => level === 'fail')
    .map(({ file, line, message }) => `${line === null ? file : `${file}:${line}`} ${message}`)
}

describe('sound content', () => {
  it('becomes knowledge with all of its parts', () => {
    const knowledge = knowledgeOf({
      'procedures/1.004194.yaml': procedure(),
      'faq/lo-lua-dao.yaml': faq(),
    })
    expect(knowledge.procedures.get('1.004194')?.name).toBe('Đăng ký tạm trú')
    expect(knowledge.faqs.get('lo-lua-dao')?.phrasings).toContain('sợ bị lừa')
    expect([...knowledge.guides.keys()]).toEqual(['nop-ho-so', 'thu-tuc-1.004194'])
    expect(knowledge.statuses).toHaveLength(10)
    expect(knowledge.operator.keepDays).toBe(90)
    expect(knowledge.abilities['bot.tra-cuu']).toBe('co')
  })

  it('knows which procedure a guide leads through, if it is exactly one', () => {
    const steps = '  - { id: nop, use: nop-ho-so }'
    const other = { code: '1.004222', name: 'Đăng ký thường trú', guide: 'cu-tru' }
    const one = knowledgeOf({
      'guides/cu-tru.yaml': guide('cu-tru', steps),
      'procedures/1.004222.yaml': procedure(other),
    })
    const two = knowledgeOf({
      'guides/cu-tru.yaml': guide('cu-tru', steps),
      'procedures/1.004222.yaml': procedure(other),
      'procedures/1.004194.yaml': procedure({ guide: 'cu-tru' }),
    })
    expect(one.guides.get('cu-tru')).toMatchObject({ procedure: '1.004222', derived: false })
    expect(two.guides.get('cu-tru')?.procedure).toBeNull()
    expect(one.guides.get('nop-ho-so')?.procedure).toBeNull()
  })

  it('reads composed and decomposed accents as one', () => {
    const knowledge = knowledgeOf({ 'faq/lo-lua-dao.yaml': faq({ title: 'Lừa đảo?' }).normalize('NFD') })
    expect(knowledge.faqs.get('lo-lua-dao')?.title).toBe('Lừa đảo?'.normalize('NFC'))
  })

  it('cannot be changed once it is loaded', () => {
    const knowledge = knowledgeOf({ 'faq/lo-lua-dao.yaml': faq() })
    const { faqs, operator } = knowledge
    expect(() => Object.assign(operator, { unit: 'Phường khác' })).toThrow(TypeError)
    expect(() => faqs.get('lo-lua-dao')?.phrasings.push('câu mới')).toThrow(TypeError)
    expect(() => faqs instanceof Map && faqs.delete('lo-lua-dao')).toThrow('immutable')
    expect(faqs.size).toBe(1)
  })

  it('holds life events with their tasks in order, each with its deadline unless that is left out', () => {
    const { lifeEvents } = knowledgeOf({
      'procedures/1.004194.yaml': procedure(),
      'faq/lo-lua-dao.yaml': faq(),
      'life-events/chuyen-nha.yaml': lifeEvent(),
    })
    expect(lifeEvents.get('chuyen-nha')?.tasks).toEqual([
      { procedure: '1.004194', note: 'nếu ở trọ', deadline: true, settledBy: [] },
      { guide: 'nop-ho-so', note: 'khi nộp qua mạng', deadline: true, settledBy: [] },
      { faq: 'lo-lua-dao', note: 'khi thấy trang lạ', deadline: false, settledBy: [] },
    ])
    expect(() => lifeEvents.get('chuyen-nha')?.tasks.pop()).toThrow(TypeError)
  })

  it('loads in spite of faults of style, which content lint names', () => {
    expect(faultsOf({ 'guides/a.yaml': guide('a', '  - { id: doc, do: Bấm nút Đăng nhập. }') })).toEqual([])
  })
})

describe('a fault names file and line and says what to do', () => {
  const step = (text: string) => ({ 'guides/a.yaml': guide('a', text) })
  const cases: [fault: string, files: FileTexts, said: string][] = [
    ['a missing file', { 'language/words.yaml': null }, 'language/words.yaml không tìm thấy tệp này'],
    ['an empty file', { 'faq/a.yaml': '# chưa viết\n' }, 'faq/a.yaml tệp đang để trống'],
    ['a file with another ending', { 'faq/a.yml': faq() }, 'faq/a.yml đổi đuôi tệp thành .yaml'],
    [
      'a file named otherwise',
      { 'faq/a.yaml': faq() },
      'faq/a.yaml:1 tên tệp và "id" phải giống nhau; đổi tên tệp thành lo-lua-dao.yaml',
    ],
    ['a tab', step('  - id: doc\n\ttell: Đọc kỹ.'), 'guides/a.yaml:6 thụt đầu dòng bằng phím Tab'],
    [
      'a key twice',
      step('  - id: doc\n    tell: Đọc.\n    tell: Đọc kỹ.'),
      'guides/a.yaml:7 mục này viết hai lần',
    ],
    [
      'a second colon',
      step('  - id: doc\n    tell: Lưu ý: đọc kỹ.'),
      'guides/a.yaml:6 có hai dấu hai chấm trong một dòng',
    ],
    ['a missing quote', step('  - { id: doc, tell: "Đọc kỹ. }'), 'còn thiếu một dấu'],
    [
      'an unquoted code',
      { 'procedures/1.004194.yaml': procedure().replace('"1.004194"', '1.004194') },
      'procedures/1.004194.yaml:1 "code" phải là chữ nhưng đọc ra số; hãy để trong dấu nháy',
    ],
    [
      'a code of the wrong form',
      { 'procedures/1.004194.yaml': procedure({ code: '1004194' }) },
      'procedures/1.004194.yaml:1 "code" phải có dạng 1.001193',
    ],
    [
      'an unknown key',
      { 'faq/lo-lua-dao.yaml': faq({ cauHoi: 'gì' }) },
      'faq/lo-lua-dao.yaml:11 "cauHoi" không phải tên mục được dùng ở đây',
    ],
    [
      'an unknown key of a step',
      step('  - id: doc\n    tell: Đọc kỹ.\n    anh: sim.png'),
      'guides/a.yaml:7 "anh" không phải tên mục được dùng ở đây',
    ],
    [
      'a missing field',
      { 'faq/lo-lua-dao.yaml': faq({ answer: undefined }) },
      'faq/lo-lua-dao.yaml:1 "answer" còn thiếu',
    ],
    [
      'a field that was not filled in',
      step('  - id: doc\n    tell:'),
      'guides/a.yaml:6 "tell" đang để trống',
    ],
    [
      'a life event that leads to what is not there',
      { 'life-events/chuyen-nha.yaml': lifeEvent(), 'procedures/1.004194.yaml': procedure() },
      'life-events/chuyen-nha.yaml:9 không có tệp faq/lo-lua-dao.yaml',
    ],
    [
      'a life event asked for in too few ways',
      { 'life-events/chuyen-nha.yaml': lifeEvent({ phrasings: ['chuyển nhà'] }) },
      'cần ít nhất 10 cách nói',
    ],
    [
      'a task of a life event that leads to two things',
      {
        'life-events/chuyen-nha.yaml': lifeEvent({
          tasks: [
            { procedure: '1.004194', guide: 'nop-ho-so', note: 'nếu ở trọ' },
            { guide: 'nop-ho-so', note: 'sau đó' },
          ],
        }),
      },
      'life-events/chuyen-nha.yaml:5 mỗi việc ghi đúng một trong ba',
    ],
    [
      'a missing source date',
      { 'faq/lo-lua-dao.yaml': faq({ source: { title: 'Cổng' } }) },
      '"date" còn thiếu',
    ],
    [
      'a date that is none',
      { 'faq/lo-lua-dao.yaml': faq({ source: { title: 'Cổng', date: '2026-02-30' } }) },
      'faq/lo-lua-dao.yaml:10 "date" phải là ngày dạng 2026-07-15',
    ],
    [
      'a step of no kind',
      step('  - id: doc\n    noi: Đọc kỹ.'),
      'guides/a.yaml:5 mỗi bước cần đúng một trong',
    ],
    [
      'a step of two kinds',
      step('  - id: doc\n    tell: Đọc kỹ.\n    do: Làm đi.'),
      'guides/a.yaml:5 mỗi bước cần đúng một trong',
    ],
    [
      'one option only',
      step('  - id: sim\n    ask: Được chưa ạ?\n    options: { roi: Rồi }'),
      'guides/a.yaml:7 "options" cần ít nhất hai lựa chọn',
    ],
    [
      'an option id with accents',
      step('  - id: sim\n    ask: Được chưa ạ?\n    options:\n      roi: Rồi\n      Chưa: Chưa'),
      'guides/a.yaml:9 "Chưa" tên mục phải viết thường, không dấu',
    ],
    [
      'an option without a label',
      step(
        '  - id: sim\n    ask: Được chưa ạ?\n    options:\n      roi: Rồi\n      chua: { also: [chưa ạ] }',
      ),
      'guides/a.yaml:9 "label" còn thiếu',
    ],
    [
      'a condition on a number',
      step(
        '  - { id: tt, enter: Ghi gì ạ?, as: trang-thai }\n  - id: doc\n    when: { tt: 4 }\n    tell: Đọc kỹ.',
      ),
      'guides/a.yaml:7 "tt" phải là chữ nhưng đọc ra số; hãy để trong dấu nháy',
    ],
    [
      'an empty condition',
      step('  - id: doc\n    when: {}\n    tell: Đọc kỹ.'),
      'guides/a.yaml:6 "when" điều kiện trống',
    ],
    [
      'an unknown kind of value',
      step('  - id: ma\n    enter: Mã nào ạ?\n    as: ma'),
      'guides/a.yaml:7 "as" phải là một trong: ma-ho-so, trang-thai, ngay, so',
    ],
    [
      'a link without https',
      step('  - id: doc\n    tell: Mở trang.\n    link: { title: Trang, url: dichvucong.gov.vn }'),
      'guides/a.yaml:7 "url" phải bắt đầu bằng https://',
    ],
    [
      'too few phrasings',
      { 'procedures/1.004194.yaml': procedure({ phrasings: ['tạm trú'] }) },
      '"phrasings" cần ít nhất 8 cách nói',
    ],
    [
      'a fee without its measure',
      { 'procedures/1.004194.yaml': procedure({ fees: [{ amount: 7000 }] }) },
      '"per" phí phải nói tính theo gì',
    ],
    [
      'a sentence that is missing',
      {
        'language/sentences.yaml': stringify({
          ...sound.sentences,
          say: { ...sound.sentences.say, greeting: undefined },
        }),
      },
      'language/sentences.yaml:1 "greeting" còn thiếu',
    ],
    [
      'a sentence that nobody asks for',
      {
        'language/sentences.yaml': stringify({
          ...sound.sentences,
          labels: { ...sound.sentences.labels, tiep: 'Tiếp' },
        }),
      },
      '"tiep" không phải tên mục được dùng ở đây',
    ],
    [
      'a used guide that is not there',
      step('  - { id: tk, use: tai-khoan }'),
      'guides/a.yaml:5 không có tệp guides/tai-khoan.yaml',
    ],
  ]
  it.each(cases)('%s', (_, files, said) => {
    expect(faultsOf(files).join('\n')).toContain(said)
  })

  it('all faults of all files at once', () => {
    const faults = faultsOf({
      'faq/lo-lua-dao.yaml': faq({ answer: undefined, title: '' }),
      'guides/a.yaml': guide('a', '  - { id: doc, tel: Đọc kỹ. }\n  - { id: Sau, tell: Đọc nữa. }'),
      'procedures/1.004194.yaml': 'code: "1.004194"\n\tname: Đăng ký tạm trú\n',
      'operator.yaml': null,
    })
    expect(faults.map(fault => fault.split(' ')[0])).toEqual([
      'faq/lo-lua-dao.yaml:1',
      'faq/lo-lua-dao.yaml:2',
      'guides/a.yaml:5',
      'guides/a.yaml:6',
      'operator.yaml',
      'procedures/1.004194.yaml:2',
    ])
  })

  it('warns of a file that nobody reads, and loads', () => {
    const loaded = loadKnowledge(
      folder({ 'faq/ghi-chu.txt': 'hỏi lại chị Hoa', 'faq/README.md': '# Hỏi đáp' }),
      ABILITIES,
    )
    expect(loaded).toMatchObject({ kind: 'ok', findings: [{ level: 'warn', file: 'faq/ghi-chu.txt' }] })
  })
})
