import { derivedGuideId } from '../../catalogue/derive.ts'
import { isListedGuide } from '../../catalogue/derive-listed.ts'
import type { Knowledge, TopicRef } from '../../catalogue/knowledge.ts'
import type { Run } from '../conversation.ts'
import type { Turn } from '../turn.ts'

/**
 * Codes are given up for others while people walk their guides: open runs, and what was spoken of last, go on with
 * the code that took their place. Answers that the new guide takes too stay.
 */
export function followSuccessors(turn: Turn): void {
  const { conversation, knowledge } = turn
  const { ended } = conversation
  for (const run of [...conversation.runs, ...(ended ? [ended] : [])]) followRun(knowledge, run)
  if (conversation.subject) conversation.subject = currentTopic(knowledge, conversation.subject)
}

/** What a choice of before, or somebody who knows an old code, asks about now. */
export function currentTopic(knowledge: Knowledge, topic: TopicRef): TopicRef {
  if (topic.kind !== 'procedure') return topic
  const successor = knowledge.successors.get(topic.id)
  return successor === undefined ? topic : { kind: 'procedure', id: successor }
}

/** What a choice of before starts now: the guide of the code that took the place of its procedure's. */
export function startedNow(
  knowledge: Knowledge,
  guide: string,
  procedure: string | undefined,
): { guide: string; procedure: string | undefined } {
  const given = procedure ?? codeOfGuide(guide)
  const successor = given === undefined ? undefined : knowledge.successors.get(given)
  const next = successor === undefined ? undefined : knowledge.procedures.get(successor)
  if (!next) return { guide, procedure }
  const own = next.guide ?? derivedGuideId(next.code)
  const isShared = knowledge.guides.get(own)?.procedure === null
  const keeps = knowledge.guides.has(guide) && !isListedGuide(guide)
  return { guide: keeps ? guide : own, procedure: isShared || keeps ? next.code : undefined }
}

function followRun(knowledge: Knowledge, run: Run): void {
  const { guide, procedure } = startedNow(knowledge, run.guide, run.procedure)
  run.guide = guide
  if (procedure === undefined) delete run.procedure
  else run.procedure = procedure
}

/** `thu-tuc-1.004194` → `1.004194` */
function codeOfGuide(guide: string): string | undefined {
  const prefix = derivedGuideId('')
  return guide.startsWith(prefix) ? guide.slice(prefix.length) : undefined
}
