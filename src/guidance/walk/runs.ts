import { isListedGuide } from '../../catalogue/derive-listed.ts'
import type { KnownGuide, TopicRef } from '../../catalogue/knowledge.ts'
import { Relation } from '../../catalogue/schema/language.ts'
import type { SentenceKey } from '../../catalogue/schema/sentences.ts'
import { eventOfRun, nextOfEvent, noteDone } from '../answers/life-events.ts'
import { elsewhere, wayOn } from '../choices.ts'
import type { Choice, Run } from '../conversation.ts'
import { showStep, spokenOf, stepTitle } from '../screen.ts'
import type { Turn } from '../turn.ts'
import { stepText } from '../words.ts'
import { givenBy } from './given.ts'
import { progressOf } from './progress.ts'
import { type Replayed, replay, validAnswer } from './replay.ts'
import { howChoices } from './submitted.ts'
import { startedNow } from './succession.ts'
import { leaveStep, leaveStepAt, returnToStep } from './visits.ts'

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

/** The way back to a run, where it stands among other things. */
export function openRunChoice(turn: Turn, run: Run): Choice {
  const title = `${runTitle(turn, run)} (${turn.label('underWay')})`
  return { title, action: { do: 'resume', run: run.id }, words: ['yes'] }
}

export function runChoices(turn: Turn): Choice[] {
  return turn.conversation.runs.map(run => ({
    title: runTitle(turn, run),
    action: { do: 'resume', run: run.id },
  }))
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

export function runTitle(turn: Pick<Turn, 'knowledge'>, run: Run): string {
  const title = guideTitle(turn, run)
  return isSaid(turn, title, run.relation) ? title : `${title} (${relationWords(turn, run.relation)})`
}

/** What a run is called: its guide, or what it is walked for where that is known from the official list alone. */
export function guideTitle(turn: Pick<Turn, 'knowledge'>, run: Run): string {
  const spoken = isListedGuide(run.guide) ? spokenOf(turn, run) : undefined
  return spoken?.name ?? turn.knowledge.guides.get(run.guide)?.title ?? run.guide
}

function announce(
  turn: Turn,
  title: string,
  relation: Relation,
  plain: SentenceKey,
  forSomebody: SentenceKey,
): string {
  if (isSaid(turn, title, relation)) return turn.say(plain, { 'huong-dan': title })
  return turn.say(forSomebody, { 'huong-dan': title, 'cho-ai': relationWords(turn, relation) })
}

/** Whether the title says already for whom it is: "Đăng ký khai sinh cho con". */
function isSaid(turn: Pick<Turn, 'knowledge'>, title: string, relation: Relation): boolean {
  return relation === 'minh' || title.endsWith(relationWords(turn, relation))
}

function relationWords(turn: Pick<Turn, 'knowledge'>, relation: Relation): string {
  return turn.knowledge.sentences.relations[relation]
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
