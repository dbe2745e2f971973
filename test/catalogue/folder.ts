import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { stringify } from 'yaml'
import { Curation } from '../../src/catalogue/curation.ts'
import type { Knowledge } from '../../src/catalogue/knowledge.ts'
import { loadKnowledge } from '../../src/catalogue/load.ts'
import { Command, Facet, Relation, SmallTalk, StepWord } from '../../src/catalogue/schema/language.ts'
import { LABELS } from '../../src/catalogue/schema/sentences/labels.ts'
import { SENTENCES } from '../../src/catalogue/schema/sentences.ts'

export type FileTexts = { readonly [file: string]: string | null }

/**
 * Writes a small sound content to a temporary folder, with these files added, replaced or (null) left out,
 * and gives its path: `folder({ 'guides/a.yaml': guide('a', …) })`. The folder goes when the test ends.
 */
export function folder(files: FileTexts = {}): string {
  const path = write(files)
  onTestFinished(() => remove(path))
  return path
}

/** Loads such a folder, which it expects to be sound. */
export function knowledgeOf(files: FileTexts = {}, curation: Curation = Curation.parse({})): Knowledge {
  const path = write(files)
  try {
    const loaded = loadKnowledge(path, { abilities: { 'bot.tra-cuu': 'co' }, curation })
    if (loaded.kind === 'ok') return loaded.knowledge
    throw new Error(loaded.findings.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n'))
  } finally {
    remove(path)
  }
}

function write(files: FileTexts): string {
  const path = mkdtempSync(join(tmpdir(), 'dan-loi-content-'))
  for (const [file, text] of Object.entries({ ...SOUND, ...files })) {
    if (text === null) continue
    mkdirSync(dirname(join(path, file)), { recursive: true })
    writeFileSync(join(path, file), text)
  }
  return path
}

function remove(path: string): void {
  rmSync(path, { recursive: true, force: true })
}

/** A guide's file; `steps` is YAML, its indentation as in the file or less. It begins on line 5. */
export function guide(id: string, steps: string): string {
  return `id: ${id}
title: Hướng dẫn ${id}
summary: Biết cách làm.
steps:
${steps.replace(/^\n/, '').trimEnd()}
source: { title: Cổng Dịch vụ công quốc gia, date: 2026-07-01 }
`
}

/** A procedure's file: đăng ký tạm trú, but for what is given. */
export function procedure(given: { readonly [key: string]: unknown } = {}): string {
  return stringify({ ...TEMPORARY_RESIDENCE, ...given })
}

/** A question's file. */
export function faq(given: { readonly [key: string]: unknown } = {}): string {
  return stringify({ ...SAFETY, ...given })
}

/** A life event's file: a move, but for what is given. */
export function lifeEvent(given: { readonly [key: string]: unknown } = {}): string {
  return stringify({ ...MOVE, ...given })
}

const SOURCE = { title: 'Cổng Dịch vụ công quốc gia', date: '2026-07-01' }

const TEMPORARY_RESIDENCE = {
  code: '1.004194',
  name: 'Đăng ký tạm trú',
  official: 'Đăng ký tạm trú',
  field: 'Đăng ký, quản lý cư trú',
  purpose: 'Được ghi nhận nơi đang ở ngoài nơi thường trú.',
  who: 'Người đến ở nơi khác từ 30 ngày trở lên.',
  papers: [{ id: 'ct01', name: 'Tờ khai thay đổi thông tin cư trú (CT01)', originals: 1 }],
  fees: [{ channel: 'online', amount: 7000, per: 'lần' }],
  time: '3 ngày làm việc',
  where: 'Công an cấp xã nơi tạm trú',
  online: { level: 'toan-trinh', channels: ['portal', 'vneid'] },
  paper: { allowed: true, note: 'Vẫn nộp giấy được tại Công an cấp xã.', date: '2026-07-01' },
  result: { what: 'Thông báo kết quả đăng ký tạm trú' },
  phrasings: [
    'đăng ký tạm trú',
    'làm tạm trú',
    'khai tạm trú cho con đi học',
    'thuê trọ phải đăng ký gì',
    'xin giấy tạm trú',
    'làm kt3',
    'chuyển đến phòng trọ mới',
    'chủ trọ bảo làm tạm trú',
  ],
  legal: ['Luật Cư trú 2020 (68/2020/QH14)'],
  source: { decision: '9354/QĐ-BCA-C06', date: '2026-07-01' },
}

const SAFETY = {
  id: 'lo-lua-dao',
  title: 'Trang này có phải lừa đảo không?',
  answer: 'Trang thật có đuôi .gov.vn. Gặp trang lạ, nên dừng lại và hỏi cán bộ.',
  phrasings: ['sợ bị lừa', 'có an toàn không', 'lừa đảo à'],
  source: SOURCE,
}

const MOVE = {
  id: 'chuyen-nha',
  title: 'Chuyển nhà',
  summary: 'Báo nơi ở mới trước.',
  tasks: [
    { procedure: '1.004194', note: 'nếu ở trọ' },
    { guide: 'nop-ho-so', note: 'khi nộp qua mạng' },
    { faq: 'lo-lua-dao', note: 'khi thấy trang lạ', deadline: false },
  ],
  phrasings: [
    'chuyển nhà',
    'dọn nhà',
    'dời nhà',
    'sắp chuyển nhà',
    'mới dọn về đây',
    'chuyển chỗ ở',
    'đổi chỗ ở',
    'dọn sang xóm khác',
    'về quê ở hẳn',
    'cả nhà dọn đi',
  ],
  source: SOURCE,
}

const SUBMISSION = guide(
  'nop-ho-so',
  `
  - id: da-nop-chua
    ask: Đã nộp được hồ sơ chưa ạ?
    options: { roi: Rồi, can-giup: Cần người giúp, de-sau: Để sau }
  - id: xong
    when: { da-nop-chua: roi }
    finish: da-nop
  - id: giup
    when: { da-nop-chua: can-giup }
    finish: ra-trung-tam
  - id: sau
    finish: de-sau
`,
)

const DERIVED = {
  title: '{ten}',
  summary: 'Nộp xong hồ sơ. Nhận được: {ket-qua}.',
  case: { ask: 'Thuộc trường hợp nào ạ?', note: 'Lưu ý: {luu-y}' },
  papers: {
    prepare: 'Mình chuẩn bị giấy tờ nhé.',
    originals: 'Bản chính {ban-chinh}.',
    copies: 'Bản sao {ban-sao}.',
    both: 'Bản chính {ban-chinh}, bản sao {ban-sao}.',
    notNeeded: 'Không phải nộp nếu {khi}.',
  },
  typed: { tell: 'Nên để sẵn:\n{danh-sach}', line: '- {muc}' },
  submitted: {
    'da-nop': 'Đã nộp. Chờ {thoi-han}.',
    'ra-trung-tam': 'Xin ra {quay}.',
    'de-sau': 'Để lại đây nhé.',
  },
  listed: {
    title: 'Làm theo mã',
    summary: 'Nộp xong hồ sơ.',
    look: 'Mở trang của thủ tục, mã {ma}.',
    lookTitle: 'Mở trang thủ tục',
    result: 'ghi ở trang của thủ tục',
    source: 'Danh mục quốc gia',
  },
  direct: { tell: 'Xin mang giấy tờ đến {noi-nop}.', finish: 'Xong rồi ạ. Nhận được: {ket-qua}.' },
  handedOver: 'Đưa giấy cho nơi nộp thay.',
}

/** The same for every key: what a text says does not matter where these are used. */
function each<T>(keys: readonly string[], value: (key: string) => T): { [key: string]: T } {
  return Object.fromEntries(keys.map(key => [key, value(key)]))
}

const WORDS = {
  commands: each(Command.options, key => [key]),
  smallTalk: each(SmallTalk.options, key => [key]),
  stepWords: each(StepWord.options, key => [key]),
  facets: each(Facet.options, key => [key]),
  relations: each(Relation.options, key => [key]),
  replacements: { ko: 'không' },
  synonyms: { 'giấy khai sinh': ['khai sanh'] },
  fillers: ['ạ', 'ơi'],
}

const WORDING = {
  say: each(Object.keys(SENTENCES), () => 'Một câu ngắn.'),
  labels: each(LABELS, () => 'Tiếp'),
  commands: each(Command.options, () => 'Lệnh'),
  facets: each(Facet.options, () => 'Mặt'),
  relations: each(Relation.options, () => 'cho người nhà'),
  placeholders: { 'thu-tuc': 'thủ tục cần làm' },
}

const STATUSES = Array.from({ length: 10 }, (_, index) => ({
  code: index + 1,
  label: `Trạng thái ${index + 1}`,
  meaning: 'Hồ sơ đang được giải quyết.',
  next: 'Xin chờ thêm.',
}))

const OPERATOR = {
  agency: 'Ủy ban nhân dân phường An Bình',
  unit: 'Phường An Bình',
  desk: {
    name: 'Trung tâm Phục vụ hành chính công phường An Bình',
    phone: '0292 3 000 000',
    hours: 'Thứ hai đến thứ sáu, 7 giờ đến 17 giờ',
    address: 'Số 1 đường Hòa Bình, phường An Bình',
  },
  page: 'https://anbinh.cantho.gov.vn',
  dataContact: 'Văn phòng Ủy ban nhân dân phường An Bình',
}

const SOUND: FileTexts = {
  'operator.yaml': stringify(OPERATOR),
  'offices.yaml': '[]\n',
  'guides/nop-ho-so.yaml': SUBMISSION,
  'language/words.yaml': stringify(WORDS),
  'language/sentences.yaml': stringify(WORDING),
  'language/statuses.yaml': stringify(STATUSES),
  'language/derived.yaml': stringify(DERIVED),
  'language/groups.yaml': stringify([{ id: 'khac', title: 'Mọi việc', fields: ['*'] }]),
}

/** The sound content's own data, for tests that change a little of it. */
export const sound = {
  operator: OPERATOR,
  procedure: TEMPORARY_RESIDENCE,
  sentences: WORDING,
  statuses: STATUSES,
  derived: DERIVED,
}
