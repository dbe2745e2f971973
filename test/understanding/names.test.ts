import { describe, expect, test } from 'vitest'
import type { Knowledge } from '../../src/catalogue/knowledge.ts'
import { loadKnowledge } from '../../src/catalogue/load.ts'
import type { ListedProcedure } from '../../src/catalogue/schema/listed.ts'
import { topicsOf } from '../../src/understanding/topics.ts'
import { NOTHING_EXPECTED, understand } from '../../src/understanding/understand.ts'
import { entry, imported } from '../catalogue/list-files.ts'
import { PARSED } from '../content-knowledge.ts'

/** The real content with a list beside it. */
function knowing(...procedures: readonly ListedProcedure[]): Knowledge {
  const loaded = loadKnowledge('content', {
    abilities: { 'bot.tra-cuu': 'co' },
    parsedIn: PARSED,
    ...(procedures.length > 0 && { imported: imported(...procedures) }),
  })
  if (loaded.kind === 'faults') throw new Error(JSON.stringify(loaded.findings, null, 2))
  return loaded.knowledge
}

const OWN = knowing()

const DRAGON = entry({
  code: '9.000001',
  name: 'Thủ tục cấp giấy phép đủ điều kiện kinh doanh dịch vụ cưỡi rồng',
})
const FERRY = entry({ code: '9.000002', name: 'Công bố mở luồng cho tàu ngầm du lịch qua sông' })
const PHOENIX = [
  entry({ code: '9.000003', name: 'Đổi chuồng phượng hoàng', decision: '1/QĐ-BTL' }),
  entry({ code: '9.000004', name: 'Đổi chuồng phượng hoàng', decision: '2/QĐ-UBND' }),
]
const GUIDES = entry({ code: '9.000006', name: 'Cấp thẻ hướng dẫn viên du lịch hang động' })
const BUREAU = entry({
  code: '9.000007',
  name: 'Chấm dứt hoạt động văn phòng đại diện lữ hành nước ngoài tại Việt Nam',
})
const LISTED = knowing(
  DRAGON,
  FERRY,
  GUIDES,
  BUREAU,
  ...PHOENIX,
  entry({ code: '9.000005', name: 'Dự án phi lợi nhuận nuôi kỳ lân' }),
)

function meaning(text: string, knowledge = LISTED) {
  return understand(knowledge, text, NOTHING_EXPECTED)
}

function about(id: string, more = {}) {
  return [{ kind: 'topic', topic: { kind: 'procedure', id }, facet: null, relation: null, ...more }]
}

describe('what only the official list has', () => {
  test.each([
    'Thủ tục cấp giấy phép đủ điều kiện kinh doanh dịch vụ cưỡi rồng',
    'cap giay phep du dieu kien kinh doanh dich vu cuoi rong',
    '9.000001',
    '9000001',
  ])('is found by its name and code: “%s”', text => {
    expect(meaning(text)).toEqual(about(DRAGON.code))
  })

  test('is asked about where a few words of its name were said', () => {
    expect(meaning('xin giấy phép cưỡi rồng')).toMatchObject([
      { kind: 'unsure', candidates: [{ topic: { id: DRAGON.code } }] },
    ])
  })

  test('is asked about by name rather than sent to the portal to be looked for by name', () => {
    expect(meaning('cap the huong dan vien du lich', OWN)).toMatchObject([{ kind: 'beyond' }])
    expect(meaning('cap the huong dan vien du lich')).toEqual(about(GUIDES.code))
  })

  test('stands in front of what few of the words are about', () => {
    const said = 'cham dut van phong dai dien lu hanh nuoc ngoai'
    expect(JSON.stringify(meaning(said, OWN))).not.toContain(BUREAU.code)
    expect(JSON.stringify(meaning(said)[0])).toMatch(/^\{"kind":"(topic|unsure)"[^\]]*?"id":"9\.000007"/)
  })

  test('is found once by a name of several codes, with the province that was named', () => {
    expect(meaning('đổi chuồng phượng hoàng')).toEqual(about('9.000003'))
    expect(meaning('đổi chuồng phượng hoàng ở Gia Lai')).toEqual(
      about('9.000003', { places: [expect.objectContaining({ id: 'gia-lai' })] }),
    )
  })

  test('is taken at its word: a name asks for no fee', () => {
    expect(meaning('dự án phi lợi nhuận nuôi kỳ lân')).toEqual(about('9.000005'))
  })

  test.each(['hàng xóm cưỡi rồng ồn quá', 'giá vàng hôm nay', 'con sông chảy qua làng tôi'])(
    'is not guessed at: “%s”',
    text => {
      expect(meaning(text)).toEqual(meaning(text, OWN))
    },
  )
})

describe('a list of 5,652 names', () => {
  const starts = ['b', 'ch', 'd', 'kh', 'ng', 'ph', 'th', 'tr', 'v', 'x']
  const ends = ['ăng', 'eo', 'iêu', 'oang', 'uyt', 'ơm', 'ung', 'ây', 'oe', 'ich']
  const syllables = starts.flatMap(start => ends.map(end => `${start}${end}`))
  const many = Array.from({ length: 5_652 }, (_, at) => {
    const own = [at % 100, Math.floor(at / 100), (at * 37) % 100, (at * 61 + 7) % 100]
    const name = `Cấp lại giấy chứng nhận đăng ký ${own.map(place => syllables[place]).join(' ')} cho tổ chức, cá nhân`
    return entry({ code: `8.${String(at).padStart(6, '0')}`, name })
  })
  const full = knowing(...many)

  test('moves nothing that content knows: its phrasings mean what they meant', { timeout: 60_000 }, () => {
    const phrasings = topicsOf(OWN)
      .flatMap(({ phrases }) => phrases)
      .filter((_, at) => at % 3 === 0)
    expect(phrasings.length).toBeGreaterThan(1_000)
    const moved = phrasings.filter(
      text => JSON.stringify(meaning(text, full)) !== JSON.stringify(meaning(text, OWN)),
    )
    expect(moved).toEqual([])
  })

  test('is found by each of its own names', () => {
    const some = many.filter((_, at) => at % 40 === 0)
    const missed = some.filter(({ code, name }) => {
      const [intent] = meaning(name, full)
      return intent?.kind !== 'topic' || intent.topic.id !== code
    })
    expect(missed.length / some.length).toBeLessThan(0.05)
  })
})
