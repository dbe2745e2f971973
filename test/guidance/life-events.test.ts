import { describe, expect, it } from 'vitest'
import type { Knowledge } from '../../src/catalogue/knowledge.ts'
import { LifeEvent } from '../../src/catalogue/schema/life-event.ts'
import type { Outcome } from '../../src/guidance/outcome.ts'
import { guide, knowledgeWith } from './guides.ts'
import { Walker } from './walk.ts'

const CODE = '1.004194'
const SUBMIT = [
  { id: 'gui', do: 'Gửi hồ sơ.' },
  { id: 'xong', finish: 'da-nop' },
]
const EVENT = {
  id: 'chuyen-nha',
  title: 'Chuyển nhà',
  summary: 'Báo nơi ở mới trước.',
  phrasings: Array.from({ length: 10 }, (_, n) => `chuyển nhà ${n}`),
  source: { title: 'Thử', date: '2026-07-15' },
  tasks: [
    { procedure: CODE, note: 'nếu ở trọ' },
    { guide: 'dien', note: 'khi cần điện' },
    { guide: 'nuoc', note: 'khi cần nước' },
  ],
}

function knowledge(deadline?: string): Knowledge {
  const base = knowledgeWith(
    [
      guide('goc', SUBMIT),
      guide('dien', [{ id: 'goi', do: 'Gọi điện lực.' }]),
      guide('nuoc', SUBMIT),
      guide('khac', SUBMIT),
    ],
    CODE,
  )
  const procedure = base.procedures.get(CODE)
  if (!procedure) throw new Error('The little content has lost its procedure.')
  return {
    ...base,
    procedures: new Map([[CODE, { ...procedure, ...(deadline && { deadline }) }]]),
    lifeEvents: new Map([['chuyen-nha', LifeEvent.parse(EVENT)]]),
  }
}

const said = (outcome: Outcome) => outcome.replies.map(({ text }) => text).join('\n')
const titles = ({ conversation }: Walker) => conversation.prompt.map(({ title }) => title)
const open = (walk: Walker) =>
  walk.tap({ title: '', action: { do: 'open', topic: { kind: 'life-event', id: 'chuyen-nha' } } })

function tap(walk: Walker, title: string): Outcome {
  const choice = walk.conversation.prompt.find(one => one.title === title)
  if (!choice) throw new Error(`No "${title}" among ${titles(walk).join(' | ')}`)
  return walk.tap(choice)
}

/** Opens the list, the first procedure's card, and walks its guide to where it was handed in. */
function handIn(walk: Walker): Outcome {
  open(walk)
  tap(walk, 'Đăng ký tạm trú')
  walk.tap(walk.conversation.prompt[0] ?? { title: '', action: { do: 'none' } })
  return walk.answer(0) ?? open(walk)
}

const tellHow = (walk: Walker): Outcome => {
  const how = walk.conversation.prompt.find(({ action }) => action.do === 'how')
  if (!how) throw new Error('Nobody asked how it went')
  return walk.tap(how)
}

describe('a life event', () => {
  it('is a list in order, with when each is needed and the deadline that the procedure has', () => {
    const walk = new Walker(knowledge('Trong 30 ngày'))
    const text = said(open(walk))
    expect(text).toContain('Chuyển nhà: Báo nơi ở mới trước.')
    expect(text).toContain(
      '1. Đăng ký tạm trú: nếu ở trọ. eventDeadline Trong 30 ngày\n2. Việc dien: khi cần điện.',
    )
    expect(titles(walk).slice(0, 3)).toEqual(['Đăng ký tạm trú', 'Việc dien', 'Việc nuoc'])
  })

  it('is counted like any other question', () => {
    expect(open(new Walker(knowledge())).events).toContainEqual({
      type: 'question_asked',
      status: 'answered',
      topic: 'chuyen-nha',
      facet: null,
    })
  })

  it('marks what lies open, and goes on with it', () => {
    const walk = new Walker(knowledge())
    open(walk)
    tap(walk, 'Việc dien')
    open(walk)
    expect(titles(walk)[1]).toMatch(/^Việc dien \(.+\)$/)
    expect(said(tap(walk, titles(walk)[1] ?? ''))).toContain('Gọi điện lực')
    expect(walk.conversation.runs).toHaveLength(1)
  })

  it('ticks off what was handed in, and takes the tick back with the answer', () => {
    const walk = new Walker(knowledge())
    handIn(walk)
    open(walk)
    expect(titles(walk)[0]).toBe('☑ Đăng ký tạm trú')
    walk.take({ kind: 'said', intents: [{ kind: 'command', command: 'back' }], sensitive: false })
    expect(walk.conversation.done).toEqual([])
    open(walk)
    expect(titles(walk)[0]).toMatch(/^Đăng ký tạm trú \(.+\)$/)
  })

  it('does not tick off what was put aside', () => {
    const walk = new Walker({ ...knowledge(), guides: putAside() })
    handIn(walk)
    open(walk)
    expect(titles(walk)[0]).toBe('Đăng ký tạm trú')
  })

  it('leaves the choice where a run is on the screen', () => {
    const walk = new Walker(knowledge())
    walk.start('khac')
    expect(said(open(walk))).toContain('besideEvent Việc khac')
    expect(titles(walk)).toContain('Việc nuoc')
    expect(titles(walk)).toContain(walk.knowledge.sentences.commands.resume)
  })

  it('is out of order where content no longer has it', () => {
    const walk = new Walker({ ...knowledge(), lifeEvents: new Map() })
    expect(said(open(walk))).toContain('outOfDate')
  })
})

describe('after one thing of a life event', () => {
  it('the next is offered, once it was told how the submission went', () => {
    const walk = new Walker(knowledge())
    expect(said(handIn(walk))).not.toContain('eventNext')
    expect(said(tellHow(walk))).toContain('eventNext Việc dien khi cần điện')
    expect(titles(walk)).toContain('Chuyển nhà')
    expect(said(tap(walk, 'Việc dien'))).toContain('Gọi điện lực')
  })

  it('the next is offered at once where nothing was handed in', () => {
    const walk = new Walker(knowledge())
    open(walk)
    tap(walk, 'Việc dien')
    const ended = walk.answer(0)
    expect(ended && said(ended)).toContain('eventNext Việc nuoc khi cần nước')
  })

  it('nothing is offered that was done already', () => {
    const walk = new Walker(knowledge())
    open(walk)
    tap(walk, 'Việc nuoc')
    walk.answer(0)
    tellHow(walk)
    handIn(walk)
    expect(said(tellHow(walk))).toContain('eventNext Việc dien')
    tap(walk, 'Việc dien')
    const ended = walk.answer(0)
    expect(ended && said(ended)).not.toContain('eventNext')
  })

  it('nothing is offered that it made needless', () => {
    const [rented, light, water] = EVENT.tasks
    const tasks = [rented, { ...light, settledBy: [CODE] }, water]
    const lifeEvents = new Map([['chuyen-nha', LifeEvent.parse({ ...EVENT, tasks })]])
    const walk = new Walker({ ...knowledge(), lifeEvents })
    handIn(walk)
    expect(said(tellHow(walk))).toContain('eventNext Việc nuoc')
  })

  it('nothing is offered to whoever came to the same guide another way', () => {
    const walk = new Walker(knowledge())
    walk.start('goc')
    walk.answer(0)
    expect(said(tellHow(walk))).not.toContain('eventNext')
  })

  it('nor to whoever has asked for something else since', () => {
    const walk = new Walker(knowledge())
    open(walk)
    walk.tap({ title: '', action: { do: 'open', topic: { kind: 'guide', id: 'khac' } } })
    walk.start('goc')
    walk.answer(0)
    expect(said(tellHow(walk))).not.toContain('eventNext')
  })
})

/** The guide of the procedure, ending in "để sau". */
function putAside(): Knowledge['guides'] {
  const steps = [
    { id: 'gui', do: 'Gửi hồ sơ.' },
    { id: 'sau', finish: 'de-sau' },
  ]
  return knowledgeWith([guide('goc', steps)], CODE).guides
}
