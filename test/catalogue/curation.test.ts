import { expect, it } from 'vitest'
import { stringify } from 'yaml'
import { Curation } from '../../src/catalogue/curation.ts'
import { loadKnowledge } from '../../src/catalogue/load.ts'
import { faq, folder, knowledgeOf, procedure } from './folder.ts'

const OFFICE = {
  id: 'trung-tam',
  name: 'Trung tâm Phục vụ hành chính công phường An Bình',
  kind: 'trung-tam',
  unit: 'Phường An Bình',
  address: 'Số 1 đường Hòa Bình',
  hours: [{ days: [1, 2, 3, 4, 5], from: '07:00', to: '17:00' }],
}
const FILES = {
  'procedures/1.004194.yaml': procedure(),
  'faq/lo-lua-dao.yaml': faq(),
  'offices.yaml': stringify([OFFICE]),
}

it('adds phrasings to whatever can be spoken of', () => {
  const knowledge = knowledgeOf(
    FILES,
    Curation.parse({
      phrasings: [
        { topic: { kind: 'procedure', id: '1.004194' }, text: 'lam giay o tro' },
        { topic: { kind: 'procedure', id: '1.004194' }, text: 'giấy ở trọ' },
        { topic: { kind: 'guide', id: 'nop-ho-so' }, text: 'gửi hồ sơ lên mạng' },
        { topic: { kind: 'faq', id: 'lo-lua-dao' }, text: 'trang giả à' },
        { topic: { kind: 'office', id: 'trung-tam' }, text: 'một cửa phường' },
      ],
    }),
  )
  expect(knowledge.procedures.get('1.004194')?.phrasings.slice(-2)).toEqual(['lam giay o tro', 'giấy ở trọ'])
  expect(knowledge.guides.get('nop-ho-so')?.phrasings).toEqual(['gửi hồ sơ lên mạng'])
  expect(knowledge.faqs.get('lo-lua-dao')?.phrasings).toContain('trang giả à')
  expect(knowledge.offices[0]?.phrasings).toEqual(['một cửa phường'])
})

it('adds questions of the unit, which is named as their source', () => {
  const answers = [
    { id: 'gui-xe', title: 'Gửi xe ở đâu?', answer: 'Gửi ở sân sau, không mất tiền.', date: '2026-07-01' },
  ]
  const knowledge = knowledgeOf(FILES, Curation.parse({ answers }))
  expect(knowledge.faqs.get('gui-xe')).toMatchObject({
    answer: 'Gửi ở sân sau, không mất tiền.',
    source: { title: 'Phường An Bình', date: '2026-07-01' },
  })
})

it('adds notes to procedures', () => {
  const notes = [
    { procedure: '1.004194', text: 'Ở đây thu 5.000 đồng.' },
    { procedure: '1.004194', text: 'Thứ bảy không nhận.' },
  ]
  expect(knowledgeOf(FILES, Curation.parse({ notes })).notes.get('1.004194')).toEqual([
    'Ở đây thu 5.000 đồng.',
    'Thứ bảy không nhận.',
  ])
})

it('passes over what content no longer has, says so, and loads the rest', () => {
  const curation = Curation.parse({
    phrasings: [
      { topic: { kind: 'procedure', id: '1.000000' }, text: 'cách nói mồ côi' },
      { topic: { kind: 'faq', id: 'lo-lua-dao' }, text: 'trang giả à' },
    ],
    answers: [{ id: 'lo-lua-dao', title: 'Trùng', answer: 'Trùng mã.', date: '2026-07-01' }],
    notes: [{ procedure: '1.000000', text: 'ghi chú mồ côi' }],
  })
  const loaded = loadKnowledge(folder(FILES), { abilities: { 'bot.tra-cuu': 'co' }, curation })
  if (loaded.kind !== 'ok') throw new Error('curation must never keep content from loading')
  expect(loaded.findings.map(({ level, rule, message }) => `${level} ${rule} ${message}`)).toEqual([
    expect.stringContaining('warn curation câu trả lời "lo-lua-dao" trùng mã'),
    expect.stringContaining('warn curation cách nói "cách nói mồ côi" thuộc về "1.000000" nay không còn'),
    expect.stringContaining('warn curation ghi chú "ghi chú mồ côi" thuộc về thủ tục 1.000000 nay không còn'),
  ])
  expect(loaded.knowledge.faqs.get('lo-lua-dao')?.title).toBe('Trang này có phải lừa đảo không?')
  expect(loaded.knowledge.faqs.get('lo-lua-dao')?.phrasings).toContain('trang giả à')
})

it('may hang phrasings on an answer that was added as well', () => {
  const curation = Curation.parse({
    answers: [{ id: 'gui-xe', title: 'Gửi xe ở đâu?', answer: 'Ở sân sau.', date: '2026-07-01' }],
    phrasings: [{ topic: { kind: 'faq', id: 'gui-xe' }, text: 'chỗ để xe' }],
  })
  expect(knowledgeOf(FILES, curation).faqs.get('gui-xe')?.phrasings).toEqual(['chỗ để xe'])
})
