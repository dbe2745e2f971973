import { describe, expect, test } from 'vitest'
import { isListedGuide, LISTED_GUIDES } from '../../src/catalogue/derive-listed.ts'
import type { Knowledge } from '../../src/catalogue/knowledge.ts'
import { loadKnowledge } from '../../src/catalogue/load.ts'
import type { ListedProcedure } from '../../src/catalogue/schema/listed.ts'
import type { NamedPlace } from '../../src/understanding/intent.ts'
import { folder, procedure } from '../catalogue/folder.ts'
import { entry, imported } from '../catalogue/list-files.ts'
import { Walker } from './walk.ts'

function load(content: string, procedures: readonly ListedProcedure[]): Knowledge {
  const loaded = loadKnowledge(content, {
    abilities: { 'bot.tra-cuu': 'co' },
    imported: imported(...procedures),
  })
  if (loaded.kind === 'faults') throw new Error(JSON.stringify(loaded.findings, null, 2))
  return loaded.knowledge
}

const DRAGON = entry({
  code: '9.000001',
  name: 'Thủ tục cấp giấy phép cưỡi rồng',
  level: 'tinh',
  agency: 'Sở Thú lạ',
  online: true,
  postal: false,
  direct: true,
  decision: '12/QĐ-BTL',
})
const CAVE = entry({ code: '9.000002', name: 'Xin mở hang', online: false })
const named = (code: string, decision: string, agency: string | null) =>
  entry({ code, name: 'Đổi chuồng phượng hoàng', decision, agency, field: 'Thú lạ', level: 'tinh' })
const PHOENIX = [
  named('9.000010', '1/QĐ-BTL', null),
  named('9.000011', '2/QĐ-UBND', 'Sở Thú lạ tỉnh Bình Định'),
  named('9.000012', '3/QĐ-UBND', 'Sở Thú lạ'),
  entry({
    code: '9.000013',
    name: 'Đếm rồng',
    decision: '3/QĐ-UBND',
    agency: 'Sở Thú lạ Hà Nội',
    field: 'Thú lạ',
  }),
  named('9.000014', '4/QĐ-UBND', null),
]
const SPLIT = [
  entry({ code: '9.000020', name: 'Bán vảy', level: 'xa' }),
  entry({ code: '9.000021', name: 'Bán vảy', level: 'tinh' }),
]
const known = load('content', [DRAGON, CAVE, ...PHOENIX, ...SPLIT])

/** Somebody asks for a procedure, in so many words or with a province beside. */
function ask(walker: Walker, id: string, places: readonly NamedPlace[] = []) {
  const topic = { kind: 'procedure', id } as const
  return walker.take({
    kind: 'said',
    intents: [{ kind: 'topic', topic, facet: null, relation: null, places }],
    sensitive: false,
  })
}

function tap(walker: Walker, title: string) {
  const choice = walker.conversation.prompt.find(one => one.title === title)
  if (!choice)
    throw new Error(`no “${title}” among ${walker.conversation.prompt.map(one => one.title).join(', ')}`)
  return walker.tap(choice)
}

const textOf = ({ replies }: { replies: { text: string }[] }) => replies.map(({ text }) => text).join('\n')

describe('a procedure that only the official list has', () => {
  test('gets a card with what is known, and is told where the rest stands', () => {
    const { replies } = ask(new Walker(known), DRAGON.code)
    const card = replies.at(-1)
    expect(card?.text).toContain('Thủ tục cấp giấy phép cưỡi rồng')
    expect(card?.text).toContain('Mã thủ tục: 9.000001.')
    expect(card?.text).toContain('Sở Thú lạ')
    expect(card?.text).toContain('Cách nộp: qua mạng, đến tận nơi.')
    expect(card?.text).toContain('Chi tiết ở trang của thủ tục trên Cổng')
    expect(card?.text).toContain('Theo 12/QĐ-BTL, tính đến ngày 15/7/2026.')
    expect(card?.links).toMatchObject([{ url: 'https://dichvucong.gov.vn/dich-vu-cong-truc-tuyen/9.000001' }])
  })

  test('is walked to the end, under its own name and code', () => {
    const walker = new Walker(known)
    ask(walker, DRAGON.code)
    const first = tap(walker, 'Bắt đầu')
    expect(textOf(first)).toContain('Mình cùng làm “Cấp giấy phép cưỡi rồng”')
    expect(textOf(first)).toContain('mã 9.000001')
    const said: string[] = []
    for (let at = 0; at < 60 && walker.conversation.current; at++)
      said.push(textOf(walker.answer(0) ?? { replies: [] }))
    expect(walker.conversation.current).toBeNull()
    expect(said.join('\n')).toContain('Tìm Cấp giấy phép cưỡi rồng')
    expect(walker.runs).toMatchObject([{ kind: 'started' }, { kind: 'ended' }])
  })

  test('is walked at the desk where it cannot be handed in over the net', () => {
    const walker = new Walker(known)
    ask(walker, CAVE.code)
    tap(walker, 'Bắt đầu')
    walker.answer(0)
    walker.answer(0)
    expect(walker.runs.at(-1)).toMatchObject({ kind: 'ended', outcome: 'nop-truc-tiep' })
  })

  test('lies open beside another, each under its name', () => {
    const walker = new Walker(known)
    for (const code of [DRAGON.code, PHOENIX[3]?.code ?? '']) {
      ask(walker, code)
      tap(walker, 'Bắt đầu')
    }
    expect(walker.conversation.runs).toHaveLength(2)
    walker.now += 2 * 60 * 60_000
    const { replies } = walker.take({
      kind: 'said',
      intents: [{ kind: 'smallTalk', talk: 'greeting' }],
      sensitive: false,
    })
    expect(replies.at(-1)?.choices.map(({ title }) => title)).toEqual(
      expect.arrayContaining(['Cấp giấy phép cưỡi rồng', 'Đếm rồng']),
    )
  })

  test('that the list no longer has ends, and the person is told', () => {
    const walker = new Walker(known)
    ask(walker, DRAGON.code)
    tap(walker, 'Bắt đầu')
    walker.knowledge = load('content', [CAVE])
    const said = textOf(walker.take({ kind: 'said', intents: [{ kind: 'unknown' }], sensitive: false }))
    expect(said).toContain('vừa được gỡ xuống')
    expect(walker.runs.at(-1)).toMatchObject({ kind: 'ended', outcome: 'withdrawn' })
  })
})

describe('a name of several codes', () => {
  test('asks for the province, which is told by the agency or by the decision', () => {
    const walker = new Walker(known)
    const { replies } = ask(walker, '9.000010')
    expect(replies.at(-1)?.text).toContain('Nộp ở tỉnh, thành phố nào ạ?')
    const titles = replies.at(-1)?.choices.map(({ title }) => title)
    expect(titles?.slice(0, 3)).toEqual(['Gia Lai', 'Hà Nội', 'Các tỉnh còn lại'])
    expect(textOf(tap(walker, 'Hà Nội'))).toContain('9.000012')
  })

  test('knows the other provinces, and the one by its old name, as answers', () => {
    const walker = new Walker(known)
    ask(walker, '9.000010')
    const [gialai, , others] = walker.conversation.prompt
    expect(gialai?.also).toEqual(expect.arrayContaining(['Bình Định', 'Tỉnh Gia Lai']))
    expect(others?.also).toEqual(expect.arrayContaining(['Thanh Hóa', 'Hải Dương']))
    expect(others?.also).not.toContain('Hà Nội')
    expect(textOf(tap(walker, 'Các tỉnh còn lại'))).toContain('9.000010')
  })

  test.each([
    ['gia-lai', '9.000011'],
    ['thanh-hoa', '9.000010'],
  ])('asks nothing where %s was named', (id, code) => {
    const place: NamedPlace = { kind: 'province', id, name: id, former: false }
    expect(textOf(ask(new Walker(known), '9.000010', [place]))).toContain(`Mã thủ tục: ${code}.`)
  })

  test('asks for the level where no province has its own', () => {
    const walker = new Walker(known)
    const { replies } = ask(walker, '9.000020')
    expect(
      replies
        .at(-1)
        ?.choices.slice(0, 2)
        .map(({ title }) => title),
    ).toEqual(['Xã, phường', 'Tỉnh, thành phố'])
    expect(textOf(tap(walker, 'Tỉnh, thành phố'))).toContain('9.000021')
  })

  test('beside an entry of content shows that first, and leads to the provinces’ own', () => {
    const written = known.procedures.get('1.012783')
    if (!written) throw new Error('content no longer has 1.012783')
    const own = {
      name: written.official,
      decision: '5/QĐ-UBND',
      agency: 'Văn phòng đăng ký đất đai Đồng Nai',
    }
    const both = load('content', [
      entry({ code: written.code, name: written.official }),
      entry({ code: '9.000030', ...own }),
    ])
    const walker = new Walker(both)
    expect(textOf(ask(walker, written.code))).toContain(written.purpose)
    expect(textOf(tap(walker, 'Mã của từng tỉnh'))).toContain('Nộp ở tỉnh, thành phố nào ạ?')
    expect(textOf(tap(walker, 'Đồng Nai'))).toContain('9.000030')
    const there: NamedPlace = { kind: 'province', id: 'dong-nai', name: 'Tỉnh Đồng Nai', former: false }
    expect(textOf(ask(walker, written.code, [there]))).toContain('mã riêng: 9.000030')
  })
})

describe('a code that is given up for another', () => {
  const OLD = '1.000009'
  const withOld = () => load(folderWith({ code: OLD }), [])
  const withNew = () => load(folderWith({ code: '1.004194', replaces: [OLD] }), [])

  function folderWith(given: { code: string; replaces?: string[] }): string {
    return folder({ [`procedures/${given.code}.yaml`]: procedure(given) })
  }

  test('takes the open run along, with its answers', () => {
    const walker = new Walker(withOld())
    walker.start(`thu-tuc-${OLD}`)
    walker.answer(0)
    const { answers } = walker.conversation.runs[0] ?? { answers: {} }
    expect(Object.keys(answers).length).toBeGreaterThan(0)
    walker.knowledge = withNew()
    walker.take({ kind: 'said', intents: [{ kind: 'command', command: 'overview' }], sensitive: false })
    expect(walker.conversation.runs).toMatchObject([{ guide: 'thu-tuc-1.004194', answers }])
  })

  test('takes a run along that was begun when only the list had it', () => {
    const listed = load(folder(), [entry({ code: OLD, name: 'Khai báo chỗ trọ', online: true })])
    const walker = new Walker(listed)
    walker.tap({
      title: '',
      action: { do: 'start', guide: LISTED_GUIDES.online, relation: null, procedure: OLD },
    })
    walker.knowledge = withNew()
    walker.take({ kind: 'said', intents: [{ kind: 'command', command: 'overview' }], sensitive: false })
    const [run] = walker.conversation.runs
    expect(run?.guide).toBe('thu-tuc-1.004194')
    expect(isListedGuide(run?.guide ?? '')).toBe(false)
  })

  test('still opens what its old buttons stand for', () => {
    const walker = new Walker(withNew())
    walker.tap({ title: '', action: { do: 'open', topic: { kind: 'procedure', id: OLD } } })
    expect(walker.conversation.subject).toEqual({ kind: 'procedure', id: '1.004194' })
    walker.start(`thu-tuc-${OLD}`)
    expect(walker.conversation.runs).toMatchObject([{ guide: 'thu-tuc-1.004194' }])
  })
})
