import { describe, expect, test } from 'vitest'
import type { Expectation, Intent } from '../../src/understanding/intent.ts'
import { understand } from '../../src/understanding/understand.ts'
import { choice, expectation, smallKnowledge } from './fixture.ts'

const knowledge = smallKnowledge()

const KHAI_SINH = '1.001193'
const TAM_TRU = '1.004194'
const BAN_SAO = '2.000815'

/** What a message means, in one line: `topic 1.001193 fee me`, `choice 1`, `command back`, `unsure 1.004194`. */
function meaning(text: string, context: Expectation = expectation()): string {
  return understand(knowledge, text, context).map(inWords).join(' + ')
}

function inWords(intent: Intent): string {
  switch (intent.kind) {
    case 'choice':
      return `choice ${intent.index}`
    case 'noSuchNumber':
      return `no ${intent.number}`
    case 'value':
      return `value ${intent.value}`
    case 'command':
      return `command ${intent.command}`
    case 'smallTalk':
      return intent.talk
    case 'dossier':
      return `dossier ${intent.code}`
    case 'topic':
      return ['topic', intent.topic.id, intent.facet, intent.relation].filter(Boolean).join(' ')
    case 'places':
      return `places ${intent.places.map(({ name }) => name).join(', ')}`
    case 'unsure':
      return `unsure ${intent.candidates.map(({ topic }) => topic.id).join(' ')}`
    case 'beyond':
      return `beyond ${intent.id}`
    case 'suspicious':
      return `suspicious ${intent.suspicion.hosts.map(({ is }) => is).join(' ')}`
    case 'bareWord':
      return 'bare word'
    case 'unknown':
      return 'unknown'
  }
}

function table(title: string, context: Expectation, rows: [text: string, means: string][]): void {
  describe(title, () => {
    test.each(rows)('“%s” means %s', (text, means) => {
      expect(meaning(text, context)).toBe(means)
    })
  })
}

table('out of any context, a procedure', expectation(), [
  ['tôi muốn làm giấy khai sinh cho con', `topic ${KHAI_SINH} con`],
  ['toi muon lam giay khai sinh cho con', `topic ${KHAI_SINH} con`],
  ['làm khai sinh cho trẻ', `topic ${KHAI_SINH} con`],
  ['lam khai sinh cho tre', `topic ${KHAI_SINH} con`],
  ['làm tạm trú cho ba', `topic ${TAM_TRU} cha`],
  ['làm tạm trú cho bà', `topic ${TAM_TRU} ong-ba`],
  ['đăng ký khai sinh', `topic ${KHAI_SINH}`],
  ['Đăng Ký Khai Sinh!!!', `topic ${KHAI_SINH}`],
  ['dang ky khai sinh', `topic ${KHAI_SINH}`],
  ['đk ks cho bé', `topic ${KHAI_SINH} con`],
  ['làm GKS', `topic ${KHAI_SINH}`],
  ['khai sanh cho cháu nội', `topic ${KHAI_SINH} nguoi-khac`],
  ['khai xinh cho em bé', `topic ${KHAI_SINH} con`],
  ['dấy khai sinh', `topic ${KHAI_SINH}`],
  ['khia sinh', `topic ${KHAI_SINH}`],
  ['khai sinhh', `topic ${KHAI_SINH}`],
  ['ddawng kys khai sinh', `topic ${KHAI_SINH}`],
  ['d9a8ng ky1 khai sinh', `topic ${KHAI_SINH}`],
  ['khaisinh', `topic ${KHAI_SINH}`],
  ['khai sinhhhhh điiii 🙏🙏', `topic ${KHAI_SINH}`],
  ['vợ mới đẻ cần làm giấy tờ gì', `topic ${KHAI_SINH} papers`],
  ['vo moi de can lam giay to gi', `topic ${KHAI_SINH} papers`],
  ['vợ em mới sinh thì cần làm giấy gì ạ', `topic ${KHAI_SINH} papers`],
  ['be nha em 2 thang roi chua co giay khai sinh', `topic ${KHAI_SINH}`],
  ['dạ cho em hỏi em mới sinh bé hôm qua giờ muốn làm giấy khai sinh ạ', `topic ${KHAI_SINH}`],
  ['làm giùm má tờ khai sinh', `topic ${KHAI_SINH} me`],
  ['quay lại vụ khai sinh cho con', `topic ${KHAI_SINH} con`],
  ['tiếp tục làm khai sinh', `topic ${KHAI_SINH}`],
  ['làm khai sinh trên điện thoại từng bước', `topic ${KHAI_SINH} online`],
  ['đăng ký tạm trú cho mẹ tôi', `topic ${TAM_TRU} me`],
  ['dang ky tam tru cho me toi', `topic ${TAM_TRU} me`],
  ['lm tạm chú', `topic ${TAM_TRU}`],
  ['làm kt3', `topic ${TAM_TRU}`],
  ['dangkytamtru', `topic ${TAM_TRU}`],
  ['sv ở ký túc xá đk tạm trú', `topic ${TAM_TRU}`],
  ['ở trọ phải làm tạm trú hông', `topic ${TAM_TRU}`],
  ['tui mới dọn vô nhà trọ phải khai báo gì', `topic ${TAM_TRU}`],
  ['photo công chứng', `topic ${BAN_SAO}`],
  ['sao y cccd', `topic ${BAN_SAO}`],
  ['sao y bản chính', `topic ${BAN_SAO}`],
  ['cong chung giay to', `topic ${BAN_SAO}`],
  ['phô tô công chứng bằng tốt nghiệp', `topic ${BAN_SAO}`],
  ['chưa đăng ký kết hôn làm khai sinh cho con được không', `topic ${KHAI_SINH} con`],
])

table('a code', expectation(), [
  ['1.001193', `topic ${KHAI_SINH}`],
  ['1001193', `topic ${KHAI_SINH}`],
  ['1 001193', `topic ${KHAI_SINH}`],
  ['ma 1.004194', `topic ${TAM_TRU}`],
  ['mã 1.004194.H56 phí bao nhiêu', `topic ${TAM_TRU} fee`],
  ['thủ tục 2.000986', `topic ${KHAI_SINH}`],
  ['một chấm không không một một chín ba', `topic ${KHAI_SINH}`],
  ['1.999999', 'unknown'],
  ['000.00.04.h51-200221-0001', 'dossier 000.00.04.H51-200221-0001'],
  ['tra giúp em hồ sơ H56.34-240820-0012 với', 'dossier H56.34-240820-0012'],
  ['H56 . 34 - 240820 - 0012', 'dossier H56.34-240820-0012'],
])

table('one thing asked about a procedure', expectation(), [
  ['khai sinh hết bao nhiêu tiền', `topic ${KHAI_SINH} fee`],
  ['khai sinh bn tiền', `topic ${KHAI_SINH} fee`],
  ['lệ phí khai sinh', `topic ${KHAI_SINH} fee`],
  ['khai sinh có mất phí ko', `topic ${KHAI_SINH} fee`],
  ['tạm trú cần giấy tờ gì', `topic ${TAM_TRU} papers`],
  ['làm tạm trú cần chi', `topic ${TAM_TRU} papers`],
  ['đi làm khai sinh mang theo những gì', `topic ${KHAI_SINH} papers`],
  ['tạm trú bao lâu có', `topic ${TAM_TRU} time`],
  ['khai sinh mấy ngày xong', `topic ${KHAI_SINH} time`],
  ['khai sinh nộp ở đâu', `topic ${KHAI_SINH} where`],
  ['làm khai sinh ở mô', `topic ${KHAI_SINH} where`],
  ['khai sinh làm trên mạng được ko', `topic ${KHAI_SINH} online`],
  ['làm khai sinh ntn', `topic ${KHAI_SINH} how`],
  ['hạn làm khai sinh là mấy ngày', `topic ${KHAI_SINH} deadline`],
  ['đăng ký khai sinh quá hạn có bị phạt không', `topic ${KHAI_SINH} deadline`],
  ['nhận kết quả khai sinh ở đâu', `topic ${KHAI_SINH} result`],
])

table('several things in one message', expectation(), [
  ['khai sinh cần giấy tờ gì, hết bao nhiêu tiền', `topic ${KHAI_SINH} papers + topic ${KHAI_SINH} fee`],
  ['khai sinh cần gì, ở đâu, bao lâu, bao nhiêu tiền', `topic ${KHAI_SINH}`],
  ['khai sinh cần gì? tạm trú nộp ở đâu?', `topic ${KHAI_SINH} papers + topic ${TAM_TRU} where`],
  ['đăng ký khai sinh cho con và đăng ký tạm trú cho mẹ', `topic ${KHAI_SINH} con + topic ${TAM_TRU} me`],
])

table('guides, worries and offices', expectation(), [
  ['tạo tài khoản vneid', 'topic tai-khoan'],
  ['lam dinh danh muc 2', 'topic tai-khoan'],
  ['kich hoat vê nét i đi', 'topic tai-khoan'],
  ['tạo tk vneid cho mẹ', 'topic tai-khoan me'],
  ['tạo tài khoản vneid cho tôi với', 'topic tai-khoan minh'],
  ['cho tôi tạo tài khoản vneid', 'topic tai-khoan'],
  ['dang nhap dvc ko dc', 'topic dang-nhap'],
  ['nộp hs online làm seo', 'topic nop-ho-so'],
  ['sim ko phải tên mình', 'topic sim-khong-chinh-chu'],
  ['xim không chính chủ', 'topic sim-khong-chinh-chu'],
  ['sim đứng tên người khác thì làm sao', 'topic sim-khong-chinh-chu'],
  ['má tui xài cục gạch', 'topic khong-co-dien-thoai-thong-minh'],
  ['hok có smartphone', 'topic khong-co-dien-thoai-thong-minh'],
  ['nộp online có sợ lộ thông tin ko', 'topic co-an-toan-khong'],
  ['ra phường nộp trực tiếp được không', 'topic con-nop-giay-duoc-khong'],
  ['1 cửa ở đâu', 'topic trung-tam'],
  ['mot cua o dau', 'topic trung-tam'],
  ['trung tâm hành chính công mở cửa lúc mấy giờ', 'topic trung-tam'],
])

table('what the bot does not know, and must not pretend to', expectation(), [
  ['giá vàng hôm nay', 'unknown'],
  ['gia vang hom nay', 'unknown'],
  ['thời tiết', 'unknown'],
  ['asdfgh', 'unknown'],
  ['ly hôn', 'unknown'],
  ['ly hôn cần giấy tờ gì', 'unknown'],
  ['xin việc làm', 'unknown'],
  ['visa đi Nhật', 'unknown'],
  ['khám bệnh ở đâu', 'unknown'],
  ['kết quả xổ số', 'unknown'],
  ['viết cho tôi bài thơ', 'unknown'],
  ['cho vay tiền nhanh', 'unknown'],
  ['làm sổ đỏ', 'unknown'],
  ['mất căn cước', 'unknown'],
  ['hộ chiếu hết hạn', 'unknown'],
  ['không', 'bare word'],
  ['ko', 'bare word'],
  ['ừ', 'bare word'],
  ['2', 'unknown'],
  ['bao nhiêu tiền', 'unknown'],
  ['ở đâu', 'unknown'],
  ['', 'unknown'],
  ['   ', 'unknown'],
  ['???', 'unknown'],
  ['👍', 'unknown'],
  ['▮▮▮', 'unknown'],
  ['▮▮▮ ▮▮▮', 'unknown'],
  ['lương thực tạm ứng', 'unknown'],
])

table('a subject beside ours that the bot does not lead through', expectation(), [
  ['tôi muốn đăng ký khai tử cho bố tôi', 'unknown'],
  ['toi muon dang ky khai tu cho bo toi', 'unknown'],
  ['đăng ký kết hôn', 'unknown'],
  ['dang ky ket hon', 'unknown'],
  ['công chứng giấy ủy quyền', 'unknown'],
  ['chứng thực hợp đồng', 'unknown'],
  ['công chứng mua bán xe', 'unknown'],
  ['đăng ký thường trú', 'unknown'],
  ['làm hộ chiếu', 'unknown'],
  ['đổi bằng lái xe', 'unknown'],
  ['tách hộ', 'unknown'],
])

describe('near another procedure that is not known', () => {
  test.each([
    'xóa đăng ký tạm trú',
    'gia hạn tạm trú',
    'đăng ký lại khai sinh',
    'mất giấy khai sinh',
    'trích lục khai sinh',
    'sửa tên trong giấy khai sinh',
    'đăng ký kết hôn',
    'đăng ký thường trú',
    'chứng thực chữ ký',
    'công chứng mua bán nhà đất',
    'khai sinh có yếu tố nước ngoài',
    'khai sinh cho người lớn',
    'đăng ký khai sinh cho người lớn 30 tuổi chưa có',
    'đăng ký tạm trú tạm vắng cho khách du lịch',
    'tạm trú cho vợ người Trung Quốc',
    'tạm trú cho người nước ngoài',
    'bố mẹ ly hôn làm khai sinh cho con',
  ])('“%s” is never certain', text => {
    expect(meaning(text)).toMatch(/^(unsure|unknown)/)
  })
})

table('a command', expectation({ subject: { kind: 'procedure', id: KHAI_SINH } }), [
  ['quay lại', 'command back'],
  ['cho em quay lại bước trước với ạ', 'command back'],
  ['tro lai', 'command back'],
  ['làm lại từ đầu', 'command restart'],
  ['xem hết các bước', 'command overview'],
  ['còn mấy bước nữa', 'command overview'],
  ['danh mục', 'command menu'],
  ['menu', 'command menu'],
  ['tôi bị vướng', 'command stuck'],
  ['làm hoài hổng được', 'command stuck'],
  ['ko bik làm', 'command stuck'],
  ['gặp cán bộ', 'command staff'],
  ['cho tôi gặp cán bộ được không', 'command staff'],
  ['muốn nói chuyện với người thật', 'command staff'],
  ['để sau', 'command later'],
  ['thui để mai làm', 'command later'],
  ['đừng nhắc nữa', 'command quiet'],
  ['xóa dữ liệu của tôi', 'command erase'],
  ['xoa du lieu cua toi', 'command erase'],
  ['tải dữ liệu của tôi', 'command export'],
  ['du lieu cua toi', 'command export'],
  ['cho em xem dữ liệu của em với ạ', 'command export'],
  ['bo ma ho so', 'command dropCodes'],
  ['làm tiếp', 'command resume'],
  ['bỏ qua', 'command skip'],
  ['trợ giúp', 'command help'],
  ['hồ sơ của tôi đến đâu rồi', 'command status'],
  ['coi hs tới đâu rồi', 'command status'],
  ['hs cua tui den dau r', 'command status'],
  ['tao muốn gặp người', 'command staff'],
  ['alo có ai ko', 'command staff'],
  ['có ai không', 'command staff'],
  ['cho tôi gặp người thật', 'command staff'],
  ['gọi cho tôi', 'command staff'],
  ['gọi lại giúp em', 'command staff'],
  ['mấy giờ làm việc', 'command staff'],
  ['hôm nay có làm việc không', 'command staff'],
  ['thứ 7 có làm không', 'command staff'],
  ['mệt quá thôi không làm nữa', 'command later'],
  ['thôi không làm nữa', 'command later'],
  ['hủy', 'command later'],
  ['dừng lại', 'command later'],
  ['có ship về nhà không', 'unknown'],
  ['không quay lại', 'unknown'],
  ['thôi nấu cơm đã, nhắc tôi ngày mai', 'command remind'],
  ['trời ơi là trời, gặp cán bộ', 'command staff'],
  ['gặp cán bộ, nhắc tôi ngày mai', 'unknown'],
  ['đừng xóa dữ liệu của tôi', 'unknown'],
])

table('small talk', expectation(), [
  ['xin chào', 'greeting'],
  ['alo', 'greeting'],
  ['chào ad', 'greeting'],
  ['cho em hỏi với ạ', 'greeting'],
  ['cảm ơn nhiều nha', 'thanks'],
  ['cám ơn ad', 'thanks'],
  ['tạm biệt', 'bye'],
  ['bot ngu', 'scolding'],
  ['đm bot ngu', 'scolding'],
  ['cút', 'scolding'],
  ['đồ ngu', 'scolding'],
  ['hay quá', 'praise'],
  ['chào ad, cho hỏi khai sinh cần gì', `topic ${KHAI_SINH} papers`],
])

table('leaning on what was last spoken of', expectation({ subject: { kind: 'procedure', id: TAM_TRU } }), [
  ['thế còn phí?', `topic ${TAM_TRU} fee`],
  ['ở đâu', `topic ${TAM_TRU} where`],
  ['o dau v', `topic ${TAM_TRU} where`],
  ['bao lâu có', `topic ${TAM_TRU} time`],
  ['thế giấy tờ thì sao', `topic ${TAM_TRU} papers`],
  ['cần gì', `topic ${TAM_TRU} papers`],
  ['làm cho mẹ thì sao', `topic ${TAM_TRU} how me`],
  ['còn khai sinh bao nhiêu tiền', `topic ${KHAI_SINH} fee`],
  ['giá vàng bao nhiêu', 'unknown'],
])
table(
  'leaning on a worry, which has no fee',
  expectation({ subject: { kind: 'faq', id: 'co-an-toan-khong' } }),
  [['thế còn phí?', 'unknown']],
)

const DO_STEP = expectation({
  step: { kind: 'do' },
  choices: [
    choice('Xong rồi', { words: ['done', 'yes'] }),
    choice('Bị vướng', { words: ['no', 'notYet'] }),
    choice('Trở lại'),
    choice('Gặp cán bộ'),
  ],
})
table('at a step to do', DO_STEP, [
  ['rồi', 'choice 0'],
  ['r', 'choice 0'],
  ['xong', 'choice 0'],
  ['xong rùi ạ', 'choice 0'],
  ['ừ', 'choice 0'],
  ['ok', 'choice 0'],
  ['dạ em làm xong rồi ạ', 'choice 0'],
  ['xnog roi', 'choice 0'],
  ['tiếp', 'choice 0'],
  ['chưa', 'choice 1'],
  ['chưa làm được', 'choice 1'],
  ['ko', 'choice 1'],
  ['1', 'choice 0'],
  ['so 2', 'choice 1'],
  ['cái thứ 2', 'choice 1'],
  ['cái thứ hai', 'choice 1'],
  ['chọn 3 nhé', 'choice 2'],
  ['2️⃣', 'choice 1'],
  ['cái cuối', 'choice 3'],
  ['cái đầu', 'choice 0'],
  ['dau tien', 'choice 0'],
  ['ở đâu', 'unknown'],
  ['o dau', 'unknown'],
  ['có đó không', 'greeting'],
  ['có được không ạ', 'unknown'],
  ['9', 'no 9'],
  ['gap can bo', 'choice 3'],
  ['quay lại', 'command back'],
  ['thế tạm trú bao nhiêu tiền', `topic ${TAM_TRU} fee`],
])

const ASK_STEP = expectation({
  step: { kind: 'ask' },
  choices: [
    choice('Có', { words: ['yes'] }),
    choice('Không có', { words: ['no', 'notYet'] }),
    choice('SIM đứng tên người khác', { also: ['sim của vợ', 'sim người khác'] }),
  ],
})
table('at a question', ASK_STEP, [
  ['có', 'choice 0'],
  ['co', 'choice 0'],
  ['dạ có ạ', 'choice 0'],
  ['ừ', 'choice 0'],
  ['rồi', 'choice 0'],
  ['ko có', 'choice 1'],
  ['hông', 'choice 1'],
  ['k', 'choice 1'],
  ['chưa có', 'choice 1'],
  ['không đâu', 'choice 1'],
  ['chưa có đâu ạ', 'choice 1'],
  ['không có ở đâu', 'unknown'],
  ['sim đứng tên người khac', 'choice 2'],
  ['sim dung ten nguoi kahc', 'choice 2'],
  ['đứng tên người khác', 'choice 2'],
  ['sim cua vo', 'choice 2'],
  ['dạ của em là sim người khác ạ', 'choice 2'],
  ['cần gì', 'unknown'],
  ['có cần gì không', 'unknown'],
])

const ERASING = expectation({
  choices: [choice('Xóa hết', { words: ['yes'] }), choice('Không xóa', { words: ['no', 'notYet'] })],
})
table('where a yes cannot be taken back', ERASING, [
  ['ừ', 'choice 0'],
  ['đồng ý', 'choice 0'],
  ['tiếp tục', 'command resume'],
  ['tiếp', 'command resume'],
  ['xong', 'bare word'],
  ['không', 'choice 1'],
])

const PAPER_QUESTION = expectation({
  step: { kind: 'ask' },
  subject: { kind: 'procedure', id: KHAI_SINH },
  choices: [
    choice('Có, bản giấy', { words: ['yes'] }),
    choice('Có, bản điện tử', { words: ['yes'] }),
    choice('Không có', { also: ['mất rồi', 'sinh ở nhà'], words: ['no', 'notYet'] }),
  ],
})
table('where the answer goes on after the option', PAPER_QUESTION, [
  ['không có giấy chứng sinh, sinh ở nhà', 'choice 2'],
  ['khong co giay chung sinh', 'choice 2'],
  ['không có giấy khai sinh cho con', 'choice 2'],
  ['có bản điện tử bệnh viện gửi', 'choice 1'],
  ['không có giấy chứng sinh thì sao', 'unknown'],
  ['không có, mà đăng ký tạm trú cho mẹ tôi', `topic ${TAM_TRU} me`],
  ['không có điện thoại thông minh, nhà xài cục gạch', 'topic khong-co-dien-thoai-thong-minh'],
  ['không có phí bao nhiêu', `topic ${KHAI_SINH} fee`],
  ['phí bao nhiêu', `topic ${KHAI_SINH} fee`],
])

const CODE_CHOICES = expectation({
  step: { kind: 'ask' },
  choices: [
    choice('Có mã hồ sơ', { also: ['có mã', 'mã'] }),
    choice('Thấy dòng trạng thái'),
    choice('Mất mã, quên mã', { also: ['không có mã'] }),
  ],
})
table('where one choice turns the other round', CODE_CHOICES, [
  ['có mã', 'choice 0'],
  ['em có mã hồ sơ ạ', 'choice 0'],
  ['không có mã', 'choice 2'],
  ['ko có mã', 'choice 2'],
  ['quên mã', 'choice 2'],
  ['trạng thái', 'choice 1'],
])

const WAY_QUESTION = expectation({
  step: { kind: 'ask' },
  choices: [
    choice('Gửi qua mạng', { also: ['qua mạng'] }),
    choice('Đến nơi làm', { also: ['nộp trực tiếp', 'đến tận nơi'] }),
    choice('Mất thẻ'),
  ],
})
table('where an option is named in part', WAY_QUESTION, [
  ['tiếp', 'command resume'],
  ['trực tiếp', 'choice 1'],
  ['mất', 'choice 2'],
])

const AGE_QUESTION = expectation({
  step: { kind: 'ask' },
  choices: [
    choice('Từ đủ 14 tuổi', { also: ['trên 14'] }),
    choice('Từ 6 đến dưới 14', { also: ['6 tuổi', '10 tuổi'] }),
  ],
})
table('where the options are numbers', AGE_QUESTION, [
  ['6 tuổi', 'choice 1'],
  ['bé 10 tuổi', 'choice 1'],
  ['toi 67 tuoi', 'unknown'],
  ['60 tuổi', 'unknown'],
  ['tu du 14 tuoi', 'choice 0'],
])

const CHECKLIST = expectation({
  step: { kind: 'prepare' },
  choices: [
    choice('Giấy chứng sinh'),
    choice('Căn cước của cha mẹ'),
    choice('Đủ cả rồi', { words: ['allReady', 'done', 'yes'] }),
    choice('Thiếu, vẫn làm tiếp', { words: ['notYet', 'no'] }),
  ],
})
table('at a checklist', CHECKLIST, [
  ['1 và 2', 'choice 0 + choice 1'],
  ['1,2', 'choice 0 + choice 1'],
  ['có giấy chứng sinh rồi', 'choice 0'],
  ['cccd cha mẹ', 'choice 1'],
  ['đủ hết rồi', 'choice 2'],
  ['xong', 'choice 2'],
  ['còn thiếu', 'choice 3'],
])

const enter = (as: 'ma-ho-so' | 'trang-thai' | 'ngay' | 'so') =>
  expectation({ step: { kind: 'enter', as }, choices: [choice('Bỏ qua'), choice('Trở lại')] })

table('where a dossier code is expected', enter('ma-ho-so'), [
  ['000.00.04.H51-200221-0001', 'value 000.00.04.H51-200221-0001'],
  ['000.00.04.h51 - 200221 - 0001', 'value 000.00.04.H51-200221-0001'],
  ['mã là h56.34-240820-0012 ạ', 'value H56.34-240820-0012'],
  ['bỏ qua', 'choice 0'],
  ['2', 'choice 1'],
  ['12345', 'unknown'],
  ['khai sinh bao nhiêu tiền', `topic ${KHAI_SINH} fee`],
])
table('where a status is expected', enter('trang-thai'), [
  ['Đang xử lý', 'value 4'],
  ['dang xu li', 'value 4'],
  ['đang xử lí ạ', 'value 4'],
  ['nó ghi là Yêu cầu bổ sung giấy tờ', 'value 5'],
  ['được tiếp nhận', 'value 2'],
  ['không được tiếp nhận', 'value 3'],
  ['ko dc tiep nhan', 'value 3'],
  ['đã trả kết qủa', 'value 10'],
  ['2', 'choice 1'],
  ['màu xanh', 'unknown'],
])
table('where a day is expected', enter('ngay'), [
  ['3/7/2026', 'value 2026-07-03'],
  ['03-07-2026', 'value 2026-07-03'],
  ['ngày 3 tháng 7 năm 2026', 'value 2026-07-03'],
  ['2026-07-03', 'value 2026-07-03'],
  ['30/2/2026', 'unknown'],
  ['hôm qua', 'unknown'],
])
table('where a number is expected', enter('so'), [
  ['3', 'value 3'],
  ['3 bản', 'value 3'],
  ['ba', 'value 3'],
  ['1.000', 'value 1000'],
  ['bỏ qua', 'choice 0'],
])
