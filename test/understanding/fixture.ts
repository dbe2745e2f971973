import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { Knowledge, KnownGuide } from '../../src/catalogue/knowledge.ts'
import { NOTHING_LISTED } from '../../src/catalogue/listed.ts'
import { Faq } from '../../src/catalogue/schema/faq.ts'
import { Guide } from '../../src/catalogue/schema/guide.ts'
import { Statuses, Words } from '../../src/catalogue/schema/language.ts'
import { Offices } from '../../src/catalogue/schema/office.ts'
import { Operator } from '../../src/catalogue/schema/operator.ts'
import { Procedure } from '../../src/catalogue/schema/procedure.ts'
import { Sentences } from '../../src/catalogue/schema/sentences.ts'
import { successorsOf } from '../../src/catalogue/successors.ts'
import type { Expectation, ExpectedChoice } from '../../src/understanding/intent.ts'

/** A small knowledge of its own topics, with the project's own words, statuses and sentences. */
export function smallKnowledge(more: { phrasings?: { [code: string]: string[] } } = {}): Knowledge {
  const procedures = PROCEDURES.map(({ phrasings, ...given }) =>
    Procedure.parse({
      ...COMMON,
      ...given,
      phrasings: [...phrasings, ...(more.phrasings?.[given.code] ?? [])],
    }),
  )
  const guides = GUIDES.map(
    ({ procedure, derived, ...given }): KnownGuide => ({
      ...Guide.parse({
        ...given,
        summary: 'Biết cách làm.',
        steps: [{ id: 'doc', tell: 'Đọc kỹ.' }],
        source: SOURCE,
      }),
      version: '1',
      procedure,
      derived,
    }),
  )
  const faqs = FAQS.map(given => Faq.parse({ ...given, answer: 'Có câu trả lời.', source: SOURCE }))
  return {
    version: 'test',
    operator: Operator.parse(yaml('content/operator.yaml')),
    procedures: new Map(procedures.map(procedure => [procedure.code, procedure])),
    guides: new Map(guides.map(guide => [guide.id, guide])),
    faqs: new Map(faqs.map(faq => [faq.id, faq])),
    listed: NOTHING_LISTED,
    successors: successorsOf(procedures),
    lifeEvents: new Map(),
    voices: [],
    beyond: new Map(),
    clarifications: new Map(),
    offices: Offices.parse([OFFICE]),
    places: { provinces: [], source: SOURCE, units: [], home: { unit: null, province: null } },
    local: new Map(),
    notes: new Map(),
    groups: [],
    words: Words.parse(yaml('content/language/words.yaml')),
    sentences: Sentences.parse(yaml('content/language/sentences.yaml')),
    statuses: Statuses.parse(yaml('content/language/statuses.yaml')),
    abilities: { 'bot.tra-cuu': 'co' },
  }
}

export function expectation(given: Partial<Expectation> = {}): Expectation {
  return { choices: [], step: null, subject: null, ...given }
}

export function choice(title: string, given: Partial<ExpectedChoice> = {}): ExpectedChoice {
  return { title, also: [], words: [], ...given }
}

function yaml(path: string): unknown {
  return parse(readFileSync(path, 'utf8'))
}

const SOURCE = { title: 'Cổng Dịch vụ công quốc gia', date: '2026-07-01' }

const COMMON = {
  field: 'Hộ tịch',
  purpose: 'Được ghi nhận.',
  who: 'Công dân Việt Nam.',
  papers: [{ id: 'to-khai', name: 'Tờ khai', originals: 1 }],
  fees: [{ amount: 0 }],
  time: 'Trong ngày làm việc',
  where: 'Ủy ban nhân dân cấp xã',
  online: { level: 'toan-trinh' },
  paper: { allowed: true, note: 'Vẫn nộp giấy được.', date: '2026-07-01' },
  result: { what: 'Giấy tờ' },
  legal: ['Luật Hộ tịch 60/2014/QH13'],
  source: { decision: '163/QĐ-BTP', date: '2026-07-01' },
}

const PROCEDURES = [
  {
    code: '1.001193',
    name: 'Đăng ký khai sinh',
    official: 'Thủ tục đăng ký khai sinh',
    replaces: ['2.000986'],
    phrasings: [
      'đăng ký khai sinh',
      'làm giấy khai sinh cho con',
      'khai sinh cho em bé mới sinh',
      'vợ mới đẻ cần làm giấy tờ gì',
      'con mới sinh phải làm giấy gì',
      'bé chưa có giấy khai sinh',
      'làm khai sinh trễ hạn',
      'chưa đăng ký kết hôn thì làm khai sinh cho con sao',
      'mẹ đơn thân làm khai sinh cho con',
    ],
  },
  {
    code: '1.004194',
    name: 'Đăng ký tạm trú',
    official: 'Đăng ký tạm trú',
    replaces: [],
    phrasings: [
      'đăng ký tạm trú',
      'làm tạm trú ở trọ',
      'làm KT3',
      'mới dọn vào nhà trọ phải khai báo gì',
      'chủ trọ kêu làm tạm trú',
      'sinh viên ở ký túc xá đăng ký tạm trú',
      'xin giấy tạm trú để đi làm',
      'tạm trú tạm vắng',
    ],
  },
  {
    code: '2.000815',
    name: 'Chứng thực bản sao (photo công chứng)',
    official: 'Chứng thực bản sao từ bản chính giấy tờ, văn bản do cơ quan, tổ chức có thẩm quyền cấp',
    replaces: [],
    phrasings: [
      'chứng thực bản sao',
      'photo công chứng',
      'công chứng giấy tờ',
      'sao y bản chính',
      'sao y căn cước',
      'đóng dấu mộc vào tờ photo',
      'công chứng bằng tốt nghiệp',
      'chung thuc ban sao hoc ba',
    ],
  },
]

const GUIDES = [
  {
    id: 'khai-sinh',
    title: 'Làm khai sinh trực tuyến',
    phrasings: ['làm khai sinh trên điện thoại từng bước'],
    procedure: '1.001193',
    derived: false,
  },
  {
    id: 'thu-tuc-tam-tru',
    title: 'Làm tạm trú',
    phrasings: [],
    procedure: '1.004194',
    derived: true,
  },
  {
    id: 'tai-khoan',
    title: 'Tạo tài khoản để nộp hồ sơ trực tuyến',
    phrasings: [
      'tạo tài khoản VNeID',
      'làm định danh mức 2',
      'kích hoạt VNeID',
      'chưa có tài khoản dịch vụ công',
    ],
    procedure: null,
    derived: false,
  },
  {
    id: 'dang-nhap',
    title: 'Đăng nhập Cổng Dịch vụ công',
    phrasings: ['đăng nhập dịch vụ công bằng VNeID', 'trang báo chưa cấp quyền', 'đăng nhập không được'],
    procedure: null,
    derived: false,
  },
  {
    id: 'nop-ho-so',
    title: 'Nộp hồ sơ trực tuyến',
    phrasings: ['nộp hồ sơ qua mạng', 'nộp hs online làm sao', 'gửi đơn lên xã mà khỏi phải đi'],
    procedure: null,
    derived: false,
  },
  {
    id: 'tra-cuu',
    title: 'Xem hồ sơ đến đâu',
    phrasings: ['nộp 2 tuần rồi chưa thấy gì', 'hồ sơ báo đang xử lý nghĩa là gì', 'mã hồ sơ tra ở đâu'],
    procedure: null,
    derived: false,
  },
]

const FAQS = [
  {
    id: 'sim-khong-chinh-chu',
    title: 'SIM đứng tên người khác thì làm sao?',
    phrasings: [
      'sim không phải tên mình',
      'sim không chính chủ',
      'sim của người khác',
      'kiểm tra sim chính chủ',
    ],
  },
  {
    id: 'khong-co-dien-thoai-thong-minh',
    title: 'Chỉ có điện thoại bàn phím thì có nộp được không?',
    phrasings: ['không có điện thoại thông minh', 'xài cục gạch sao nộp online', 'máy nokia bấm phím'],
  },
  {
    id: 'co-an-toan-khong',
    title: 'Nộp trực tuyến có sợ lộ thông tin không?',
    phrasings: ['nộp online có an toàn không', 'sợ lộ thông tin cá nhân', 'nộp trên mạng có bị hack không'],
  },
  {
    id: 'con-nop-giay-duoc-khong',
    title: 'Còn nộp hồ sơ giấy trực tiếp được không?',
    phrasings: [
      'còn nộp giấy được không',
      'muốn ra phường nộp trực tiếp',
      'không thích nộp online cho nộp giấy',
    ],
  },
]

const OFFICE = {
  id: 'trung-tam',
  name: 'Trung tâm Phục vụ hành chính công xã Ví Dụ',
  kind: 'trung-tam',
  unit: 'Xã Ví Dụ',
  address: 'Thôn 1',
  hours: [{ days: [1, 2, 3, 4, 5], from: '07:00', to: '17:00' }],
  phrasings: ['trung tâm hành chính công ở đâu', 'một cửa ở đâu', 'ủy ban làm việc mấy giờ'],
}
