import { describe, expect, it } from 'vitest'
import { contentKnowledge } from '../content-knowledge.ts'
import { Walker } from '../guidance/walk.ts'
import { faultsOf } from './sayable.ts'

const knowledge = contentKnowledge()
const events = [...knowledge.lifeEvents.values()]

/** Those that every family meets. */
const EXPECTED = [
  'moi-sinh-con',
  'ket-hon',
  'co-nguoi-mat',
  'mat-giay-to',
  'chuyen-nha',
  'mua-ban-xe',
  'mua-ban-dat',
  'mo-quan',
  'nghi-huu',
  'con-di-hoc',
]

describe('life events', () => {
  it('are there for what every family meets', () => {
    expect(events.map(({ id }) => id)).toEqual(expect.arrayContaining(EXPECTED))
  })

  it.each(events)('$title: what makes a task needless stands in the same list', ({ tasks }) => {
    const codes = tasks.map(({ procedure }) => procedure)
    expect(codes).toEqual(expect.arrayContaining(tasks.flatMap(({ settledBy }) => settledBy)))
  })

  it.each(events)('$title: its list fits one message of every channel', ({ id }) => {
    const { replies } = open(new Walker(knowledge), id)
    expect(replies.flatMap(faultsOf)).toEqual([])
  })

  it.each(events)('$title: every choice leads to what it names, which can be begun', ({ id, tasks }) => {
    const shown = open(new Walker(knowledge), id).replies.at(-1)?.choices ?? []
    const choices = shown.filter(({ secondary }) => !secondary)
    expect(choices).toHaveLength(tasks.length)
    for (const choice of choices) {
      const walker = new Walker(knowledge)
      open(walker, id)
      const { replies, runs, events } = walker.tap(choice)
      expect(replies.flatMap(faultsOf)).toEqual([])
      if (choice.action.do !== 'open') expect(runs).toMatchObject([{ kind: 'started' }])
      else expect(events).toMatchObject([{ status: 'answered', topic: choice.action.topic.id }])
      const start = replies.at(-1)?.choices.find(({ action }) => action.do === 'start')
      if (start) expect(walker.tap(start).conversation.runs[0]?.event).toBe(id)
    }
  })

  it('stand first in the menu', () => {
    const walker = new Walker(knowledge)
    const menu = walker.take({
      kind: 'said',
      intents: [{ kind: 'command', command: 'menu' }],
      sensitive: false,
    })
    const [first] = menu.replies.at(-1)?.choices ?? []
    expect(first?.title).toBe(knowledge.sentences.labels.events)
    const titles = first
      ? walker
          .tap(first)
          .replies.at(-1)
          ?.choices.map(({ title }) => title)
      : []
    expect(titles).toContain(knowledge.lifeEvents.get('mat-giay-to')?.title)
  })
})

function open(walker: Walker, id: string) {
  return walker.tap({ title: '', action: { do: 'open', topic: { kind: 'life-event', id } } })
}
