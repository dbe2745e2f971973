import { describe, expect, it } from 'vitest'
import { expects } from '../../src/guidance/expects.ts'
import type { Outcome } from '../../src/guidance/outcome.ts'
import { understand } from '../../src/understanding/understand.ts'
import { contentKnowledge } from '../content-knowledge.ts'
import { withDuty } from '../example-duty.ts'
import { guide, knowledgeWith } from './guides.ts'
import { Walker } from './walk.ts'

const command = (walker: Walker, name: 'back' | 'restart' | 'resume' | 'staff'): Outcome =>
  walker.take({ kind: 'said', intents: [{ kind: 'command', command: name }], sensitive: false })

/** Taps the choice of this title, on the screen or, with `from`, of an earlier answer. */
function tap(walker: Walker, title: string, from: Outcome | null = null): Outcome {
  const choices = from ? (from.replies.at(-1)?.choices ?? []) : walker.conversation.prompt
  const choice = choices.find(one => one.title === title)
  if (!choice) throw new Error(`No choice "${title}" among ${choices.map(one => one.title).join(' | ')}`)
  return walker.tap(choice)
}

const said = (outcome: Outcome) => outcome.replies.map(({ text }) => text).join('\n')
const YES_NO = { co: 'Có', khong: 'Không' }

describe('changing an answer by an old button', () => {
  const walk = () => {
    const walker = new Walker(
      knowledgeWith([
        guide('goc', [
          { id: 'may', ask: 'Có máy không ạ?', options: YES_NO },
          { id: 'nhac', tell: 'Không có máy thì ra Trung tâm.', when: { may: 'khong' } },
          { id: 'lam', do: 'Làm việc này.' },
          { id: 'cuoi', do: 'Làm việc cuối.' },
        ]),
      ]),
    )
    const asked = walker.start()
    tap(walker, 'Có')
    walker.answer(0)
    return { walker, asked }
  }

  it('shows what belongs to the new way, though later steps were done already', () => {
    const { walker, asked } = walk()
    expect(said(tap(walker, 'Không', asked))).toContain('ra Trung tâm')
    expect(said(walker.answer(0) ?? walker.start())).toContain('Làm việc cuối')
  })

  it('says so where it repeats the present answer', () => {
    const { walker, asked } = walk()
    expect(said(tap(walker, 'Có', asked))).toContain('Làm việc cuối')
    expect(walker.conversation.runs[0]?.answers.may?.value).toBe('co')
  })
})

describe('the button that begins anew', () => {
  it('asks again where it is from long ago', () => {
    const walker = new Walker(
      knowledgeWith([
        guide('goc', [
          { id: 'mot', do: 'Làm việc một.' },
          { id: 'hai', do: 'Làm việc hai.' },
        ]),
      ]),
    )
    walker.start()
    walker.answer(0)
    const offered = walker.start()
    command(walker, 'resume')
    const anew = walker.knowledge.sentences.labels.restart
    expect(said(tap(walker, anew, offered))).toContain('alreadyOpen')
    expect(Object.keys(walker.conversation.runs[0]?.answers ?? {})).toEqual(['mot'])
    tap(walker, anew)
    expect(walker.conversation.runs[0]?.answers).toEqual({})
  })
})

describe('a fact that the person agreed to keep', () => {
  const knowledge = knowledgeWith([
    guide('goc', [
      {
        id: 'nho',
        ask: 'Nhớ giúp không ạ?',
        options: YES_NO,
        remembers: { on: 'co', fact: 'biet.tai-khoan', value: 'co' },
      },
      { id: 'cuoi', do: 'Làm việc cuối.' },
    ]),
    guide('con', [
      { id: 'hoi', ask: 'Có tài khoản chưa ạ?', options: YES_NO, when: { not: { 'biet.tai-khoan': 'co' } } },
      { id: 'nop', do: 'Nộp đi.' },
    ]),
  ])

  it('is known to later guides, and only after a yes', () => {
    const walker = new Walker(knowledge)
    walker.start()
    tap(walker, 'Không')
    expect(said(walker.start('con'))).toContain('Có tài khoản chưa')
    const other = new Walker(knowledge)
    other.start()
    tap(other, 'Có')
    expect(said(other.start('con'))).toContain('Nộp đi')
  })

  it('is forgotten when the yes is taken back', () => {
    const walker = new Walker(knowledge)
    walker.start()
    tap(walker, 'Có')
    command(walker, 'back')
    expect(walker.conversation.facts).toEqual({ minh: {} })
    expect(said(walker.start('con'))).toContain('Có tài khoản chưa')
  })

  it('is not given away by a short "rồi"', () => {
    const walker = new Walker(knowledge)
    walker.start()
    expect(walker.conversation.prompt.flatMap(({ words }) => words ?? [])).toEqual([])
  })
})

describe('figures', () => {
  const two = () =>
    new Walker(
      knowledgeWith([
        guide('goc', [
          { id: 'g1', do: 'Việc của gốc.' },
          { id: 'g2', do: 'Việc sau.' },
        ]),
        guide('con', [{ id: 'c1', do: 'Việc của con.' }]),
      ]),
    )
  const exits = (walker: Walker) =>
    walker.visits.flatMap(visit => {
      if (visit.kind === 'opened') return [`+${visit.step}`]
      const opened = walker.visits.find(other => other.kind === 'opened' && other.id === visit.id)
      return [`-${opened?.kind === 'opened' ? opened.step : '?'} ${visit.exit}`]
    })

  it("an old button of one guide does not count as another guide's answer", () => {
    const walker = two()
    const first = walker.start('goc')
    walker.start('con')
    tap(walker, walker.knowledge.sentences.labels.done, first)
    expect(exits(walker)).toEqual(['+g1', '-g1 jumped', '+c1', '-c1 jumped', '+g1', '-g1 answered', '+g2'])
  })

  it('whoever returns after a day and answers at once has answered', () => {
    const walker = two()
    walker.start('goc')
    walker.now += 25 * 60 * 60 * 1000
    walker.take({ kind: 'timer', timer: 'leave-check' })
    const back = walker.answer(0)
    expect(exits(walker)).toEqual(['+g1', '-g1 left', '+g1', '-g1 answered', '+g2'])
    expect(back?.events.filter(({ type }) => type === 'guide_resumed')).toHaveLength(1)
  })

  it('a step that an ability took away is left', () => {
    const asking = [
      { id: 'ma', do: 'Tra tại đây.', when: { 'bot.tra-cuu': 'co' } },
      { id: 'sau', do: 'Tự xem.' },
    ]
    const walker = new Walker(knowledgeWith([guide('goc', asking)]))
    walker.start()
    walker.knowledge = { ...walker.knowledge, abilities: { 'bot.tra-cuu': 'khong' } }
    walker.take({ kind: 'media', media: 'sticker' })
    expect(exits(walker)).toEqual(['+ma', '-ma jumped', '+sau'])
  })

  it('while staff answer, nothing is entered, and afterwards the person is back at the step', () => {
    const walker = two()
    walker.start('goc')
    walker.take({ kind: 'staffSpoke' })
    const quiet = walker.take({ kind: 'said', intents: [{ kind: 'unknown' }], sensitive: false })
    expect(quiet.replies).toEqual([])
    walker.take({ kind: 'handedBack' })
    walker.answer(0)
    expect(exits(walker)).toEqual(['+g1', '-g1 handed_off', '+g1', '-g1 answered', '+g2'])
  })
})

describe('while staff answer', () => {
  it('what answers their question is left to them, and a tap brings the bot back', () => {
    const walker = new Walker(
      knowledgeWith([guide('goc', [{ id: 'a', ask: 'Có giấy không ạ?', options: YES_NO }])]),
    )
    const asked = walker.start()
    walker.take({ kind: 'staffSpoke' })
    const yes = walker.take({ kind: 'said', intents: [{ kind: 'choice', index: 0 }], sensitive: false })
    expect(yes.replies).toEqual([])
    expect(walker.conversation.runs[0]?.answers).toEqual({})
    tap(walker, 'Có', asked)
    expect(walker.conversation.staffSince).toBeNull()
  })
})

describe('nobody is left in silence', () => {
  it('when the guide under way was taken out of the content', () => {
    const walker = new Walker(knowledgeWith([guide('goc', [{ id: 'g', do: 'Làm đi.' }])]))
    walker.start()
    walker.knowledge = knowledgeWith([guide('con', [{ id: 'c', do: 'Việc khác.' }])])
    const outcome = command(walker, 'resume')
    expect(said(outcome)).not.toBe('')
    expect(outcome.runs).toMatchObject([{ kind: 'ended', outcome: 'withdrawn' }])
    expect(walker.conversation.runs).toEqual([])
  })

  it('when the content was cut down to what was answered already', () => {
    const steps = [
      { id: 'a', do: 'Việc một.' },
      { id: 'b', do: 'Việc hai.' },
    ]
    const walker = new Walker(knowledgeWith([guide('goc', steps)]))
    walker.start()
    walker.answer(0)
    walker.knowledge = knowledgeWith([guide('goc', steps.slice(0, 1))])
    const outcome = command(walker, 'resume')
    expect(said(outcome)).not.toBe('')
    expect(outcome.events).toContainEqual(expect.objectContaining({ type: 'guide_completed' }))
  })

  it('"làm lại từ đầu" after the end begins that guide again, and leaves others alone', () => {
    const walker = new Walker(
      knowledgeWith([
        guide('goc', [{ id: 'g', do: 'Việc của gốc.' }]),
        guide('con', [
          { id: 'c1', do: 'Việc của con.' },
          { id: 'c2', do: 'Việc sau của con.' },
        ]),
      ]),
    )
    walker.start('con')
    walker.answer(0)
    walker.start('goc')
    walker.answer(0)
    expect(said(command(walker, 'restart'))).toContain('Việc của gốc')
    expect(Object.keys(walker.conversation.runs.find(run => run.guide === 'con')?.answers ?? {})).toEqual([
      'c1',
    ])
  })
})

describe('several things at once', () => {
  it('two papers ticked in one message are one answer with one screen', () => {
    const items = ['mot', 'hai', 'ba'].map(id => ({ id, label: `Giấy ${id}` }))
    const walker = new Walker(
      knowledgeWith([
        guide('goc', [
          { id: 'giay', prepare: 'Có gì rồi ạ?', items },
          { id: 'cuoi', do: 'Xong.' },
        ]),
      ]),
    )
    walker.start()
    const outcome = walker.take({
      kind: 'said',
      intents: [
        { kind: 'choice', index: 0 },
        { kind: 'choice', index: 2 },
      ],
      sensitive: false,
    })
    expect(outcome.replies).toHaveLength(1)
    expect(outcome.replies[0]?.text).toContain('1. ☑ Giấy mot\n2. ☐ Giấy hai\n3. ☑ Giấy ba')
    expect(walker.conversation.prompt[1]?.title).toBe('Giấy hai')
  })

  it('a paper ticked once more stays ticked, and the way to take that back is named', () => {
    const items = ['mot', 'hai'].map(id => ({ id, label: `Giấy ${id}` }))
    const walker = new Walker(knowledgeWith([guide('goc', [{ id: 'giay', prepare: 'Có gì rồi ạ?', items }])]))
    walker.start()
    walker.answer(0)
    const outcome = walker.answer(0)
    expect(outcome?.replies[0]?.text).toContain('alreadyTicked')
    expect(outcome?.replies[0]?.text).toContain('1. ☑ Giấy mot\n2. ☐ Giấy hai')
  })

  it('what became of a place is said once, though two answers need it', () => {
    const knowledge = contentKnowledge('khong')
    const walker = new Walker(knowledge)
    const expected = expects(knowledge, walker.conversation)
    const intents = ['đăng ký tạm trú ở Bình Dương', 'đăng ký khai sinh ở Bình Dương'].flatMap(asked =>
      understand(knowledge, asked, expected),
    )
    const answer = said(walker.take({ kind: 'said', intents, sensitive: false }))
    expect(answer.split('Bình Dương cũ nay là')).toHaveLength(2)
  })

  it('two procedures in one message are two choices by their names, and no “Bắt đầu” of either', () => {
    const walker = new Walker(contentKnowledge('khong'))
    const about = (id: string) =>
      ({ kind: 'topic', topic: { kind: 'procedure', id }, facet: null, relation: null }) as const
    walker.take({ kind: 'said', intents: [about('1.004194'), about('1.004873')], sensitive: false })
    expect(walker.conversation.prompt.map(({ title }) => title)).toEqual([
      'Đăng ký tạm trú',
      'Giấy xác nhận tình trạng hôn nhân (giấy độc thân)',
      'Danh mục',
      'Gặp cán bộ',
    ])
    expect(said(tap(walker, 'Đăng ký tạm trú'))).toContain('7.000 đồng')
  })

  it('a tap cannot put words into an answer that has to be typed', () => {
    const walker = new Walker(knowledgeWith([guide('goc', [{ id: 'so', enter: 'Mấy người ạ?', as: 'so' }])]))
    walker.start()
    const run = walker.conversation.runs[0]?.id ?? ''
    walker.take({
      kind: 'tapped',
      action: { do: 'answer', run, path: 'so', value: '012345678901 Nguyễn Văn A' },
    })
    expect(walker.conversation.runs[0]?.answers).toEqual({})
  })
})

describe('“trở lại” beside a step', () => {
  const knowledge = withDuty(contentKnowledge('khong'))
  const types = (walker: Walker, text: string) =>
    walker.take({
      kind: 'said',
      intents: understand(knowledge, text, expects(knowledge, walker.conversation)),
      sensitive: false,
    })

  it.each(['danh mục', 'đăng ký kết hôn', 'gặp cán bộ', 'xóa dữ liệu của tôi'])(
    'after “%s” shows the step, and takes no answer back',
    aside => {
      const walker = new Walker(knowledge)
      walker.start('khai-sinh')
      walker.answer(0)
      walker.answer(0)
      const answers = structuredClone(walker.conversation.runs[0]?.answers)
      types(walker, aside)
      expect(said(types(walker, 'trở lại'))).toContain('Bé có thuộc trường hợp nào')
      expect(walker.conversation.runs[0]?.answers).toEqual(answers)
      expect(said(types(walker, 'trở lại'))).toContain('Ai sẽ đứng ra')
    },
  )
})

describe('a trouble that is typed at a step', () => {
  const knowledge = knowledgeWith([
    guide('goc', [
      {
        id: 'sim',
        do: 'Kiểm tra SIM.',
        obstacles: [
          { id: 'khac', label: 'SIM đứng tên người khác', help: 'Ra cửa hàng nhà mạng đổi tên.' },
          {
            id: 'chan',
            label: 'SIM bị chặn',
            also: ['không gọi được'],
            help: 'Xác thực khuôn mặt với nhà mạng.',
          },
          { id: 've', label: 'Không thấy tin nhắn về', help: 'Xem máy có sóng không.' },
          { id: 'doc', label: 'Không thấy tin nhắn hiện', help: 'Mở lại máy rồi xem lại.' },
        ],
      },
      { id: 'cuoi', do: 'Làm việc cuối.' },
    ]),
  ])
  const types = (walker: Walker, text: string) =>
    walker.take({
      kind: 'said',
      intents: understand(knowledge, text, expects(knowledge, walker.conversation)),
      sensitive: false,
    })
  const standing = () => {
    const walker = new Walker(knowledge)
    walker.start()
    return walker
  }

  it('gets the help for it, and is counted as what was in the way', () => {
    const walker = standing()
    expect(said(types(walker, 'ôi sim này đứng tên người khác rồi'))).toContain('Ra cửa hàng nhà mạng')
    expect(walker.conversation.visit?.obstacle).toBe('khac')
  })

  it('gets it too while choosing from the list of troubles, and after the help for another', () => {
    const walker = standing()
    const stuck = walker.conversation.prompt.find(({ action }) => action.do === 'stuck')
    if (stuck) walker.tap(stuck)
    expect(said(types(walker, 'máy không gọi được'))).toContain('Xác thực khuôn mặt')
    expect(said(types(walker, 'sim đứng tên người khác'))).toContain('Ra cửa hàng nhà mạng')
  })

  it('asks which where it may be several', () => {
    const walker = standing()
    const asked = types(walker, 'không thấy tin nhắn')
    expect(asked.replies.at(-1)?.choices.map(({ title }) => title)).toContain('Không thấy tin nhắn về')
    expect(walker.conversation.visit?.obstacle).toBeNull()
  })

  it('not understood in the list of troubles, names no way on twice', () => {
    const walker = standing()
    const stuck = walker.conversation.prompt.find(({ action }) => action.do === 'stuck')
    if (stuck) walker.tap(stuck)
    types(walker, 'xyz xyz')
    const ways = walker.conversation.prompt.map(({ action }) => action)
    expect(ways).toContainEqual(expect.objectContaining({ do: 'again' }))
    expect(ways).not.toContainEqual({ do: 'command', command: 'resume' })
  })

  it('belongs to that step alone', () => {
    const walker = standing()
    walker.answer(0)
    types(walker, 'sim đứng tên người khác')
    expect(walker.conversation.visit?.obstacle).toBeNull()
  })
})

describe('after the help for a trouble', () => {
  const knowledge = contentKnowledge('khong')
  const helped = () => {
    const walker = new Walker(knowledge)
    walker.start('can-cuoc')
    tap(walker, 'Bị vướng')
    tap(walker, 'Thẻ còn ghi tên xã cũ')
    return walker
  }

  it('the way on fits what only had to be known as well as what had to be tried', () => {
    const titles = helped().conversation.prompt.map(({ title }) => title)
    expect(titles.slice(0, 3)).toEqual(['Làm tiếp bước này', 'Ra Trung tâm', 'Gặp cán bộ'])
    expect(said(tap(helped(), 'Làm tiếp bước này'))).toContain('Thẻ căn cước làm ở Công an cấp xã')
  })

  it.each(['thử lại', 'được rồi', 'làm tiếp'])('“%s” goes on', text => {
    const walker = helped()
    const intents = understand(walker.knowledge, text, expects(walker.knowledge, walker.conversation))
    expect(said(walker.take({ kind: 'said', intents, sensitive: false }))).toContain('Thẻ căn cước làm ở')
  })
})
