import { describe, expect, it } from 'vitest'
import { render as onZalo } from '../../src/channels/zalo/render.ts'
import { writeAction } from '../../src/guidance/action.ts'
import type { Outcome } from '../../src/guidance/outcome.ts'
import { contentKnowledge } from '../content-knowledge.ts'
import { guide, knowledgeWith } from './guides.ts'
import { Walker } from './walk.ts'

const DAY = 24 * 60 * 60 * 1000
const OFFER = 'undeliveredOffer'
const FEE = 'Đăng ký tạm trú trực tuyến: 7.000 đồng mỗi lần.'

const GUIDE = guide('goc', [
  { id: 'mot', do: 'Làm việc một.' },
  { id: 'hai', do: 'Làm việc hai.' },
])

/** Somebody at the second step to whom this could not be sent. */
function missing(text = FEE, isStep = false): Walker {
  const walker = new Walker(knowledgeWith([GUIDE]))
  walker.start()
  walker.answer(0)
  fail(walker, text, isStep)
  return walker
}

const fail = (walker: Walker, text: string, isStep = false) =>
  walker.take({ kind: 'undelivered', text, links: [], isStep, at: walker.now })
const said = (outcome: Outcome) => outcome.replies.map(({ text }) => text).join('\n')
const hello = (walker: Walker) =>
  walker.take({ kind: 'said', intents: [{ kind: 'command', command: 'menu' }], sensitive: false })

function see(walker: Walker): Outcome {
  const choice = walker.conversation.prompt.find(({ action }) => action.do === 'undelivered')
  if (!choice) throw new Error('Nothing is offered.')
  return walker.tap(choice)
}

describe('what could not be sent', () => {
  it('is noted without a word', () => {
    const walker = missing()
    expect(fail(walker, 'Tin sau.').replies).toEqual([])
  })

  it('is offered behind the answer to the next word, by one line and the last choice', () => {
    const walker = missing()
    const told = hello(walker)
    const last = told.replies.at(-1)
    expect(last?.text.split('\n').at(-1)).toContain(OFFER)
    expect(last?.choices.at(-1)?.action).toEqual({ do: 'undelivered' })
    expect(said(told)).not.toContain(FEE)
  })

  it('stands behind a step too, whose own choices stay first', () => {
    const walker = missing()
    const told = walker.take({
      kind: 'said',
      intents: [{ kind: 'command', command: 'back' }],
      sensitive: false,
    })
    expect(said(told)).toContain('Làm việc một.')
    expect(said(told)).toContain(OFFER)
    expect(told.replies.at(-1)?.choices[0]?.action.do).toBe('answer')
  })

  it('keeps a button on Zalo, whose five the step would need for itself', () => {
    const options = { a: 'Một', b: 'Hai', c: 'Ba', d: 'Bốn', e: 'Năm', f: 'Sáu' }
    const walker = new Walker(knowledgeWith([guide('goc', [{ id: 'hoi', ask: 'Chọn gì ạ?', options }])]))
    walker.start()
    fail(walker, FEE)
    const reply = walker
      .take({ kind: 'said', intents: [{ kind: 'unknown' }], sensitive: false })
      .replies.at(-1)
    if (!reply) throw new Error('Nothing was said.')
    const buttons = (shown: typeof reply) =>
      JSON.stringify(
        onZalo(
          {
            ...shown,
            choices: shown.choices.map(({ secondary = false, action, ...choice }) => ({
              ...choice,
              secondary,
              payload: writeAction(action),
            })),
          },
          '6000000000000000006',
          'https://danloi.example.gov.vn',
        ),
      )
    expect(buttons(reply)).toContain(writeAction({ do: 'undelivered' }))
    expect(buttons(reply)).toContain('1. Một')
  })

  it('stands in the menu until it was looked at', () => {
    const walker = missing()
    hello(walker)
    hello(walker)
    expect(said(see(walker))).toContain(FEE)
    hello(walker)
    expect(walker.conversation.prompt.map(({ action }) => action.do)).not.toContain('undelivered')
  })

  it('is shown as it was, once', () => {
    const walker = missing()
    hello(walker)
    const { prompt } = walker.conversation
    expect(said(see(walker))).toContain(FEE)
    walker.conversation.prompt = prompt
    const again = see(walker)
    expect(said(again)).not.toContain(FEE)
    expect(again.replies).toHaveLength(1)
  })

  it('leads on to what it was about, unless the person spoke of something else since', () => {
    const asked = (later: boolean) => {
      const walker = new Walker(contentKnowledge())
      const topic = { kind: 'procedure', id: '1.004194' } as const
      walker.tap({ title: '', action: { do: 'open', topic } })
      const at = walker.now
      if (later) walker.tap({ title: '', action: { do: 'open', topic: { ...topic, id: '1.001193' } } })
      walker.take({ kind: 'undelivered', text: FEE, links: [], isStep: false, at })
      hello(walker)
      return see(walker)
        .replies.at(-1)
        ?.choices.map(({ title }) => title)
    }
    expect(asked(false)).toEqual(['Đăng ký tạm trú', 'Danh mục', 'Gặp cán bộ'])
    expect(asked(true)).toEqual(['Danh mục', 'Gặp cán bộ'])
  })

  it('is offered once only', () => {
    const walker = missing()
    hello(walker)
    expect(said(hello(walker))).not.toContain(OFFER)
  })

  it('is the latest of all that failed', () => {
    const walker = missing()
    fail(walker, 'Lệ phí vừa đổi: 5.000 đồng.')
    hello(walker)
    expect(said(see(walker))).toContain('5.000 đồng')
  })

  it('is nothing where it was a step, which is shown anyway', () => {
    expect(said(hello(missing('Làm việc hai.', true)))).not.toContain(OFFER)
  })

  it('means nothing any more after two weeks', () => {
    const walker = missing()
    walker.now += 14 * DAY
    expect(said(hello(walker))).not.toContain(OFFER)
    expect(walker.conversation.undelivered).toBeNull()
  })

  it('is not offered while staff answer, and is once they have handed back', () => {
    const walker = missing()
    walker.take({ kind: 'staffSpoke' })
    walker.take({ kind: 'said', intents: [{ kind: 'unknown' }], sensitive: false })
    expect(walker.conversation.undelivered?.offered).toBe(false)
    walker.take({ kind: 'handedBack' })
    expect(said(hello(walker))).toContain(OFFER)
  })

  it('goes with everything else that is erased', () => {
    const walker = missing()
    walker.tap({ title: '', action: { do: 'erase', yes: true, sure: true } })
    expect(walker.conversation.undelivered).toBeNull()
  })
})
