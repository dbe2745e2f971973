import { describe, expect, it } from 'vitest'
import type { Command } from '../../src/catalogue/schema/language.ts'
import type { Outcome } from '../../src/guidance/outcome.ts'
import { guide, knowledgeWith } from './guides.ts'
import { Walker } from './walk.ts'

const HOUR = 60 * 60 * 1000
/** 23/11/2026, a Monday, by the clock of Vietnam. */
const at = (hour: number, minute = 0) => Date.parse('2026-11-22T17:00:00Z') + hour * HOUR + minute * 60_000

const GUIDE = guide('goc', [
  { id: 'mot', do: 'Làm việc một.' },
  { id: 'hai', do: 'Làm việc hai.' },
  { id: 'ba', do: 'Làm việc ba.' },
])

/** Somebody who has done the first step at this hour. */
function walking(hour: number, minute = 0): Walker {
  const walker = new Walker(knowledgeWith([GUIDE]))
  walker.now = at(hour, minute) - 2 * 60_000
  walker.start()
  walker.answer(0)
  return walker
}

const say = (walker: Walker, command: Command): Outcome =>
  walker.take({ kind: 'said', intents: [{ kind: 'command', command }], sensitive: false })

const said = (outcome: Outcome) => outcome.replies.map(({ text }) => text).join('\n')
const dueOf = (outcome: Outcome, kind: string) => outcome.jobs.find(job => job.kind === kind)?.due

function agree(walker: Walker): Outcome {
  const choice = walker.conversation.prompt.find(({ action }) => action.do === 'remind' && action.yes)
  if (!choice) throw new Error('Nobody asks for a yes.')
  return walker.tap(choice)
}

function ring(walker: Walker, timer: 'remind' | 'nudge', now: number): Outcome {
  walker.now = now - 60_000
  return walker.take({ kind: 'timer', timer })
}

describe('a reminder', () => {
  it('is set only after a yes, for eight the next morning', () => {
    const walker = walking(15)
    expect(dueOf(say(walker, 'remind'), 'remind')).toBeUndefined()
    expect(dueOf(agree(walker), 'remind')).toBe(at(24 + 8))
  })

  it('says where the run stands, once', () => {
    const walker = walking(15)
    say(walker, 'later')
    agree(walker)
    const told = ring(walker, 'remind', at(24 + 8))
    expect(said(told)).toContain('Làm việc hai')
    expect(told.events).toContainEqual(expect.objectContaining({ type: 'reminder_sent' }))
    expect(ring(walker, 'remind', at(24 + 9)).replies).toEqual([])
  })

  it('is not sent to somebody who said stop in between', () => {
    const walker = walking(15)
    say(walker, 'remind')
    agree(walker)
    expect(say(walker, 'quiet').cancelled).toEqual(expect.arrayContaining(['remind', 'nudge']))
    expect(ring(walker, 'remind', at(24 + 8)).replies).toEqual([])
  })

  it('comes a little earlier where the window of the channel closes before eight', () => {
    const walker = walking(7, 45)
    walker.reach = { freeHours: 24 }
    say(walker, 'remind')
    const due = dueOf(agree(walker), 'remind') ?? 0
    expect(due).toBeGreaterThanOrEqual(at(24 + 7))
    expect(due).toBeLessThanOrEqual(at(24 + 7, 45) - HOUR / 4)
  })

  it('gives the date and the word instead where the channel cannot write first', () => {
    const walker = walking(15)
    walker.reach = null
    const told = say(walker, 'remind')
    expect(said(told)).toContain('24/11/2026')
    expect(said(told)).toContain('remindByYourself')
    expect(walker.conversation.prompt.some(({ action }) => action.do === 'remind')).toBe(false)
  })
})

describe('the nudge', () => {
  it('comes once, some twenty hours after the last word, and shows the step', () => {
    const walker = walking(14)
    expect(walker.conversation.nudgeAt).toBe(at(24 + 10))
    const told = ring(walker, 'nudge', at(24 + 10))
    expect(said(told)).toContain('Làm việc hai')
    expect(said(told)).toContain('nudge')
    expect(ring(walker, 'nudge', at(24 + 20)).replies).toEqual([])
    walker.answer(0)
    expect(walker.conversation.nudgeAt).toBeNull()
  })

  it('waits on where the person spoke since', () => {
    const walker = walking(9)
    walker.now = at(18) - 60_000
    say(walker, 'help')
    const told = ring(walker, 'nudge', at(24 + 5))
    expect(told.replies).toEqual([])
    expect(dueOf(told, 'nudge')).toBe(at(24 + 14))
  })

  it.each([1, 3, 5, 8, 11, 13, 17, 20, 23])('never comes at night (last word at %i o\u2019clock)', hour => {
    for (const reach of [{ freeHours: 24 }, { freeHours: 48 }]) {
      const walker = new Walker(knowledgeWith([GUIDE]))
      walker.reach = reach
      walker.now = at(hour) - 2 * 60_000
      walker.start()
      walker.answer(0)
      const due = walker.conversation.nudgeAt
      if (due === null) continue
      const hourThen = ((due + 7 * HOUR) % (24 * HOUR)) / HOUR
      expect(hourThen).toBeGreaterThanOrEqual(7)
      expect(hourThen).toBeLessThan(21)
      expect(due).toBeLessThan(walker.now + reach.freeHours * HOUR)
      expect(ring(walker, 'nudge', due).replies).not.toEqual([])
    }
  })

  it('is not for somebody who only had a look, nor for one who finished, nor where nobody can be reached', () => {
    const looked = new Walker(knowledgeWith([GUIDE]))
    looked.start()
    expect(looked.conversation.nudgeAt).toBeNull()

    const finished = walking(9)
    finished.answer(0)
    finished.answer(0)
    expect(ring(finished, 'nudge', at(24 + 9)).replies).toEqual([])

    const web = new Walker(knowledgeWith([GUIDE]))
    web.reach = null
    web.start()
    web.answer(0)
    expect(web.conversation.nudgeAt).toBeNull()
  })

  it('is silent while staff answer, and after three unasked messages in a week', () => {
    const withStaff = walking(9)
    withStaff.take({ kind: 'staffSpoke' })
    expect(ring(withStaff, 'nudge', at(24 + 8)).replies).toEqual([])

    const tired = walking(9)
    tired.conversation.unasked = [at(-48), at(-24), at(0)]
    expect(ring(tired, 'nudge', at(24 + 8)).replies).toEqual([])
  })
})

describe('whoever comes back', () => {
  it('is greeted with where they were and what is left', () => {
    const walker = walking(9)
    walker.now = at(72)
    const told = walker.take({ kind: 'arrived', link: null })
    expect(said(told)).toContain('Làm việc hai')
    expect(said(told)).toContain('runStands Việc goc Làm việc hai. 1')
  })
})
