import { describe, expect, it } from 'vitest'
import type { Conversation } from '../../src/guidance/conversation.ts'
import { expects } from '../../src/guidance/expects.ts'
import type { Outcome } from '../../src/guidance/outcome.ts'
import type { Intent } from '../../src/understanding/intent.ts'
import { understand } from '../../src/understanding/understand.ts'
import { contentKnowledge } from '../content-knowledge.ts'
import { withDuty } from '../example-duty.ts'
import { guide, knowledgeWith } from './guides.ts'
import { Walker } from './walk.ts'

const knowledge = contentKnowledge()
const HOUR = 60 * 60_000
const STAY = { kind: 'procedure', id: '1.004194' } as const
const BIRTH = { kind: 'procedure', id: '1.001193' } as const

const types = (walker: Walker, text: string) =>
  walker.take({
    kind: 'said',
    intents: understand(walker.knowledge, text, expects(walker.knowledge, walker.conversation)),
    sensitive: false,
  })
const means = (walker: Walker, ...intents: Intent[]) =>
  walker.take({ kind: 'said', intents, sensitive: false })
const said = ({ replies }: Outcome) => replies.map(({ text }) => text).join('\n')
const titles = ({ prompt }: Conversation) => prompt.map(({ title }) => title)
const unsure = (...topics: (typeof STAY | typeof BIRTH)[]): Intent => ({
  kind: 'unsure',
  candidates: topics.map(topic => ({ topic, title: topic.id, score: 0.4 })),
  facet: null,
  relation: null,
})

/** Somebody who is asked who registers the child. */
function asked(): Walker {
  const walker = new Walker(knowledge)
  walker.start('khai-sinh')
  walker.answer(0)
  return walker
}

describe('whoever answers the step though something else stands on the screen', () => {
  it.each([
    ['suggestions', (walker: Walker) => means(walker, unsure(STAY))],
    ['the menu', (walker: Walker) => means(walker, { kind: 'command', command: 'menu' })],
    ['the card of something else', (walker: Walker) => types(walker, 'đăng ký tạm trú')],
  ])('has answered it, by its name, under %s', (_, aside) => {
    const walker = asked()
    aside(walker)
    expect(said(types(walker, 'cha hoặc mẹ'))).toContain('Bé có thuộc trường hợp nào')
  })

  it('has not where the run has gone on meanwhile', () => {
    const walker = asked()
    means(walker, { kind: 'command', command: 'menu' })
    walker.conversation.current = null
    means(walker, { kind: 'command', command: 'menu' })
    types(walker, 'cha hoặc mẹ')
    expect(Object.keys(walker.conversation.runs[0]?.answers ?? {})).toEqual(['mo-dau'])
  })

  it('is not taken at a word that answers what stands on the screen', () => {
    const walker = asked()
    means(walker, unsure(STAY))
    expect(said(types(walker, 'không'))).toContain('mình đoán chưa đúng')
  })
})

describe('“alo”', () => {
  const hello = (walker: Walker) => means(walker, { kind: 'smallTalk', talk: 'greeting' })

  it('at a step hears that somebody is there, and sees the step', () => {
    const told = hello(asked())
    expect(said(told)).toContain('Dạ, mình đây ạ')
    expect(told.replies.at(-1)?.progress?.step).toBe(2)
  })

  it('under a card keeps the card’s choices', () => {
    const walker = new Walker(knowledge)
    walker.tap({ title: '', action: { do: 'open', topic: STAY } })
    const before = walker.conversation.prompt
    hello(walker)
    expect(walker.conversation.prompt).toEqual(before)
  })

  it('after hours is a greeting, with what lies open', () => {
    const walker = asked()
    walker.now += 3 * HOUR
    expect(said(hello(walker))).toContain('Chào mừng trở lại')
  })
})

it('what lies open comes first among suggestions, to be gone on with', () => {
  const walker = asked()
  walker.start('tam-tru')
  means(walker, unsure(STAY, BIRTH))
  expect(titles(walker.conversation)[0]).toBe('Làm tạm trú cho người ở trọ, ở nhờ – đang làm dở')
  means(walker, unsure(BIRTH))
  expect(said(walker.tap(walker.conversation.prompt[0] ?? { title: '', action: { do: 'none' } }))).toContain(
    'Ai sẽ đứng ra khai sinh',
  )
})

it('the last paper ticked beside one that is ticked already is no matter of the past', () => {
  const items = ['anh', 'don'].map(id => ({ id, label: id }))
  const walker = new Walker(
    knowledgeWith([
      guide('goc', [
        { id: 'giay', prepare: 'Chuẩn bị.', items },
        { id: 'gui', do: 'Gửi hồ sơ.' },
      ]),
    ]),
  )
  walker.start()
  walker.answer(1)
  const told = means(walker, { kind: 'choice', index: 0 }, { kind: 'choice', index: 1 })
  expect(said(told)).toContain('Gửi hồ sơ.')
  expect(said(told)).not.toContain('outOfOrder')
})

it('a procedure and a guide answered at once are told apart by their names', () => {
  const walker = new Walker(knowledge)
  const topic = (ref: { kind: 'procedure' | 'guide'; id: string }): Intent => ({
    kind: 'topic',
    topic: ref,
    facet: null,
    relation: null,
  })
  means(walker, topic(BIRTH), topic({ kind: 'guide', id: 'can-cuoc' }))
  expect(titles(walker.conversation).slice(0, 2)).toEqual(['Đăng ký khai sinh', 'Làm thẻ căn cước'])
  expect(titles(walker.conversation)).not.toContain('Bắt đầu')
})

describe('a short answer where nothing was asked', () => {
  it.each(['ok', 'xong', 'không', 'dạ vâng', 'rồi'])(
    '“%s” is nodded at, and what can be chosen stays',
    word => {
      const walker = new Walker(knowledge)
      means(walker, { kind: 'topic', topic: { kind: 'faq', id: 'lua-dao' }, facet: null, relation: null })
      const before = walker.conversation.prompt
      const told = types(walker, word)
      expect(said(told)).toContain('Vâng ạ')
      expect(walker.conversation.prompt).toEqual(before)
      expect(told.events).toEqual([])
    },
  )

  it('at a step that it does not answer is not understood there', () => {
    const walker = asked()
    expect(said(types(walker, 'đủ cả rồi'))).toContain('Câu này mình chưa hiểu')
  })
})

it.each(['ảnh', 'số'])('what could be chosen still can after a %s that is not kept', what => {
  const walker = new Walker(knowledge)
  walker.tap({ title: '', action: { do: 'open', topic: STAY } })
  const before = walker.conversation.prompt
  if (what === 'ảnh') walker.take({ kind: 'media', media: 'image' })
  else walker.take({ kind: 'said', intents: [{ kind: 'unknown' }], sensitive: true })
  expect(walker.conversation.prompt).toEqual(before)
})

it('the list of a life event is not told twice to who goes on telling of it', () => {
  const walker = new Walker(knowledge)
  const died: Intent = {
    kind: 'topic',
    topic: { kind: 'life-event', id: 'co-nguoi-mat' },
    facet: null,
    relation: null,
  }
  means(walker, died)
  const before = titles(walker.conversation)
  expect(said(means(walker, died))).toContain('danh sách vừa rồi')
  expect(titles(walker.conversation)).toEqual(before)
})

it('“bắt đầu” under a list of things to do begins with the first', () => {
  const walker = new Walker(knowledge)
  types(walker, 'trong nhà có người mất')
  expect(said(types(walker, 'bắt đầu'))).toContain('Đăng ký khai tử:')
})

it('“không được”, again and again and with nothing under way, leads to a person', () => {
  const walker = new Walker(knowledge)
  const told = Array.from({ length: 4 }, () => said(types(walker, 'vẫn không được')))
  expect(told[0]).toContain('Đang vướng ở chỗ nào')
  expect(told[2]).toContain('Nãy giờ mình chưa hiểu đúng ý')
  for (const [at, one] of told.entries()) expect(one).not.toBe(told[at + 1])
})

it('“gặp cán bộ” once more points to the choice that stands there', () => {
  const walker = new Walker(withDuty(knowledge))
  types(walker, 'gặp cán bộ')
  const told = types(walker, 'gặp cán bộ')
  expect(said(told)).toContain('Chọn “Chuyển cho cán bộ”')
  expect(titles(walker.conversation)[0]).toBe('Chuyển cho cán bộ')
})

it('“tiếp tục” at a step that waits for an answer says so', () => {
  expect(said(types(asked(), 'tiếp tục'))).toContain('Xin trả lời bước này')
})

it('what is only to be read can be passed over', () => {
  const walker = new Walker(knowledge)
  walker.start('khai-sinh')
  expect(said(types(walker, 'bỏ qua'))).toContain('Ai sẽ đứng ra khai sinh')
})

describe('what an old button would do to somebody', () => {
  it('is not handing them over: staff may read what was said only after a yes of now', () => {
    const walker = new Walker(withDuty(knowledge))
    types(walker, 'gặp cán bộ')
    types(walker, 'danh mục')
    const told = walker.tap({ title: '', action: { do: 'handOff' } })
    expect(told.handOffs).toEqual([])
    expect(said(told)).toContain('Chuyển nhé?')
    expect(walker.tap({ title: '', action: { do: 'handOff' } }).handOffs).toHaveLength(1)
  })

  it('where nothing is under way is said so, without going on with anything', () => {
    const told = new Walker(knowledge).tap({ title: '', action: { do: 'again', run: 'gone' } })
    expect(said(told)).toContain('giờ không dùng được nữa. Cần làm gì, cứ nhắn nhé')
  })
})

it('“không được” after a help leads to people, and “thôi” back to the step', () => {
  const walker = new Walker(knowledge)
  walker.start('tai-khoan')
  types(walker, 'chưa có')
  types(walker, 'có điện thoại')
  types(walker, 'sim đứng tên người khác')
  const told = types(walker, 'vẫn không được')
  expect(said(told)).toContain('Vẫn chưa được ạ?')
  expect(told.replies.at(-1)?.calls).toHaveLength(1)
  expect(titles(walker.conversation)).not.toContain('SIM đứng tên người khác')
  expect(types(walker, 'thôi').replies.at(-1)?.progress?.step).toBe(3)
})

it('several things asked of one procedure are one answer with one source', () => {
  const walker = new Walker(knowledge)
  const asked = (facet: 'fee' | 'time' | 'where'): Intent => ({
    kind: 'topic',
    topic: STAY,
    facet,
    relation: null,
  })
  const { replies } = means(walker, asked('fee'), asked('time'), asked('where'))
  const [text = ''] = replies.slice(1).map(reply => reply.text)
  expect(replies).toHaveLength(2)
  expect(text.split('Theo Quyết định')).toHaveLength(2)
  expect(text).toContain('7.000 đồng')
  expect(text).toContain('3 ngày làm việc')
})

describe('whoever changes their mind', () => {
  const atPapers = () => {
    const walker = new Walker(knowledge)
    walker.start('tam-tru')
    types(walker, 'tiếp')
    types(walker, 'ở nhà của mình')
    return walker
  }

  it('says another answer to a step before, and has changed it', () => {
    const walker = atPapers()
    expect(said(types(walker, 'ở với người thân'))).toContain('Đã đổi câu trả lời ở bước')
    expect(walker.conversation.runs[0]?.answers['cho-o']?.value).toBe('nguoi-than')
  })

  it('is not taken to by words that say much else', () => {
    const walker = new Walker(knowledge)
    walker.start('tai-khoan')
    types(walker, 'chưa có')
    types(walker, 'có điện thoại đó')
    const before = structuredClone(walker.conversation.runs[0]?.answers)
    types(walker, 'không có')
    types(walker, 'không rõ')
    expect(walker.conversation.runs[0]?.answers).toEqual(before)
  })
})

it('“2, 3” where the second is ticked already ticks the third, and says nothing of the second', () => {
  const items = ['anh', 'don', 'so'].map(id => ({ id, label: id }))
  const walker = new Walker(knowledgeWith([guide('goc', [{ id: 'giay', prepare: 'Chuẩn bị.', items }])]))
  walker.start()
  walker.answer(1)
  const told = means(walker, { kind: 'choice', index: 1 }, { kind: 'choice', index: 2 })
  expect(said(told)).not.toContain('alreadyTicked')
  expect(walker.conversation.runs[0]?.answers.giay?.ticks?.map(({ item }) => item)).toEqual(['don', 'so'])
})

it('the menu leads to everything that lies open, not only to what is on the screen', () => {
  const walker = asked()
  walker.start('tam-tru')
  types(walker, 'danh mục')
  expect(titles(walker.conversation).slice(0, 2)).toEqual([
    'Tiếp tục',
    'Đăng ký khai sinh cho con – đang làm dở',
  ])
  const other = walker.conversation.prompt[1]
  expect(other && said(walker.tap(other))).toContain('Ai sẽ đứng ra khai sinh')
})

it('“đủ cả rồi” goes on where something is to be read or done', () => {
  const walker = new Walker(knowledge)
  walker.start('khai-sinh')
  expect(said(types(walker, 'đủ cả rồi'))).toContain('Ai sẽ đứng ra khai sinh')
})
