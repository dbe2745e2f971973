import { describe, expect, test } from 'vitest'
import { NOTHING_EXPECTED, understand } from '../../src/understanding/understand.ts'
import { contentKnowledge } from '../content-knowledge.ts'

const knowledge = contentKnowledge()

/** `life-event mat-giay-to`, or `unsure` with what is suggested, or the kind alone. */
function meaning(text: string): string {
  return understand(knowledge, text, NOTHING_EXPECTED)
    .map(intent => {
      if (intent.kind === 'topic') return `${intent.topic.kind} ${intent.topic.id}`
      if (intent.kind === 'unsure')
        return `unsure ${intent.candidates.map(({ topic }) => topic.id).join(' ')}`
      return intent.kind
    })
    .join(' + ')
}

describe('what happened leads to all that has to be done then', () => {
  test.each([
    ['mất ví', 'mat-giay-to'],
    ['em bị mất ví rồi', 'mat-giay-to'],
    ['toi bi mat vi', 'mat-giay-to'],
    ['rơi ví hết giấy tờ', 'mat-giay-to'],
    ['mất bóp mất hết giấy tờ', 'mat-giay-to'],
    ['vợ mới đẻ', 'moi-sinh-con'],
    ['vợ em mới đẻ hôm qua', 'moi-sinh-con'],
    ['lấy vợ', 'ket-hon'],
    ['sắp cưới cần làm gì', 'ket-hon'],
    ['chuyển nhà', 'chuyen-nha'],
    ['nhà em sắp chuyển nhà', 'chuyen-nha'],
    ['mở quán ăn', 'mo-quan'],
    ['muốn mở quán bún', 'mo-quan'],
    ['bán xe', 'mua-ban-xe'],
    ['mua bán đất', 'mua-ban-dat'],
    ['mua nhà', 'mua-ban-dat'],
    ['nghỉ hưu', 'nghi-huu'],
    ['con vào lớp 1', 'con-di-hoc'],
  ])('“%s” is %s', (text, id) => {
    expect(meaning(text)).toBe(`life-event ${id}`)
  })
})

describe('somebody who died is told from something that was lost', () => {
  test.each([
    'bố mới mất',
    'bo moi mat',
    'bố tôi mất rồi',
    'ông nội mất rồi phải làm gì',
    'bà em mới mất hôm qua',
    'mạ tui vừa mất khuya qua',
    'bố tôi mất rạng sáng nay',
    'mẹ vợ mới mất',
    'nhà có tang',
    'mẹ em vừa qua đời',
  ])('“%s” is a death', text => {
    expect(meaning(text)).toBe('life-event co-nguoi-mat')
  })

  test.each([
    ['mất giấy tờ xe của bố', 'procedure 1.013080'],
    ['bố mất giấy tờ xe', 'procedure 1.013080'],
    ['bố làm mất giấy tờ xe', 'procedure 1.013080'],
    ['mẹ mất căn cước', 'procedure 1.014064'],
    ['ông nội làm mất căn cước', 'procedure 1.014064'],
    ['chồng mất bằng lái', 'procedure 3.000348'],
    ['mẹ em mất điện thoại', 'faq doi-dien-thoai'],
    ['bố mất ví', 'life-event mat-giay-to'],
  ])('“%s” is a loss: %s', (text, meant) => {
    expect(meaning(text)).toBe(meant)
  })

  test.each(['bố mất xe', 'ông mất tiền', 'bố em mất sổ tiết kiệm', 'mất rồi', 'em bị mất rồi'])(
    '“%s” never speaks of a death',
    text => {
      expect(meaning(text)).not.toContain('co-nguoi-mat')
      expect(meaning(text)).not.toContain('1.000656')
    },
  )
})

describe('where both fit, the more specific is meant', () => {
  test.each([
    ['mất căn cước', 'procedure 1.014064'],
    ['mất bằng lái', 'procedure 3.000348'],
    ['mất giấy khai sinh', 'procedure 2.000635'],
    ['khai sinh cho con mới sinh', 'procedure 1.001193'],
    ['kết hôn', 'procedure 1.000894'],
    ['đăng ký kết hôn', 'procedure 1.000894'],
    ['khai tử cho bố', 'procedure 1.000656'],
    ['mua xe cũ', 'procedure 1.013076'],
    ['sang tên xe', 'procedure 1.013076'],
    ['sang tên sổ đỏ', 'procedure 1.013831'],
    ['chuyển hộ khẩu', 'procedure 1.004222'],
    ['mở quán cần giấy phép gì', 'procedure 1.001612'],
    ['công chứng mua bán xe', 'procedure 2.001035'],
    ['bố mới mất sang tên đất cho con', 'procedure 1.013831'],
  ])('“%s” is %s', (text, meant) => {
    expect(meaning(text)).toBe(meant)
  })
})

describe('a word that stands in a life event is not the event', () => {
  test.each(['em mua rồi', 'chuyển rồi', 'bán rồi', 'em học rồi'])('“%s” leads nowhere', text => {
    expect(meaning(text)).toBe('unknown')
  })
})
