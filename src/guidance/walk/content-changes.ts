import { isListedGuide } from '../../catalogue/derive-listed.ts'
import type { KnownGuide } from '../../catalogue/knowledge.ts'
import type { Run } from '../conversation.ts'
import { spokenOf } from '../screen.ts'
import type { Turn } from '../turn.ts'
import { replay, validAnswer } from './replay.ts'
import { guideTitle } from './run-names.ts'
import { leaveStep, leaveStepAt } from './visits.ts'

/**
 * Content may have changed since the run was last walked. Drops only the answers that the change made
 * worthless, and tells the person only if it moves where they are (design §4); true where it does.
 */
export function takeUpContent(turn: Turn, run: Run): boolean {
  const guide = turn.knowledge.guides.get(run.guide)
  if (!guide || guide.version === run.guideVersion) return false
  run.guideVersion = guide.version
  run.answers = stillValid(turn, guide, run)
  turn.events.push({ type: 'guide_updated', guide: run.guide, run: run.id })
  if (run.shown === null || replay(turn.knowledge, run).at?.path === run.shown) return false
  leaveStepAt(turn, run, run.shown, 'updated')
  turn.note(turn.say('runUpdated', { 'huong-dan': guideTitle(turn, run) }))
  return true
}

/** Answers of this guide and of the guides it uses that the content as it is now still accepts. */
function stillValid(turn: Turn, guide: KnownGuide, run: Run): Run['answers'] {
  const kept: Run['answers'] = {}
  const collect = (of: KnownGuide, prefix: string): void => {
    for (const step of of.steps) {
      const path = prefix + step.id
      if (step.kind === 'use') {
        const used = turn.knowledge.guides.get(step.guide)
        if (used) collect(used, `${path}/`)
      } else if (step.kind !== 'finish') {
        const answer = validAnswer(step, run.answers[path])
        if (answer) kept[path] = answer
      }
    }
  }
  collect(guide, '')
  return kept
}

/** Guides were taken out of the content while somebody walked them: those runs end, and the person is told. */
export function endGoneRuns(turn: Turn): void {
  const { conversation } = turn
  const gone = conversation.runs.filter(run => isGone(turn, run))
  if (gone.length === 0) return
  const onScreen = gone.some(run => run.id === conversation.current)
  if (onScreen) leaveStep(turn, 'updated')
  for (const run of gone) turn.runs.push({ kind: 'ended', id: run.id, outcome: 'withdrawn', at: turn.now })
  conversation.runs = conversation.runs.filter(run => !gone.includes(run))
  if (!onScreen) return
  conversation.current = null
  turn.note(turn.say('guideGone'))
}

function isGone(turn: Turn, run: Run): boolean {
  return !turn.knowledge.guides.has(run.guide) || (isListedGuide(run.guide) && !spokenOf(turn, run))
}
