import { describe, expect, it } from 'vitest'
import { Curation } from '../../src/catalogue/curation.ts'
import { loadKnowledge } from '../../src/catalogue/load.ts'
import { faq, folder, guide, knowledgeOf } from './folder.ts'

const STEPS = `
  - id: sim
    ask: SIM có đứng tên mình không ạ?
    options: { co: Có, khong: Không }
  - id: giay
    when: { sim: co }
    prepare: Chuẩn bị nhé.
    items: [{ id: cc, label: Căn cước }, { id: ks, label: Giấy khai sinh }]
  - { id: ngay, enter: Ngày nào ạ?, as: ngay }
  - { id: het, finish: duoc }
`

describe('the version of a guide', () => {
  const versionOf = (steps: string) =>
    knowledgeOf({ 'guides/a.yaml': guide('a', steps) }).guides.get('a')?.version
  const before = versionOf(STEPS)

  it.each([
    ['a text', 'Chuẩn bị nhé.', 'Xin chuẩn bị giấy tờ.'],
    ['a label', 'co: Có,', 'co: Có ạ,'],
    ['a picture’s or a title’s words', 'as: ngay }', 'as: ngay, title: Ngày sinh }'],
    ['a help', 'as: ngay }', 'as: ngay, obstacles: [{ id: quen, label: Quên rồi, help: Xem giấy nhé. }] }'],
  ])('stays when %s changes', (_, from, to) => {
    expect(versionOf(STEPS.replace(from, to))).toBe(before)
  })

  it.each([
    ['a step’s id', 'id: ngay', 'id: ngay-sinh'],
    [
      'a step’s kind',
      '{ id: ngay, enter: Ngày nào ạ?, as: ngay }',
      '{ id: ngay, tell: Ngày nào cũng được. }',
    ],
    ['what is typed', 'as: ngay', 'as: so'],
    ['a revision', 'as: ngay', 'as: ngay, revision: 2'],
    ['an option', 'khong: Không', 'chua: Chưa'],
    ['an item', 'id: ks', 'id: ct'],
    ['a condition', 'sim: co', 'sim: khong'],
    ['an item’s condition', 'label: Căn cước', 'label: Căn cước, when: { not: { biet.tai-khoan: co } }'],
    ['an outcome', 'finish: duoc', 'finish: xong-viec'],
  ])('moves when %s changes', (_, from, to) => {
    expect(versionOf(STEPS.replace(from, to))).not.toBe(before)
  })

  it('moves with the guides it uses, however deep, and only in what decides about answers', () => {
    const versionOver = (inner: string) =>
      knowledgeOf({
        'guides/a.yaml': guide('a', '  - { id: b, use: b }'),
        'guides/b.yaml': guide('b', '  - { id: c, use: c }'),
        'guides/c.yaml': guide('c', inner),
      }).guides.get('a')?.version
    expect(versionOver('  - { id: doc, tell: Đọc. }')).toBe(versionOver('  - { id: doc, tell: Đọc kỹ. }'))
    expect(versionOver('  - { id: doc, tell: Đọc. }')).not.toBe(versionOver('  - { id: xem, tell: Đọc. }'))
  })
})

describe('the version of knowledge', () => {
  const before = knowledgeOf().version
  it('is the same for the same content, wherever it lies', () => {
    expect(knowledgeOf().version).toBe(before)
  })
  it('moves with any text', () => {
    expect(knowledgeOf({ 'faq/lo-lua-dao.yaml': faq() }).version).not.toBe(before)
    expect(knowledgeOf({ 'faq/lo-lua-dao.yaml': faq({ answer: 'Không đâu ạ.' }) }).version).not.toBe(
      knowledgeOf({ 'faq/lo-lua-dao.yaml': faq() }).version,
    )
  })
  it('moves with the pictures that are there', () => {
    expect(knowledgeOf({ 'pictures/sim.png': 'PNG' }).version).not.toBe(before)
  })
  it('moves with what this installation can do, and with what staff added', () => {
    const without = loadKnowledge(folder(), { abilities: { 'bot.tra-cuu': 'khong' } })
    expect(without.kind === 'ok' && without.knowledge.version).not.toBe(before)
    const curation = Curation.parse({
      phrasings: [{ topic: { kind: 'guide', id: 'nop-ho-so' }, text: 'gửi hồ sơ' }],
    })
    expect(knowledgeOf({}, curation).version).not.toBe(before)
  })
})
