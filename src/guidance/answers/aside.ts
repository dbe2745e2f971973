import type { TopicRef } from '../../catalogue/knowledge.ts'
import type { Relation } from '../../catalogue/schema/language.ts'
import { commandChoice } from '../choices.ts'
import type { Run } from '../conversation.ts'
import { showStep, spokenOf } from '../screen.ts'
import type { Turn } from '../turn.ts'
import { runTitle } from '../walk/runs.ts'

/**
 * Something was asked in the middle of a run and has been answered. The step stands on the screen again; where it
 * was about another procedure, or the same for somebody else, the person chooses which to go on with.
 */
export function afterAside(turn: Turn, topic: TopicRef, relation: Relation | null): void {
  const run = turn.run
  if (!run) return
  if (!leadsElsewhere(turn, run, topic, relation)) return showStep(turn, turn.say('sideAnswerThenStep'))
  // Of two questions the first may have been about the run: its step would take away what is asked now.
  turn.wantsStep = null
  const doing = runTitle(turn, run)
  turn.reply(
    topic.kind === 'life-event'
      ? turn.say('besideEvent', { 'dang-lam': doing })
      : turn.say('beside', { 'thu-tuc': titleOf(turn, topic, relation), 'dang-lam': doing }),
    {
      choices: [{ ...commandChoice(turn, 'resume'), secondary: false }],
    },
  )
}

function leadsElsewhere(turn: Turn, run: Run, topic: TopicRef, relation: Relation | null): boolean {
  if (topic.kind === 'life-event') return true
  if (topic.kind !== 'procedure' && topic.kind !== 'guide') return false
  const own = spokenOf(turn, run)?.code === topic.id || run.guide === topic.id
  return !own || (relation !== null && relation !== run.relation)
}

function titleOf(turn: Turn, topic: TopicRef, relation: Relation | null): string {
  const { procedures, listed, guides, sentences } = turn.knowledge
  const title =
    procedures.get(topic.id)?.name ??
    listed.procedures.get(topic.id)?.title ??
    guides.get(topic.id)?.title ??
    ''
  return relation === null || relation === 'minh' ? title : `${title} (${sentences.relations[relation]})`
}
