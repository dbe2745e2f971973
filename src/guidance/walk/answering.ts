import { forgetDone } from '../answers/life-events.ts'
import { wayOn } from '../choices.ts'
import type { Answer, Choice, Run } from '../conversation.ts'
import { showMenu } from '../menu.ts'
import { showStep, spokenOf, stepTitle } from '../screen.ts'
import type { Turn } from '../turn.ts'
import { stepText } from '../words.ts'
import { isGiven } from './given.ts'
import {
  type Answered,
  isTicked,
  type Place,
  replay,
  stepAt,
  validAnswer,
  visibleItems,
  type WalkStep,
} from './replay.ts'
import { bringToFront, continueRun, factsOf } from './runs.ts'
import { makeSlip } from './slip-making.ts'
import { leaveStep, leaveStepAt } from './visits.ts'

/**
 * An answer arrives for a step of a run: for the one on the screen, or from an old button. What is no longer
 * possible is never an error; the person is told in a sentence and shown where they are. `typed`: it was read
 * from a text, and is the value of an `enter` step.
 */
export function answerStep(turn: Turn, runId: string, path: string, value: string, typed = false): void {
  const found = findPlace(turn, runId, path)
  if (!found) return
  const { run, place, before } = found
  if (before) return changeAnswer(turn, run, place, before, value)
  const { step } = place
  // What was only to be read may be passed over without a word.
  if (value === 'skipped' && step.kind === 'tell' && !step.skippable)
    return answerStep(turn, runId, path, 'done')
  if (value === 'skipped' && !step.skippable) {
    turn.note(turn.say('skipNotAllowed'))
    return showStep(turn)
  }
  if (!isPossible(step, value, typed)) return outOfOrder(turn)
  leaveStepAt(turn, run, path, value === 'skipped' ? 'skipped' : 'answered')
  record(turn, run, place, value)
  makeSlip(turn, run, place)
  continueRun(turn)
}

/** Ticks an item of a checklist. */
export function tickItem(turn: Turn, runId: string, path: string, item: string): void {
  const found = findPlace(turn, runId, path)
  if (!found) return
  const { run, place, before } = found
  const { step } = place
  // "1 2" ticked the last that was missing first, and the list is done.
  if (before && isTicked(before.answer, item)) return showStep(turn)
  if (
    before ||
    step.kind !== 'prepare' ||
    !visibleItems(step, place.scope).some(visible => visible.id === item)
  )
    return outOfOrder(turn)
  const answer = validAnswer(step, run.answers[path])
  const ticks = answer?.ticks ?? []
  if (isTicked(answer, item)) {
    turn.note(turn.say('alreadyTicked'))
    return showStep(turn)
  }
  const next = blank(run, step)
  run.answers[path] = { ...next, ticks: [...ticks, { item, order: next.order }] }
  if (replay(turn.knowledge, run).at?.path !== path) {
    leaveStepAt(turn, run, path, 'answered')
    makeSlip(turn, run, place)
  }
  continueRun(turn)
}

/**
 * Takes the last answer on the current path back; of a checklist the last tick (design §4). Beside the step, as under a
 * question back or another procedure's card, back is where the step is, and no answer is lost.
 */
export function goBack(turn: Turn): void {
  if (turn.run && standsBeside(turn)) {
    turn.note(turn.say('sideAnswerThenStep'))
    return showStep(turn)
  }
  const reopened = turn.run ? null : turn.conversation.ended
  const run = turn.run ?? reopened
  if (!run) return turn.reply(turn.say('noRun'), { choices: wayOn(turn) })
  const last = lastAnswer(turn, run)
  // Before the first step there is only what else can be done.
  if (!last) {
    turn.note(turn.say('nothingToGoBack'))
    return showMenu(turn)
  }
  if (reopened) {
    turn.conversation.ended = null
    forgetDone(turn, run)
    turn.conversation.runs.unshift(run)
    turn.conversation.current = run.id
    turn.runs.push({ kind: 'reopened', id: run.id, at: turn.now })
  }
  const position = replay(turn.knowledge, run).at?.path
  takeBack(turn, run, last.path, last.answer)
  if (replay(turn.knowledge, run).at?.path !== position) leaveStep(turn, 'back')
  turn.note(turn.say('wentBack'))
  continueRun(turn)
}

/** Other choices than the step's are on the screen, and no "trở lại" of their own among them. */
function standsBeside({ conversation: { stepShown, prompt } }: Turn): boolean {
  const isBack = ({ action }: Choice) => action.do === 'command' && action.command === 'back'
  return !stepShown && prompt.length > 0 && !prompt.some(isBack)
}

/** Says sensibly that a choice has had its day, and shows where the person is. */
export function outOfOrder(turn: Turn): void {
  if (!turn.run) return turn.reply(turn.say('outOfDate'), { choices: wayOn(turn) })
  turn.note(turn.say('outOfOrder'))
  showStep(turn)
}

type Found = {
  run: Run
  place: Place
  /** The present answer where the step was answered before. */
  before: Answered | null
}

/** The step that an answer is for, if the run is open and its way leads over it; else says so. */
export function findPlace(turn: Turn, runId: string, path: string): Found | null {
  const run = turn.conversation.runs.find(open => open.id === runId)
  if (!run) {
    outOfOrder(turn)
    return null
  }
  const { shown } = run
  bringToFront(turn, run)
  const { trail, at } = replay(turn.knowledge, run)
  if (at?.path === path) return { run, place: at, before: null }
  const before = trail.find(answered => answered.path === path)
  if (before) return { run, place: before, before }
  const answered = shown === path ? answeredWhileChanging(turn, run, path) : null
  if (answered) return { run, place: answered, before: null }
  outOfOrder(turn)
  return null
}

/**
 * The content put a new step in front of the one on the screen while the person answered it: the answer counts
 * all the same, and the new step is asked next.
 */
function answeredWhileChanging(turn: Turn, run: Run, path: string): Place | null {
  const found = stepAt(turn.knowledge, run.guide, path)
  return found && found.step.kind !== 'prepare' ? { ...found, path, scope: () => undefined } : null
}

/** An old button changes one answer; all others that are still valid stay. */
function changeAnswer(turn: Turn, run: Run, place: Place, before: Answered, value: string): void {
  const { step } = place
  if (step.kind !== 'ask' || before.answer.value === value || !isPossible(step, value, false)) {
    turn.note(turn.say('alreadyAnswered'))
    return showStep(turn)
  }
  leaveStep(turn, 'jumped')
  const title = stepText(turn.knowledge, stepTitle(step), spokenOf(turn, run))
  turn.note(turn.say('answerChanged', { buoc: title }))
  takeBack(turn, run, place.path, before.answer)
  record(turn, run, place, value)
  continueRun(turn)
}

/** What is entered is typed: a tap that claims to hold a value was not made by this bot. */
function isPossible(step: WalkStep, value: string, typed: boolean): boolean {
  if (value === 'skipped') return step.skippable
  switch (step.kind) {
    case 'ask':
      return Object.hasOwn(step.options, value)
    case 'prepare':
      return value === 'all' || value === 'missing'
    case 'enter':
      return typed
    default:
      return value === 'done'
  }
}

function record(turn: Turn, run: Run, { step, path }: Place, value: string): void {
  const answer: Answer = { ...blank(run, step), value }
  const ticks = run.answers[path]?.ticks
  if (step.kind === 'prepare') answer.ticks = ticks ?? []
  if (step.kind === 'ask' && step.remembers?.on === value) {
    const { fact } = step.remembers
    const known = factsOf(turn, run.relation)
    answer.factBefore = { fact, value: known[fact] ?? null }
    known[fact] = step.remembers.value
  }
  run.answers[path] = answer
}

function blank(run: Run, step: WalkStep): Answer {
  const orders = Object.values(run.answers).map(answer => answer.order)
  return { kind: step.kind, revision: step.revision, value: '', order: Math.max(0, ...orders) + 1 }
}

/**
 * The answer last given among those on the way to where the person stands, a half-ticked checklist included. One that was
 * never asked for comes before all, unless it stands right behind where the person is: then "trở lại" asks for it.
 */
function lastAnswer(turn: Turn, run: Run): { path: string; answer: Answer } | null {
  const { trail, at } = replay(turn.knowledge, run)
  const given = trail.map(({ path, answer }) => ({ path, answer }))
  const here = at ? validAnswer(at.step, run.answers[at.path]) : undefined
  if (at && here?.ticks?.length) given.push({ path: at.path, answer: here })
  const behind = given.at(-1)
  if (behind && isGiven(behind.answer)) return behind
  return given.reduce<(typeof given)[number] | null>(
    (last, one) => (last && last.answer.order > one.answer.order ? last : one),
    null,
  )
}

function takeBack(turn: Turn, run: Run, path: string, answer: Answer): void {
  if (answer.factBefore) {
    const known = factsOf(turn, run.relation)
    if (answer.factBefore.value === null) delete known[answer.factBefore.fact]
    else known[answer.factBefore.fact] = answer.factBefore.value
  }
  const ticks = answer.ticks ?? []
  const ticksLeft = answer.value === '' ? ticks.slice(0, -1) : ticks
  const lastTick = ticksLeft.at(-1)
  if (lastTick) run.answers[path] = { ...answer, value: '', ticks: ticksLeft, order: lastTick.order }
  else delete run.answers[path]
}
