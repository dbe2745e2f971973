import type { Run } from '../conversation.ts'
import { spokenOf, stepTitle } from '../screen.ts'
import type { Turn } from '../turn.ts'
import { progressOf } from '../walk/progress.ts'
import { isTicked, type Place, replay, visibleItems } from '../walk/replay.ts'
import { guideTitle, runTitle } from '../walk/run-names.ts'
import { stepText } from '../words.ts'
import { procedureAtHand } from './whom-to-ask.ts'

/**
 * Where somebody is, for the one who takes over: the procedure, the guide, the step, what is ticked and what stands in
 * the way. In content's own words alone: nothing that the person typed, entered or chose stands in it.
 */
export function summaryOf(turn: Turn): string {
  const run = turn.run
  const procedure = (run && spokenOf(turn, run)) ?? procedureAtHand(turn)
  const lines = [
    ...(procedure ? [turn.say('summaryProcedure', { 'thu-tuc': procedure.name, ma: procedure.code })] : []),
    ...(procedure ? [] : topicLine(turn)),
    ...(run ? runLines(turn, run) : []),
  ]
  return (lines.length > 0 ? lines : [turn.say('summaryNothing')]).join('\n')
}

function topicLine(turn: Turn): string[] {
  const { subject, event } = turn.conversation
  const { guides, faqs, lifeEvents } = turn.knowledge
  const title =
    (subject?.kind === 'guide' && guides.get(subject.id)?.title) ||
    (subject?.kind === 'faq' && faqs.get(subject.id)?.title) ||
    lifeEvents.get(subject?.kind === 'life-event' ? subject.id : (event ?? ''))?.title
  return title ? [turn.say('summaryTopic', { 'chu-de': title })] : []
}

function runLines(turn: Turn, run: Run): string[] {
  const { knowledge, conversation } = turn
  const replayed = replay(knowledge, run)
  const { at } = replayed
  const title = turn.say('summaryGuide', { 'huong-dan': runTitle(turn, run) || guideTitle(turn, run) })
  if (!at) return [title]
  const text = (written: string) => stepText(knowledge, written, spokenOf(turn, run))
  const progress = progressOf(knowledge, run, replayed)
  const visit =
    conversation.visit?.run === run.id && conversation.visit.path === at.path ? conversation.visit : null
  const obstacle = at.step.obstacles.find(({ id }) => id === visit?.obstacle)
  return [
    title,
    turn.say('summaryStep', {
      so: String(progress?.step ?? 1),
      con: String(progress?.atMost ?? 0),
      buoc: text(stepTitle(at.step)),
    }),
    ...(obstacle ? [turn.say('summaryObstacle', { vuong: text(obstacle.label) })] : []),
    ...paperLines(turn, run, [...replayed.trail, at], text),
  ]
}

function paperLines(
  turn: Turn,
  run: Run,
  places: readonly Place[],
  text: (written: string) => string,
): string[] {
  const items = places.flatMap(({ step, path, scope }) => {
    if (step.kind !== 'prepare') return []
    const answer = run.answers[path]
    return visibleItems(step, scope).map(({ id, label }) => ({
      label: text(label),
      held: answer?.value === 'all' || isTicked(answer, id),
    }))
  })
  const list = (held: boolean) =>
    items
      .filter(item => item.held === held)
      .map(({ label }) => label)
      .join('; ')
  return [
    ...(list(true) ? [turn.say('summaryHave', { giay: list(true) })] : []),
    ...(list(false) ? [turn.say('summaryMissing', { giay: list(false) })] : []),
  ]
}
