import type { KnownGuide } from '../../catalogue/knowledge.ts'
import type { Answer, Run } from '../conversation.ts'

/** The order of an answer that was given by what was chosen before the run began, so that it was never asked for. */
const BEFORE_THE_RUN = 0

/** Whether it was given by what was chosen before the run. */
export function isGiven({ order }: Answer): boolean {
  return order === BEFORE_THE_RUN
}

/**
 * What is answered already where a run starts for a procedure: of each question in whose options the content names the
 * procedure once, that option. "Trở lại" comes to these questions, and who starts again is asked everything.
 */
export function givenBy(guide: KnownGuide, procedure: string | undefined): Run['answers'] {
  const answers: Run['answers'] = {}
  if (procedure === undefined) return answers
  for (const step of guide.steps) {
    if (step.kind !== 'ask') continue
    const meant = Object.keys(step.options).filter(id => step.options[id]?.procedures.includes(procedure))
    const [value] = meant
    if (value !== undefined && meant.length === 1)
      answers[step.id] = { kind: 'ask', revision: step.revision, value, order: BEFORE_THE_RUN }
  }
  return answers
}
