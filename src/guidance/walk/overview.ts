import type { Knowledge } from '../../catalogue/knowledge.ts'
import type { Run } from '../conversation.ts'
import { stepTitle } from '../screen.ts'
import { mayHold } from './conditions.ts'
import { isGiven } from './given.ts'
import type { Replayed } from './replay.ts'
import { scopeOver } from './scope.ts'

/**
 * Titles of what can still come after the step on the screen, in the order of the content: a guide that is used
 * is one line, and what the answers so far have ruled out is left away.
 */
export function stepsAhead(knowledge: Knowledge, run: Run, replayed: Replayed): string[] {
  const here = replayed.at?.path ?? ''
  const given = Object.entries(run.answers).filter(([, answer]) => isGiven(answer))
  const answers = new Map([
    ...given.map(([path, answer]) => [path, answer.value] as const),
    ...replayed.trail.map(({ path, answer }) => [path, answer.value] as const),
  ])
  const titles: string[] = []
  let passed = false
  const visit = (guideId: string, prefix: string): void => {
    const scope = scopeOver(knowledge, { 'biet.tai-khoan': '', ...run.facts }, subject => {
      const path = prefix + subject
      return answers.get(path) ?? replayed.outcomes.get(path)
    })
    for (const step of knowledge.guides.get(guideId)?.steps ?? []) {
      const path = prefix + step.id
      const answer = run.answers[path]
      if (path === here) passed = true
      else if (step.kind === 'use' && here.startsWith(`${path}/`)) visit(step.guide, `${path}/`)
      else if (!passed || !mayHold(step.when, scope) || (answer && isGiven(answer))) continue
      else if (step.kind !== 'finish')
        titles.push(
          step.kind === 'use'
            ? (step.title ?? knowledge.guides.get(step.guide)?.title ?? '')
            : stepTitle(step),
        )
      // An end that is certain by now: what stands behind it cannot come.
      else if (!step.when || !mayHold({ kind: 'not', of: step.when }, scope)) return
    }
  }
  visit(run.guide, '')
  return titles
}
