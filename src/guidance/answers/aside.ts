import type { TopicRef } from '../../catalogue/knowledge.ts'
import type { Relation } from '../../catalogue/schema/language.ts'
import { commandChoice } from '../choices.ts'
import type { Run } from '../conversation.ts'
import { showStep, spokenOf } from '../screen.ts'
import type { Turn } from '../turn.ts'
import { runTitle } from '../walk/run-names.ts'

/**
 * Something was asked in the middle of a run and has been answered. The step stands on the screen again; where it
 * was about another procedure, or the same for somebody else, the person chooses which to go on with.
 */
export function afterAside(turn: Turn, topic: TopicRef, relation: Relation | null): void {
  const run = turn.run
  if (!run) return
  if (leadsElsewhere(turn, run, topic, relation)) turn.elsewhere.push({ topic, relation })
  else showStep(turn, turn.say('sideAnswerThenStep'))
}

/**
 * Asks which to go on with, once and behind all answers: of several questions one may have been about the run, and
 * its step would take the ways to the others off the screen.
 */
export function askWhichToGoOnWith(turn: Turn): void {
  const run = turn.run
  const [asked, ...others] = turn.elsewhere
  if (!run || !asked) return
  turn.wantsStep = null
  turn.reply(whichWords(turn, runTitle(turn, run), others.length > 0 ? null : asked), {
    choices: [{ ...commandChoice(turn, 'resume'), secondary: false }],
  })
}

/** `asked`: the one other thing; null where there are several. */
function whichWords(turn: Turn, doing: string, asked: Turn['elsewhere'][number] | null): string {
  if (!asked) return turn.say('besideSeveral', { 'dang-lam': doing })
  if (asked.topic.kind === 'life-event') return turn.say('besideEvent', { 'dang-lam': doing })
  const title = titleOf(turn, asked.topic, asked.relation)
  return turn.say('beside', { 'thu-tuc': title, 'dang-lam': doing })
}

function leadsElsewhere(turn: Turn, run: Run, topic: TopicRef, relation: Relation | null): boolean {
  if (topic.kind === 'life-event') return true
  if (topic.kind !== 'procedure' && topic.kind !== 'guide') return false
  const own = spokenOf(turn, run)?.code === topic.id || run.guide === topic.id
  return !own || (relation !== null && relation !== run.relation)
}

/** What a topic is called, and for whom it is; empty where the content has no such topic. */
export function titleOf(turn: Turn, topic: TopicRef, relation: Relation | null): string {
  const { procedures, listed, guides, faqs, lifeEvents, sentences } = turn.knowledge
  const title =
    procedures.get(topic.id)?.name ??
    listed.procedures.get(topic.id)?.title ??
    guides.get(topic.id)?.title ??
    faqs.get(topic.id)?.title ??
    lifeEvents.get(topic.id)?.title ??
    ''
  return title === '' || relation === null || relation === 'minh'
    ? title
    : `${title} (${sentences.relations[relation]})`
}
