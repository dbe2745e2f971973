import type { Knowledge } from '../catalogue/knowledge.ts'
import { mayHold, type Scope } from './conditions.ts'
import type { Run } from './conversation.ts'
import { stepTitle } from './screen.ts'

/**
 * Titles of what can still come after the step at `path`, in the order of the content: a guide that is used is
 * one line, and what the answers so far have ruled out is left away.
 */
export function stepsAhead(knowledge: Knowledge, run: Run, path: string): string[] {
  const titles: string[] = []
  let passed = false
  const visit = (guideId: string, prefix: string): void => {
    const scope = scopeOf(knowledge, run, prefix)
    for (const step of knowledge.guides.get(guideId)?.steps ?? []) {
      const here = prefix + step.id
      if (here === path) passed = true
      else if (step.kind === 'use' && path.startsWith(`${here}/`)) visit(step.guide, `${here}/`)
      else if (passed && step.kind !== 'finish' && mayHold(step.when, scope))
        titles.push(
          step.kind === 'use'
            ? (step.title ?? knowledge.guides.get(step.guide)?.title ?? '')
            : stepTitle(step),
        )
    }
  }
  visit(run.guide, '')
  return titles
}

/** Answers of one guide; outcomes of the guides that it uses count as open. */
function scopeOf(knowledge: Knowledge, run: Run, prefix: string): Scope {
  const abilities: { readonly [name: string]: string } = knowledge.abilities
  return subject => {
    if (subject.startsWith('bot.')) return abilities[subject]
    if (subject.startsWith('biet.')) return run.facts[subject] ?? ''
    return run.answers[prefix + subject]?.value
  }
}
