import { describe, expect, it } from 'vitest'
import { expects } from '../../src/guidance/expects.ts'
import type { Outcome } from '../../src/guidance/outcome.ts'
import type { Intent } from '../../src/understanding/intent.ts'
import { understand } from '../../src/understanding/understand.ts'
import { contentKnowledge } from '../content-knowledge.ts'
import { guide, knowledgeWith } from './guides.ts'
import { Walker } from './walk.ts'

const UNKNOWN: Intent = { kind: 'unknown' }
const HOUR = 60 * 60_000

const says = (walker: Walker, intent: Intent = UNKNOWN) =>
  walker.take({ kind: 'said', intents: [intent], sensitive: false })
const text = ({ replies }: Outcome) => replies.map(reply => reply.text).join('\n')
const leadsToAPerson = ({ replies }: Outcome) =>
  replies.some(({ text, calls = [] }) => text.includes('staff') && calls.length > 0)

function atStep(): Walker {
  const walker = new Walker(
    knowledgeWith([
      guide('goc', [{ id: 'mot', ask: 'Có máy không ạ?', options: { co: 'Có', khong: 'Không' } }]),
    ]),
  )
  walker.start()
  return walker
}

function atValue(): Walker {
  const walker = new Walker(knowledgeWith([guide('goc', [{ id: 'so', enter: 'Mấy người ạ?', as: 'so' }])]))
  walker.start()
  return walker
}

const PLACES: [string, () => Walker][] = [
  ['with nothing under way', () => new Walker(knowledgeWith([guide('goc', [{ id: 'mot', do: 'Làm.' }])]))],
  ['at a step', atStep],
  ['where something is to be typed', atValue],
]

describe.each(PLACES)('whoever is not understood again and again, %s,', (_, walker) => {
  it('never reads the same twice running', () => {
    const somebody = walker()
    const told = Array.from({ length: 8 }, () => text(says(somebody)))
    for (const [at, one] of told.entries()) expect(one).not.toBe(told[at + 1])
  })

  it('reads a number to call the second time, and is led to a person the third', () => {
    const somebody = walker()
    const [first, second, third] = [says(somebody), says(somebody), says(somebody)]
    const phone = somebody.knowledge.operator.desk.phone
    expect(text(first)).not.toContain(phone)
    expect(text(second)).toContain(phone)
    expect(leadsToAPerson(second)).toBe(false)
    expect(leadsToAPerson(third)).toBe(true)
    expect(third.events.map(({ type }) => type)).not.toContain('staff_asked_for')
  })

  it('begins anew once something was understood, or an hour later', () => {
    const somebody = walker()
    const first = text(says(somebody))
    says(somebody)
    says(somebody, { kind: 'command', command: 'help' })
    expect(text(says(somebody)).split('\n')[0]).toBe(
      first.split('\n').find(line => /unknown|invalid/.test(line)),
    )
    somebody.now += 2 * HOUR
    expect(text(says(somebody)).split('\n')[0]).not.toContain('Again')
  })
})

it('an answer by a tap was understood', () => {
  const walker = atStep()
  says(walker)
  says(walker)
  walker.answer(0)
  expect(walker.conversation.misses).toBe(0)
})

it('“none of these” counts as not understood, and a question back as neither', () => {
  const walker = new Walker(contentKnowledge())
  const unsure: Intent = {
    kind: 'unsure',
    candidates: [{ topic: { kind: 'procedure', id: '1.004194' }, title: 'Đăng ký tạm trú', score: 0.5 }],
    facet: null,
    relation: null,
  }
  const told: string[] = []
  for (let round = 0; round < 3; round++) {
    told.push(text(says(walker, unsure)))
    told.push(text(walker.tap({ title: '', action: { do: 'none' } })))
  }
  expect(told.at(-1)).toContain('Nãy giờ mình chưa hiểu đúng ý')
  expect(new Set(told.filter((_, at) => at % 2 === 1)).size).toBe(3)
})

describe('a number that no choice has', () => {
  const hears = (walker: Walker, typed: string) => {
    const intents = understand(walker.knowledge, typed, expects(walker.knowledge, walker.conversation))
    return walker.take({ kind: 'said', intents, sensitive: false })
  }

  it.each(['9', '0', 'số 12', 'chọn 9 ạ'])(
    '“%s” is told which numbers there are, and sees the choices again',
    typed => {
      const walker = new Walker(contentKnowledge())
      walker.tap({ title: '', action: { do: 'open', topic: { kind: 'procedure', id: '1.004194' } } })
      const before = walker.conversation.prompt
      const told = hears(walker, typed)
      expect(text(told)).toContain(`từ 1 đến ${before.length}`)
      expect(walker.conversation.prompt).toEqual(before)
    },
  )

  it('at a step shows the step again', () => {
    const walker = new Walker(contentKnowledge())
    walker.start('khai-sinh')
    const told = hears(walker, '9')
    expect(text(told)).toContain('Ở đây không có số 9. Có các số từ 1 đến 3')
    expect(told.replies.at(-1)?.progress?.step).toBe(1)
  })

  it('among the papers of a list takes none of them', () => {
    const walker = new Walker(
      knowledgeWith([
        guide('goc', [
          {
            id: 'giay',
            prepare: 'Chuẩn bị giấy tờ.',
            items: [
              { id: 'anh', label: 'Ảnh' },
              { id: 'don', label: 'Đơn' },
            ],
          },
        ]),
      ]),
    )
    walker.start()
    expect(text(hears(walker, '1, 9'))).toContain('noSuchNumber 9')
    expect(walker.conversation.runs[0]?.answers).toEqual({})
  })

  it.each(['1990', '113', 'ba', 'năm'])('“%s” is no choice that was meant', typed => {
    const walker = new Walker(contentKnowledge())
    walker.start('khai-sinh')
    expect(text(hears(walker, typed))).not.toContain('không có số')
  })
})
