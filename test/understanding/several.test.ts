import { describe, expect, test } from 'vitest'
import type { TopicRef } from '../../src/catalogue/knowledge.ts'
import type { Intent } from '../../src/understanding/intent.ts'
import { NOTHING_EXPECTED, understand } from '../../src/understanding/understand.ts'
import { contentKnowledge } from '../content-knowledge.ts'

const knowledge = contentKnowledge('khong')

/** `1.004194#where` for what was asked of a procedure; `? ho-khau` for a short question. */
function meant(text: string, subject: TopicRef | null = null): string[] {
  return understand(knowledge, text, { ...NOTHING_EXPECTED, subject }).map(named)
}

function named(intent: Intent): string {
  if (intent.kind === 'topic') return intent.facet ? `${intent.topic.id}#${intent.facet}` : intent.topic.id
  return intent.kind === 'unsure' ? `? ${intent.clarification ?? ''}` : intent.kind
}

describe('who names several things gets each of them', () => {
  test.each([
    ['làm lại căn cước và đăng ký tạm trú', ['1.014064', '1.004194']],
    ['lam lai can cuoc va dang ky tam tru', ['1.014064', '1.004194']],
    ['đổi bằng lái với làm hộ chiếu', ['3.000347', '1.001456']],
    ['làm hộ chiếu cả lý lịch tư pháp', ['1.001456', '3.000333']],
    ['đăng ký kết hôn và nhập khẩu cho vợ', ['1.000894', '1.004222']],
    ['làm khai sinh, đăng ký tạm trú và đổi bằng lái', ['1.001193', '1.004194', '3.000347']],
    [
      'em cần làm 3 việc: đổi căn cước, đăng ký tạm trú, lý lịch tư pháp',
      ['1.014063', '1.004194', '3.000333'],
    ],
  ])('“%s”', (text, codes) => {
    expect(meant(text)).toEqual(codes)
  })

  test.each([
    ['đổi căn cước và bằng lái', ['1.014063', '3.000347']],
    ['mất căn cước và hộ chiếu', ['1.014064', '1.001445']],
    ['sang tên xe và sổ đỏ', ['1.013076', '1.013831']],
  ])('“%s”: what is done to the one is done to the other', (text, codes) => {
    expect(meant(text)).toEqual(codes)
  })

  test('what is asked of both is asked of each', () => {
    expect(meant('đổi bằng lái với sang tên xe, hai cái đó làm online được không')).toEqual([
      '3.000347#online',
      '1.013076#online',
    ])
  })

  test.each([
    ['đăng ký tạm trú với ai', ['1.004194']],
    ['làm hộ chiếu rồi bao lâu có', ['1.001456#time']],
    ['đã có căn cước rồi muốn làm hộ chiếu', ['1.001456']],
  ])('“%s” names one thing alone', (text, codes) => {
    expect(meant(text)).toEqual(codes)
  })
})

describe('who asks several things of one procedure gets just these', () => {
  const birth: TopicRef = { kind: 'procedure', id: '1.001193' }

  test.each([
    'phí bao nhiêu, bao lâu, cần giấy gì',
    'phi bao nhieu bao lau can giay gi',
    'thế bao nhiêu tiền, mấy ngày có, cần giấy tờ gì ạ',
  ])('“%s” after a card', text => {
    expect(meant(text, birth).toSorted()).toEqual(['1.001193#fee', '1.001193#papers', '1.001193#time'])
  })

  test('by its name, too', () => {
    expect(meant('đổi căn cước cần gì, bao nhiêu tiền, mấy ngày có')).toEqual([
      '1.014063#papers',
      '1.014063#fee',
      '1.014063#time',
    ])
  })

  test.each(['thường trú nộp ở đâu', 'hộ khẩu nộp ở đâu', 'thuong tru bao lau'])(
    '“%s” leaves open what of it: one short question',
    text => {
      expect(meant(text)).toEqual(['? ho-khau'])
    },
  )

  test.each([
    ['tạm trú nộp ở đâu', '1.004194#where'],
    ['con nuôi nộp ở đâu', '2.001263#where'],
    ['lý lịch tư pháp bao lâu', '3.000333#time'],
  ])('“%s” asks of the procedure of that name', (text, asked) => {
    expect(meant(text)).toEqual([asked])
  })
})

describe('who takes something back does not mean it', () => {
  test.each([
    ['đổi căn cước à không làm lại căn cước', '1.014064'],
    ['không phải đổi, làm lại căn cước', '1.014064'],
    ['khai sinh, à nhầm, khai tử', '1.000656'],
    ['đăng ký thường trú à nhầm tạm trú', '1.004194'],
    ['tạm trú chứ không phải thường trú', '1.004194'],
    ['tôi hỏi tạm vắng chứ không phải tạm trú', '1.003677'],
    ['không phải tạm trú, đăng ký thường trú', '1.004222'],
    ['doi bang lai a nham lam lai bang lai bi mat', '3.000348'],
    ['sang tên xe, ý lộn, sang tên đất', '1.013831'],
    ['tách hộ khẩu chứ hông phải tách thửa', '1.010038'],
    ['xin trích lục khai sinh, không phải đăng ký khai sinh', '2.000635'],
    ['khong phai dang ky moi, gia han tam tru', '1.002755'],
  ])('“%s”', (text, code) => {
    expect(meant(text)).toEqual([code])
  })
})

describe('two words are enough where they are a name', () => {
  test.each([
    ['hộ chiếu', '1.001456'],
    ['tạm vắng', '1.003677'],
    ['con nuôi', '2.001263'],
    ['giám hộ', '1.004837'],
    ['làm di chúc', '2.001019'],
    ['giấy phép xây dựng', '1.013225'],
    ['mat bien so', '1.013080'],
  ])('“%s”', (text, code) => {
    expect(meant(text)).toEqual([code])
  })

  test.each([
    ['hết hạn', '? gia-han'],
    ['xin phép', '? giay-phep'],
    ['tách ra', '? tach-so'],
    ['đổi thông tin', '? sai-ten'],
    ['đổi địa chỉ', '? doi-dia-chi'],
    ['khuyết tật', '? khuyet-tat'],
    ['lên xã làm giấy', '? lam-giay'],
  ])('“%s” is asked back', (text, question) => {
    expect(meant(text)).toEqual([question])
  })
})

describe('beside a list of papers', () => {
  const atPapers = {
    choices: [
      { title: 'Đủ cả rồi', also: [], words: ['allReady' as const] },
      { title: 'Thiếu, vẫn làm tiếp', also: [], words: ['notYet' as const] },
      { title: 'Chủ nhà không chịu ký', also: [], words: [], hidden: 'trouble' as const },
      { title: '', also: [], words: [], hidden: 'troubles' as const },
    ],
    step: { kind: 'prepare' as const },
    subject: null,
  }

  test.each(['tôi không có bản gốc', 'chủ nhà không cho giấy', 'khong co ban chinh'])(
    '“%s” is a trouble, also where it is like none that is known',
    text => {
      expect(understand(knowledge, text, atPapers)).toEqual([{ kind: 'choice', index: 3 }])
    },
  )

  test('who asks where to get one has told of none', () => {
    expect(understand(knowledge, 'không biết giấy này xin ở đâu', atPapers)[0]?.kind).not.toBe('choice')
  })
})
