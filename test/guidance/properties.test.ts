import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Guide, Step } from '../../src/catalogue/schema/guide.ts'
import type { Conversation } from '../../src/guidance/conversation.ts'
import { respond } from '../../src/guidance/respond.ts'
import { progressOf } from '../../src/guidance/walk/progress.ts'
import { replay } from '../../src/guidance/walk/replay.ts'
import { changes, knowledgeWith, twoGuides } from './guides.ts'
import { Walker } from './walk.ts'

const RUNS = 400
const moves = fc.array(fc.nat(10_000), { maxLength: 25 })

/** What a person has said of the run on the screen, and where that leaves them. */
function standing(walker: Walker, conversation: Conversation) {
  const run = conversation.runs.find(open => open.id === conversation.current) ?? conversation.ended
  return {
    answers: run?.answers,
    facts: conversation.facts,
    at: run ? replay(walker.knowledge, run).at?.path : undefined,
  }
}

describe('from every reachable state', () => {
  it('back undoes exactly the last answer', () => {
    fc.assert(
      fc.property(twoGuides, moves, fc.nat(50), (guides, path, last) => {
        const walker = new Walker(knowledgeWith(guides))
        walker.start()
        for (const move of path) walker.answer(move)
        const before = standing(walker, walker.conversation)
        if (!walker.conversation.current || !walker.answer(last)) return
        // A paper that was ticked before is no new answer.
        if (isDeepStrictEqual(standing(walker, walker.conversation), before)) return
        walker.take({ kind: 'said', intents: [{ kind: 'command', command: 'back' }], sensitive: false })
        expect(standing(walker, walker.conversation)).toEqual(before)
      }),
      { numRuns: RUNS },
    )
  })

  it('going back again and again leads to the very beginning, step by step', () => {
    fc.assert(
      fc.property(twoGuides, moves, (guides, path) => {
        const walker = new Walker(knowledgeWith(guides))
        walker.start()
        const first = standing(walker, walker.conversation)
        for (const move of path) walker.answer(move)
        for (let n = 0; n <= path.length; n++)
          walker.take({ kind: 'said', intents: [{ kind: 'command', command: 'back' }], sensitive: false })
        expect(standing(walker, walker.conversation)).toEqual(first)
      }),
      { numRuns: RUNS },
    )
  })

  it('whatever comes is answered, with a way on and a way to a person', () => {
    fc.assert(
      fc.property(twoGuides, moves, (guides, path) => {
        const walker = new Walker(knowledgeWith(guides))
        for (const move of path) {
          const outcome = walker.anything(move)
          const last = outcome.replies.at(-1)
          if (!last) continue
          expect(last.text.trim()).not.toBe('')
          const toStaff = last.choices.some(
            ({ action }) => action.do === 'command' && action.command === 'staff',
          )
          const isStaff = outcome.events.some(({ type }) => type === 'staff_asked_for')
          expect(toStaff || isStaff).toBe(true)
          const waysOn = last.choices.filter(
            ({ action }) => action.do !== 'command' || action.command !== 'staff',
          )
          const types = walker.conversation.current && last.progress !== null
          expect(waysOn.length > 0 || types).toBe(true)
        }
      }),
      { numRuns: RUNS },
    )
  })

  it('who is not understood again and again never reads the same twice running', () => {
    fc.assert(
      fc.property(twoGuides, moves, (guides, path) => {
        const walker = new Walker(knowledgeWith(guides))
        for (const move of path) walker.anything(move)
        walker.take({ kind: 'handedBack' })
        const told = Array.from({ length: 6 }, () =>
          walker
            .take({ kind: 'said', intents: [{ kind: 'unknown' }], sensitive: false })
            .replies.map(({ text }) => text)
            .join('\n'),
        )
        for (const [at, one] of told.entries()) expect(one).not.toBe(told[at + 1])
      }),
      { numRuns: RUNS },
    )
  })

  it('writing the conversation down and reading it again changes nothing', () => {
    fc.assert(
      fc.property(twoGuides, moves, (guides, path) => {
        const straight = new Walker(knowledgeWith(guides))
        const written = new Walker(straight.knowledge)
        for (const move of path) {
          written.conversation = JSON.parse(JSON.stringify(written.conversation))
          expect(written.anything(move)).toEqual(straight.anything(move))
        }
      }),
      { numRuns: RUNS },
    )
  })

  it('the engine leaves the conversation that it was given as it was', () => {
    fc.assert(
      fc.property(twoGuides, moves, (guides, path) => {
        const walker = new Walker(knowledgeWith(guides))
        for (const move of path) walker.anything(move)
        const before = structuredClone(walker.conversation)
        respond(
          walker.knowledge,
          walker.conversation,
          { kind: 'said', intents: [{ kind: 'command', command: 'back' }], sensitive: false },
          { now: walker.now, newId: () => 'x' },
        )
        expect(walker.conversation).toEqual(before)
      }),
      { numRuns: RUNS },
    )
  })
})

describe('when the content changes under a run', () => {
  it('nothing throws, and every answer that is still valid is kept', () => {
    fc.assert(
      fc.property(twoGuides, moves, changes, moves, (guides, path, change, more) => {
        const walker = new Walker(knowledgeWith(guides))
        walker.start()
        for (const move of path) walker.answer(move)
        const before = walker.conversation.runs.find(run => run.id === walker.conversation.current)
        const changed = change(guides)
        walker.knowledge = knowledgeWith(changed)
        walker.take({ kind: 'said', intents: [{ kind: 'unknown' }], sensitive: false })
        if (before) {
          const after = [...walker.conversation.runs, walker.conversation.ended].find(
            run => run?.id === before.id,
          )
          expect(after?.answers).toEqual(keptBy(changed, before.answers))
        }
        for (const move of more) walker.anything(move)
      }),
      { numRuns: RUNS },
    )
  })
})

/** Written apart from the engine: an answer stays unless its step is gone or of another kind, its option is gone, or its revision was raised. */
function keptBy(guides: Guide[], answers: Conversation['runs'][number]['answers']) {
  const stepAt = (path: string): Step | undefined => {
    const ids = path.split('/')
    const outer = guides[0]?.steps.find(step => step.id === ids[0])
    return ids.length === 1
      ? outer
      : outer?.kind === 'use'
        ? guides[1]?.steps.find(step => step.id === ids[1])
        : undefined
  }
  return Object.fromEntries(
    Object.entries(answers).filter(([path, answer]) => {
      const step = stepAt(path)
      if (!step || step.kind !== answer.kind || !('revision' in step) || step.revision !== answer.revision)
        return false
      return step.kind !== 'ask' || answer.value === 'skipped' || answer.value in step.options
    }),
  )
}

describe('visits', () => {
  it('add up on any history: each opened once, closed at most once, and at most one open', () => {
    fc.assert(
      fc.property(twoGuides, moves, changes, moves, (guides, path, change, more) => {
        const walker = new Walker(knowledgeWith(guides))
        for (const move of path) walker.anything(move)
        walker.knowledge = knowledgeWith(change(guides))
        for (const move of more) walker.anything(move)
        const opened = walker.visits.flatMap(visit => (visit.kind === 'opened' ? [visit.id] : []))
        const closed = walker.visits.flatMap(visit => (visit.kind === 'closed' ? [visit.id] : []))
        expect(new Set(opened).size).toBe(opened.length)
        expect(new Set(closed).size).toBe(closed.length)
        expect(closed.every(id => opened.includes(id))).toBe(true)
        const open = walker.conversation.visit ? [walker.conversation.visit.id] : []
        expect(opened.filter(id => !closed.includes(id))).toEqual(open)
      }),
      { numRuns: RUNS },
    )
  })
})

describe('progress', () => {
  it('never promises fewer steps than come', () => {
    fc.assert(
      fc.property(twoGuides, moves, (guides, path) => {
        const walker = new Walker(knowledgeWith(guides))
        walker.start()
        const promised: { at: string; atMost: number }[] = []
        for (const move of [...path, ...path, 0, 0, 0]) {
          const run = walker.conversation.runs[0]
          const replayed = run && replay(walker.knowledge, run)
          if (!run || !replayed?.at) break
          const progress = progressOf(walker.knowledge, run, replayed)
          const at = replayed.at.path
          if (promised.at(-1)?.at !== at) {
            const earlier = promised.at(-1)
            if (earlier) expect(progress?.atMost ?? 0).toBeLessThan(earlier.atMost)
            promised.push({ at, atMost: progress?.atMost ?? 0 })
          }
          walker.answer(move)
        }
      }),
      { numRuns: RUNS },
    )
  })
})
