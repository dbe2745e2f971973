import type { TopicRef } from '../catalogue/knowledge.ts'
import type { Index } from './build.ts'
import type { Intent } from './intent.ts'
import { candidate, type Question } from './questions.ts'
import { likeliestOf } from './ranking/decide.ts'

export const UNKNOWN: Intent = { kind: 'unknown' }

/** "Ở đâu", "bao nhiêu tiền" lean on what was spoken of; where nothing was, a longer text may name it all the same. */
const LEANING_WORDS = 6

/** Each thing asked about one procedure gets its answer; who asks for more wants the whole card. */
const MOST_FACETS = 3

export function about(topic: TopicRef, { facets, relation }: Question): Intent[] {
  const asked = topic.kind === 'procedure' && facets.length <= MOST_FACETS ? facets : []
  if (asked.length === 0) return [{ kind: 'topic', topic, facet: null, relation }]
  return asked.map(facet => ({ kind: 'topic', topic, facet, relation }))
}

export function unsure(index: Index, question: Question): Intent {
  const { decision, facets, relation } = question
  if (decision.kind === 'unknown' || saysNothing(question)) return UNKNOWN
  const candidates = likeliestOf(decision).flatMap(scored => candidate(index, scored) ?? [])
  const [facet = null] = facets.length === 1 ? facets : []
  return candidates.length === 0 ? UNKNOWN : { kind: 'unsure', candidates, facet, relation }
}

/** It only leans on something, and nothing was learned that would tell what from so few words. */
export function saysNothing({ leans, words, ranked }: Question): boolean {
  return leans && (words < LEANING_WORDS || ranked === null)
}
