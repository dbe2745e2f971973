import { isListedGuide } from '../../catalogue/derive-listed.ts'
import type { TopicRef } from '../../catalogue/knowledge.ts'
import { Relation } from '../../catalogue/schema/language.ts'
import { eventOfRun, nextOfEvent, noteDone } from '../answers/life-events.ts'
import { elsewhere, wayOn } from '../choices.ts'
import type { Choice, Run } from '../conversation.ts'
import { showStep, spokenOf, stepTitle } from '../screen.ts'
import type { Turn } from '../turn.ts'
import { stepText } from '../words.ts'
import { takeUpContent } from './content-changes.ts'
import { givenBy } from './given.ts'
import { progressOf } from './progress.ts'
import { type Replayed, replay } from './replay.ts'
import { announce, guideTitle, relationWords, runChoices, runTitle } from './run-names.ts'
import { howChoices } from './submitted.ts'
import { startedNow } from './succession.ts'
import { leaveStep, returnToStep } from './visits.ts'

/** Starts a guide for somebody, or asks what to do where one for the same person lies open. */
export function startRun(turn: Turn, asked: string, relation: Relation | null, askedFor?: string): void {
  const { guide: guideId, procedure } = startedNow(turn.knowledge, asked, askedFor)
  const guide = turn.knowledge.guides.get(guideId)
  if (!guide) return turn.reply(turn.say('guideGone'), { choices: wayOn(turn) })
  const whom = relation ?? 'minh'
  const open = turn.conversation.runs.find(
    run =>
      run.guide === guideId &&
      run.relation === whom &&
      // One guide leads through everything that only the list has: two of these are two things to do.
      (!isListedGuide(guideId) || run.procedure === procedure),
  )
  if (open) return offerOpenRun(turn, open)
  const event = eventOfRun(turn, guideId, procedure)
  const run: Run = {
    id: turn.newId(),
    guide: guideId,
    relation: whom,
    startedAt: turn.now,
    link: turn.conversation.lastLink,
    unit: turn.knowledge.operator.unit,
    guideVersion: guide.version,
    shown: null,
    answers: givenBy(guide, procedure),
    facts: { ...factsOf(turn, whom) },
    ...(procedure && { procedure }),
    ...(event && { event }),
  }
  leaveStep(turn, 'jumped')
  turn.conversation.runs.unshift(run)
  for (const old of turn.conversation.runs.splice(MOST_RUNS))
    turn.runs.push({ kind: 'ended', id: old.id, outcome: 'forgotten', at: turn.now })
  turn.conversation.current = run.id
  turn.conversation.ended = null
  turn.runs.push({
    kind: 'started',
    id: run.id,
    guide: run.guide,
    relation: whom,
    guideVersion: guide.version,
    link: run.link,
    unit: run.unit,
    at: turn.now,
  })
  turn.events.push({ type: 'guide_started', guide: run.guide, run: run.id })
  turn.note(announce(turn, guideTitle(turn, run), whom, 'runStarted', 'runStartedFor'))
  continueRun(turn)
}

/** A conversation keeps this many open runs; whoever opens more loses the one that lay longest. */
const MOST_RUNS = 8

/** Puts an open run on the screen again. */
export function resumeRun(turn: Turn, id: string): void {
  const run = turn.conversation.runs.find(open => open.id === id)
  if (!run) return chooseRun(turn)
  bringToFront(turn, run)
  const guide = turn.knowledge.guides.get(run.guide)
  if (!guide) return chooseRun(turn)
  turn.note(announce(turn, guideTitle(turn, run), run.relation, 'runResumed', 'runResumedFor'))
  continueRun(turn)
}

/** "tiếp tục": goes on with the one open run, or asks which. */
export function chooseRun(turn: Turn): void {
  const [first, ...others] = turn.conversation.runs
  // It stands before their eyes, and waits for something else than "tiếp tục".
  if (turn.run && turn.conversation.stepShown) turn.note(turn.say('chooseToGoOn'))
  if (turn.run) return showStep(turn)
  if (!first) return turn.reply(turn.say('noRun'), { choices: wayOn(turn) })
  if (others.length === 0) return resumeRun(turn, first.id)
  turn.reply(turn.say('chooseRun'), { choices: [...runChoices(turn), ...elsewhere(turn)] })
}

/** Whether a run leads through that procedure or guide. */
export function isAboutTopic(turn: Pick<Turn, 'knowledge'>, run: Run, { kind, id }: TopicRef): boolean {
  return kind === 'guide' ? run.guide === id : kind === 'procedure' && spokenOf(turn, run)?.code === id
}

/** Greets whoever comes back with where they were and what is left. */
export function greetWithRuns(turn: Turn): void {
  const lines = turn.conversation.runs.flatMap(run => {
    const replayed = replay(turn.knowledge, run)
    if (!replayed.at) return []
    const buoc = stepText(turn.knowledge, stepTitle(replayed.at.step), spokenOf(turn, run))
    const con = String(progressOf(turn.knowledge, run, replayed)?.atMost ?? 0)
    return turn.say('runStands', { 'huong-dan': runTitle(turn, run), buoc, con })
  })
  turn.reply([turn.say('greetingWithRuns'), ...lines].join('\n'), {
    choices: [...runChoices(turn), ...elsewhere(turn)],
  })
}

/** Empties the answers of the run on the screen, or of the one that has just ended, and begins again. */
export function restartRun(turn: Turn): void {
  const { ended } = turn.conversation
  const run = turn.run
  if (!run) return ended ? startRun(turn, ended.guide, ended.relation, ended.procedure) : chooseRun(turn)
  run.answers = {}
  run.facts = { ...factsOf(turn, run.relation) }
  leaveStep(turn, 'restarted')
  turn.note(turn.say('restarted'))
  continueRun(turn)
}

export function askWhoFor(turn: Turn, guide: string, procedure?: string): void {
  const choices = Relation.options.map(
    (relation): Choice => ({
      title: relationWords(turn, relation),
      action: { do: 'start', guide, relation, ...(procedure && { procedure }) },
    }),
  )
  turn.reply(turn.say('whoFor'), { choices: [...choices, ...wayOn(turn)] })
}

/** Makes a run the one on the screen. */
export function bringToFront(turn: Turn, run: Run): void {
  if (turn.conversation.current === run.id) return
  leaveStep(turn, 'jumped')
  turn.conversation.current = run.id
  turn.conversation.runs = [run, ...turn.conversation.runs.filter(other => other !== run)]
  if (!takeUpContent(turn, run)) returnToStep(turn)
}

/** Shows where the run on the screen stands now, or closes it where it is through. */
export function continueRun(turn: Turn): void {
  const run = turn.run
  if (!run) return
  const replayed = replay(turn.knowledge, run)
  if (replayed.at) showStep(turn)
  else endRun(turn, run, replayed)
}

/**
 * What the person agreed to keep about somebody. A small child acts through a parent's account (domain facts
 * §1.2), so what is done for a child rests on the parent's own.
 */
export function factsOf(turn: Turn, relation: Relation): { [fact: string]: string } {
  const holder = relation === 'con' ? 'minh' : relation
  const { facts } = turn.conversation
  facts[holder] ??= {}
  return facts[holder]
}

function endRun(turn: Turn, run: Run, replayed: Replayed & { at: null }): void {
  const { conversation } = turn
  const { outcome, finish } = replayed.end
  conversation.runs = conversation.runs.filter(other => other !== run)
  conversation.current = null
  conversation.ended = run
  noteDone(turn, run, outcome)
  leaveStep(turn, 'answered')
  turn.runs.push({ kind: 'ended', id: run.id, outcome, at: turn.now })
  turn.events.push({ type: 'guide_completed', guide: run.guide, run: run.id, outcome })
  const procedure = spokenOf(turn, run)
  const link = finish?.link
  const how = howChoices(turn, run, outcome)
  if (how.length > 0) turn.dropChoices()
  const said = finish?.text
    ? stepText(turn.knowledge, finish.text, procedure)
    : turn.say('runDone', { 'huong-dan': runTitle(turn, run) })
  // How it went is asked first; what comes next is said after that.
  const next = how.length > 0 ? { text: turn.say('howAsk'), choices: how } : nextOfEvent(turn, run)
  turn.reply([said, next.text].filter(Boolean).join('\n\n'), {
    choices: [...next.choices, ...wayOn(turn)],
    links: link ? [{ title: link.title, url: stepText(turn.knowledge, link.url, procedure) }] : [],
  })
}

/** The same guide for the same person lies open already: to be gone on with, begun anew, or done for somebody else. */
export function offerOpenRun(turn: Turn, run: Run): void {
  turn.reply(turn.say('alreadyOpen'), {
    choices: [
      { title: runTitle(turn, run), action: { do: 'resume', run: run.id }, words: ['yes'] },
      { title: turn.label('restart'), action: { do: 'restart', run: run.id } },
      {
        title: turn.label('forAnother'),
        action: { do: 'whoFor', guide: run.guide, ...(run.procedure && { procedure: run.procedure }) },
      },
      ...elsewhere(turn),
    ],
  })
}
