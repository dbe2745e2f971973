import { describe, expect, test } from 'vitest'
import { NOTHING_EXPECTED, understand } from '../../src/understanding/understand.ts'
import { contentKnowledge } from '../content-knowledge.ts'

const knowledge = contentKnowledge()

function meaning(text: string) {
  return understand(knowledge, text, NOTHING_EXPECTED)
}

describe('what people ask who never saw the bot, on the content as it stands', () => {
  test.each([
    ['đăng nhập', 'dang-nhap'],
    ['dang nhap', 'dang-nhap'],
    ['login', 'dang-nhap'],
    ['đăng nhập cổng', 'dang-nhap'],
    ['otp không về', 'otp-khong-ve'],
    ['mã không về', 'otp-khong-ve'],
    ['báo không tồn tại trong dữ liệu dân cư', 'thong-tin-khong-khop'],
    ['quên mật khẩu vneid', 'quen-mat-khau'],
    ['quên passcode', 'quen-passcode'],
    ['quét nfc không được', 'nfc-khong-quet-duoc'],
    ['mất điện thoại', 'doi-dien-thoai'],
    ['đổi điện thoại', 'doi-dien-thoai'],
    ['nộp phí trực tuyến', 'thanh-toan'],
    ['hồ sơ bị trả lại', 'bo-sung'],
    ['nhận kết quả', 'nhan-ket-qua'],
    ['chụp giấy tờ', 'chup-giay-to'],
    ['nộp online có được giảm lệ phí không', 'phi-truc-tuyen'],
    ['quê một nơi ở một nơi nộp ở đâu', 'nop-khac-noi-o'],
    ['có người gọi xưng công an bảo đọc mã otp', 'lua-dao'],
    ['có người gọi tự xưng công an kêu cài app', 'lua-dao'],
    ['có phải lừa đảo không', 'lua-dao'],
    ['tin nhắn này có phải lừa đảo', 'lua-dao'],
    ['bạn là ai', 'ban-trung-thuc-khong'],
    ['bạn là người hay máy', 'ban-trung-thuc-khong'],
    ['ai làm ra cái này', 'ban-trung-thuc-khong'],
    ['khai sinh nộp giấy được không', 'con-nop-giay-duoc-khong'],
    ['tạm trú nộp giấy ở phường được không', 'con-nop-giay-duoc-khong'],
    ['công an phường ở chỗ nào', 'cong-an-vi-du'],
    ['địa chỉ ủy ban', 'trung-tam-vi-du'],
    ['photo công chứng giấy phép lái xe', '2.000815'],
    ['đăng ký kết hôn', '1.000894'],
    ['công chứng giấy ủy quyền', '2.000884'],
    ['chứng thực hợp đồng', '2.001035'],
    ['công chứng mua bán xe', '2.001035'],
    ['tạm trú cho người nước ngoài', '1.000253'],
    ['xóa đăng ký tạm trú', '1.010028'],
    ['khai sinh cho người lớn', '1.004772'],
    ['đăng ký khai sinh cho người lớn 30 tuổi chưa có', '1.004772'],
    ['mất giấy khai sinh', '2.000635'],
    ['trích lục khai sinh', '2.000635'],
  ])('“%s” is answered by %s', (text, id) => {
    expect(meaning(text)).toEqual([
      { kind: 'topic', topic: expect.objectContaining({ id }), facet: null, relation: null },
    ])
  })

  test.each([
    ['tôi muốn làm khai sinh, làm căn cước và đăng ký tạm trú', '1.001193 can-cuoc 1.004194'],
    ['lam khai sinh cho chau. doi can cuoc cho toi. xin xac nhan doc than', '1.001193 1.014063 1.004873'],
    ['cho hỏi làm lại căn cước, đăng ký kết hôn với lại giấy khai tử', '1.014064 1.000894 1.000656'],
    // One office does all three together.
    ['làm khai sinh cho con, nhập hộ khẩu và làm thẻ bảo hiểm y tế', '2.000986'],
    // A story is about one thing.
    ['tôi lấy chồng rồi, giờ muốn nhập hộ khẩu về nhà chồng', '1.004222'],
    ['vợ mới sinh, làm giấy khai sinh cho con', '1.001193'],
  ])('“%s” wishes for %s', (text, ids) => {
    const topics = meaning(text).flatMap(intent => (intent.kind === 'topic' ? intent.topic.id : []))
    expect(topics.join(' ')).toBe(ids)
  })

  test('whom something is for is heard with it', () => {
    expect(meaning('tôi muốn đăng ký khai tử cho bố tôi')).toEqual([
      { kind: 'topic', topic: { kind: 'procedure', id: '1.000656' }, facet: null, relation: 'cha' },
    ])
  })

  test.each([
    ['giá vàng hôm nay', 'gia-ca-thoi-tiet'],
    ['vay tiền ngân hàng', 'vay-von'],
    ['xin việc làm', 'xin-viec'],
    ['đơn ly hôn thuận tình', 'ly-hon'],
  ])('“%s” is pointed on', (text, id) => {
    expect(meaning(text)).toEqual([{ kind: 'beyond', id }])
  })

  test.each([
    ['chay nha roi cuu voi', 'chay-114'],
    ['chồng đang cầm dao đuổi đánh em', 'cong-an-113'],
    ['ba tôi ngất xỉu gọi không tỉnh', 'cap-cuu-115'],
    ['em không muốn sống nữa', 'muon-chet'],
  ])('“%s” is an emergency', (text, id) => {
    expect(meaning(text)).toEqual([{ kind: 'beyond', id }])
  })

  test.each([
    ['đổi giấy', 'doi-giay'],
    ['làm bảo hiểm', 'lam-bao-hiem'],
    ['mat giay to', 'mat-giay-to'],
  ])('“%s” is asked back about', (text, clarification) => {
    expect(meaning(text)).toEqual([expect.objectContaining({ kind: 'unsure', clarification })])
  })
})

describe('what is asked right after a procedure’s card', () => {
  const subject = { kind: 'procedure', id: '1.004222' } as const

  test.each([
    ['lệ phí bao nhiêu', 'fee'],
    ['le phi bao nhieu vay', 'fee'],
    ['chi phí thế nào', 'fee'],
    ['phí mấy đồng', 'fee'],
    ['có tốn đồng nào không', 'fee'],
    ['tốn nhiêu', 'fee'],
    ['mấy ngày thì xong', 'time'],
    ['nộp chỗ nào', 'where'],
    ['đi đâu nộp', 'where'],
    ['ra xã hay ra huyện', 'where'],
    ['cần những giấy tờ gì', 'papers'],
    ['mang theo giấy gì', 'papers'],
    ['làm online được ko', 'online'],
    ['có phải ra xã không', 'online'],
    ['hạn đến bao giờ', 'deadline'],
    ['được cấp giấy gì', 'result'],
  ])('“%s” is asked of it: %s', (text, facet) => {
    expect(understand(knowledge, text, { ...NOTHING_EXPECTED, subject })).toEqual([
      { kind: 'topic', topic: subject, facet, relation: null },
    ])
    expect(meaning(text)).toEqual([{ kind: 'unknown' }])
  })
})

describe('what the bot calls things, typed as it stands there', () => {
  test.each(Object.entries(knowledge.sentences.commands))('%s: “%s”', (command, title) => {
    expect(meaning(title)).toEqual([{ kind: 'command', command }])
  })

  const subject = { kind: 'procedure', id: '1.001193' } as const
  test.each(Object.entries(knowledge.sentences.facets))('%s of what was spoken of: “%s”', (facet, title) => {
    expect(understand(knowledge, title, { ...NOTHING_EXPECTED, subject })).toEqual([
      { kind: 'topic', topic: subject, facet, relation: null },
    ])
  })

  const titles = [
    ...[...knowledge.procedures.values()].map(({ code, name }) => [code, name] as const),
    ...[...knowledge.guides.values()]
      .filter(guide => !guide.derived)
      .map(({ id, procedure, title }) => [procedure ?? id, title] as const),
    ...[...knowledge.faqs.values()].map(({ id, title }) => [id, title] as const),
    ...knowledge.offices.map(({ id, name }) => [id, name] as const),
  ]
  test.each(titles)('%s: “%s”', (id, title) => {
    const meant =
      id === 'tra-cuu'
        ? { kind: 'command', command: 'status' }
        : { kind: 'topic', topic: expect.objectContaining({ id }) }
    expect(meaning(title)).toEqual([expect.objectContaining(meant)])
  })

  test.each(Object.entries(knowledge.sentences.labels))('the choice %s: “%s”', (label, title) => {
    const meant = LABELS[label] ?? [NOTHING_CERTAIN]
    expect(meaning(title)).toEqual(meant.map(one => expect.objectContaining(one)))
  })
})

const command = (name: string) => ({ kind: 'command', command: name })
const LABELS: { readonly [label: string]: readonly object[] } = {
  next: [command('resume')],
  back: [command('back')],
  menu: [command('menu')],
  staff: [command('staff')],
  stuck: [command('stuck')],
  skip: [command('skip')],
  restart: [command('restart')],
  eraseYes: [command('erase')],
  guides: [{ kind: 'topic', topic: { kind: 'guide', id: 'tai-khoan' } }],
  start: [{ kind: 'smallTalk', talk: 'greeting' }],
  centre: [{ kind: 'topic', topic: { kind: 'office', id: 'trung-tam-vi-du' } }],
  paper: [{ kind: 'topic', topic: { kind: 'faq', id: 'con-nop-giay-duoc-khong' } }],
  howPaper: [{ kind: 'topic', topic: { kind: 'faq', id: 'con-nop-giay-duoc-khong' } }],
  dataPage: [{ kind: 'topic', topic: { kind: 'faq', id: 'xoa-du-lieu' } }],
  howVolunteer: [{ kind: 'topic', topic: { kind: 'faq', id: 'tinh-nguyen-vien' } }],
}
/** The others mean nothing without what they stood under; nobody may be led astray by one. */
const NOTHING_CERTAIN = { kind: expect.stringMatching(/^(unknown|unsure|command|bareWord)$/) }
