import { describe, expect, it } from 'vitest'
import { facetText } from '../../src/guidance/answers/facts.ts'
import { NOTHING_EXPECTED, understand } from '../../src/understanding/understand.ts'
import { contentKnowledge } from '../content-knowledge.ts'

const knowledge = contentKnowledge()
const known = { knowledge, now: Date.parse('2026-11-22T19:30:00+07:00') }

/** What one message leads to: a topic's id, or the kind of what else it is. */
function leadsTo(text: string): string {
  const [intent] = understand(knowledge, text, NOTHING_EXPECTED)
  if (intent?.kind === 'topic') return intent.topic.id
  return intent?.kind === 'beyond' ? intent.id : (intent?.kind ?? '')
}

describe('what people said who were not helped when the bot was tried as strangers would', () => {
  it.each([
    ['bo sung', 'bo-sung'],
    ['bổ sung', 'bo-sung'],
    ['bị trả về', 'bo-sung'],
    ['tôi lỡ bấm vào rồi', 'lua-dao'],
    ['tôi lỡ cài rồi', 'lua-dao'],
    ['lo cai ung dung la', 'lua-dao'],
    ['không có VNeID thì sao', 'tai-khoan'],
    ['chưa có vneid', 'tai-khoan'],
    ['trước tôi làm giấy ở huyện giờ đi đâu', 'sap-nhap-dia-chi'],
    ['giờ không còn huyện thì nộp ở đâu', 'sap-nhap-dia-chi'],
    ['đm làm cái gì mà lâu thế', 'ho-so-qua-han'],
    ['bọn mày ăn hối lộ à', 'phan-anh-kien-nghi'],
    ['tôi khiếm thị', 'nguoi-cao-tuoi'],
    ['làm căn cước cho bà nội 80 tuổi', 'can-cuoc'],
    ['lam can cuoc cho chong', 'can-cuoc'],
    ['làm căn cước cho cháu 5 tuổi', '1.014062'],
    ['việt kiều làm căn cước được không', 'o-nuoc-ngoai'],
    ['làm hộ mẹ được không', 'lam-ho-nguoi-khac'],
    ['nghe đọc được không', 'nguoi-cao-tuoi'],
    ['dùng sim của chồng được không', 'sim-khong-chinh-chu'],
    ['hộ kinh doanh đóng thuế thế nào', 'thue-kinh-doanh'],
    ['mở quán có phải đóng thuế không', 'thue-kinh-doanh'],
  ])('“%s” leads to %s', (text, topic) => {
    expect(leadsTo(text)).toBe(topic)
  })

  it('tells first where to go of who asks where the district went', () => {
    const [first] = knowledge.faqs.get('sap-nhap-dia-chi')?.answer.split('\n') ?? []
    expect(first).toContain('nay phần nhiều làm ở xã, phường')
  })
})

describe('a fee whose amount another document has', () => {
  const procedures = [...knowledge.procedures.values()]

  it.each([
    ['3.000333', 'Thông tư 244/2016'],
    ['1.013076', 'Thông tư 60/2023'],
  ])('of %s is told with that document, not as stated nowhere', (code, document) => {
    const procedure = procedures.find(one => one.code === code)
    expect(procedure && facetText(known, procedure, 'fee')).toMatch(
      new RegExp(`Có thu tiền, nhưng Cổng không ghi bao nhiêu.*${document}`),
    )
  })

  it('is spoken of nowhere beside an empty list of fees', () => {
    const speaks = procedures.filter(
      ({ fees, online }) => fees.length === 0 && /phí theo/i.test(online.note ?? ''),
    )
    expect(speaks.map(({ code }) => code)).toEqual([])
  })
})

describe('which papers are needed', () => {
  const papers = (code: string) => {
    const procedure = knowledge.procedures.get(code)
    return (procedure && facetText(known, procedure, 'papers')) ?? ''
  }

  it('is told of the usual case where all cases together are too long to be read', () => {
    expect(papers('1.013225')).toMatch(/^Trường hợp “Nhà ở của gia đình”:/)
    expect(papers('1.013225')).toContain('bản vẽ thiết kế nhà')
    expect(papers('1.013225')).not.toMatch(/tôn giáo|ngoại giao|Chỉ cần khi/)
    expect(papers('1.013225')).toContain('Trường hợp khác thì giấy tờ khác. Chọn “Bắt đầu”')
  })

  it('is told of all cases where that can be read at once', () => {
    expect(papers('1.001193')).toContain('Biên bản về việc bé bị bỏ rơi')
    expect(papers('1.001193')).not.toContain('Trường hợp khác')
  })

  it.each([...knowledge.procedures.keys()])('of %s fits one message', code => {
    expect(papers(code).length).toBeLessThanOrEqual(1500)
  })
})
