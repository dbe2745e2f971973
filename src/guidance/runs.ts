import type { KnownGuide } from '../catalogue/knowledge.ts'
import { Relation } from '../catalogue/schema/language.ts'
import type { SentenceKey } from '../catalogue/schema/sentences.ts'
import { commandChoice, elsewhere, wayOn } from './choices.ts'
import type { Choice, Run } from './conversation.ts'
import { type Replayed, replay, validAnswer } from './replay.ts'
import { procedureOf, showStep } from './screen.ts'
import type { Turn } from './turn.ts'
import { stepText } from './words.ts'

/** Starts a guide for somebody, or asks what to do where one for the same person lies open. */
export function startRun(turn: Turn, guideId: string, relation: Relation | null): void {
  const guide = turn.knowledge.guides.get(guideId)
  if (!guide) return goneGuide(turn)
  const whom = relation ?? 'minh'
  const open = turn.conversation.runs.find(run => run.guide === guideId && run.relation === whom)
  if (open) return offerOpenRun(turn, open)
  const run: Run = {
    id: turn.newId(),
    guide: guideId,
    relation: whom,
    startedAt: turn.now,
    link: turn.conversation.lastLink,
    unit: turn.knowledge.operator.unit,
    guideVersion: guide.version,
    answers: {},
    facts: { ...factsOf(turn, whom) },
  }
  turn.exit ??= 'jumped'
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
  turn.note(announce(turn, guide.title, whom, 'runStarted', 'runStartedFor'))
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
  if (!guide) return goneGuide(turn)
  turn.events.push({ type: 'guide_resumed', guide: run.guide, run: run.id })
  turn.note(announce(turn, guide.title, run.relation, 'runResumed', 'runResumedFor'))
  continueRun(turn)
}

/** "tiếp tục": goes on with the one open run, or asks which. */
export function chooseRun(turn: Turn): void {
  const [first, ...others] = turn.conversation.runs
  if (turn.run) return showStep(turn)
  if (!first) return turn.reply(turn.say('noRun'), { choices: wayOn(turn) })
  if (others.length === 0) return resumeRun(turn, first.id)
  turn.reply(turn.say('chooseRun'), { choices: [...runChoices(turn), ...elsewhere(turn)] })
}

export function runChoices(turn: Turn): Choice[] {
  return turn.conversation.runs.map(run => ({
    title: runTitle(turn, run),
    action: { do: 'resume', run: run.id },
  }))
}

/** Empties a run's answers and begins again. */
export function restartRun(turn: Turn): void {
  const run = turn.run ?? turn.conversation.runs[0]
  if (!run) return turn.reply(turn.say('noRun'), { choices: wayOn(turn) })
  bringToFront(turn, run)
  run.answers = {}
  run.facts = { ...factsOf(turn, run.relation) }
  turn.exit = 'restarted'
  turn.note(turn.say('restarted'))
  continueRun(turn)
}

export function askWhoFor(turn: Turn, guide: string): void {
  const choices = Relation.options.map(
    (relation): Choice => ({
      title: relationWords(turn, relation),
      action: { do: 'start', guide, relation },
    }),
  )
  turn.reply(turn.say('whoFor'), { choices: [...choices, ...wayOn(turn)] })
}

/** Makes a run the one on the screen. */
export function bringToFront(turn: Turn, run: Run): void {
  if (turn.conversation.current !== run.id) turn.exit ??= 'jumped'
  turn.conversation.current = run.id
  turn.conversation.runs = [run, ...turn.conversation.runs.filter(other => other !== run)]
  takeUpContent(turn, run)
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
 * worthless, and tells the person only if it moves where they are (design §4).
 */
export function takeUpContent(turn: Turn, run: Run): void {
  const guide = turn.knowledge.guides.get(run.guide)
  if (!guide || guide.version === run.guideVersion) return
  run.guideVersion = guide.version
  run.answers = stillValid(turn, guide, run)
  turn.events.push({ type: 'guide_updated', guide: run.guide, run: run.id })
  const open = turn.conversation.visit
  if (open?.run !== run.id || replay(turn.knowledge, run).at?.path === open.path) return
  turn.exit = 'updated'
  turn.note(turn.say('runUpdated', { 'huong-dan': guide.title }))
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

export function runTitle(turn: Turn, run: Run): string {
  const title = turn.knowledge.guides.get(run.guide)?.title ?? run.guide
  return isSaid(turn, title, run.relation) ? title : `${title} (${relationWords(turn, run.relation)})`
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
function isSaid(turn: Turn, title: string, relation: Relation): boolean {
  return relation === 'minh' || title.endsWith(relationWords(turn, relation))
}

function relationWords(turn: Turn, relation: Relation): string {
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
  const guide = turn.knowledge.guides.get(run.guide)
  if (!guide) return goneGuide(turn)
  const { conversation } = turn
  const { outcome, finish } = replayed.end
  conversation.runs = conversation.runs.filter(other => other !== run)
  conversation.current = null
  conversation.ended = run
  turn.exit ??= 'answered'
  turn.runs.push({ kind: 'ended', id: run.id, outcome, at: turn.now })
  turn.events.push({ type: 'guide_completed', guide: run.guide, run: run.id, outcome })
  const procedure = procedureOf(turn, run)
  const link = finish?.link
  turn.reply(
    finish?.text
      ? stepText(turn.knowledge, finish.text, procedure)
      : turn.say('runDone', { 'huong-dan': guide.title }),
    {
      choices: wayOn(turn),
      links: link ? [{ title: link.title, url: stepText(turn.knowledge, link.url, procedure) }] : [],
    },
  )
}

function offerOpenRun(turn: Turn, run: Run): void {
  bringToFront(turn, run)
  turn.reply(turn.say('greetingWithRuns'), {
    choices: [
      { ...commandChoice(turn, 'resume'), words: ['yes'], secondary: false },
      { title: turn.label('restart'), action: { do: 'command', command: 'restart' } },
      { title: turn.knowledge.sentences.relations['nguoi-khac'], action: { do: 'whoFor', guide: run.guide } },
      ...wayOn(turn),
    ],
  })
}

/** The guide was taken out of the content while somebody walked it. */
function goneGuide(turn: Turn): void {
  const { conversation } = turn
  for (const run of conversation.runs.filter(open => !turn.knowledge.guides.has(open.guide)))
    turn.runs.push({ kind: 'ended', id: run.id, outcome: 'withdrawn', at: turn.now })
  conversation.runs = conversation.runs.filter(open => turn.knowledge.guides.has(open.guide))
  if (!turn.run) conversation.current = null
  turn.exit ??= 'updated'
  turn.reply(turn.say('outOfOrder'), { choices: wayOn(turn) })
}
