import type { Knowledge } from '../catalogue/knowledge.ts'
import type { Intent } from '../understanding/intent.ts'
import { wayOn } from './choices.ts'
import type { Conversation } from './conversation.ts'
import { anew, forgottenAt } from './erasing.ts'
import type { Input } from './input.ts'
import { lookupDone, lookupFailed } from './lookups.ts'
import { noteExchange } from './loop.ts'
import { received } from './media.ts'
import { showMenu } from './menu.ts'
import type { Outcome } from './outcome.ts'
import { calmAgain, letIn } from './pace.ts'
import { nudgeDue, planNudge, reminderDue, stopReminding } from './reminding.ts'
import { replay } from './replay.ts'
import { continueRun, endGoneRuns, greetWithRuns, takeUpContent } from './runs.ts'
import { said } from './saying.ts'
import { sayStep, showWhereWeAre } from './screen.ts'
import { followSuccessors } from './succession.ts'
import { tapped } from './tapping.ts'
import { type Tools, Turn } from './turn.ts'
import { leaveCheck, leaveStep, returnToStep, settleVisit } from './visits.ts'

/**
 * One turn of a conversation: what the bot does about one input. Pure: the same arguments give the same
 * outcome, nothing is awaited, and the conversation given is not changed.
 *
 * @param tools `now` in epoch milliseconds; `newId` makes ids of at most 64 characters.
 */
export function respond(
  knowledge: Knowledge,
  conversation: Conversation,
  input: Input,
  tools: Tools,
): Outcome {
  const turn = new Turn(knowledge, conversation, tools)
  turn.byPerson = FROM_PERSON.has(input.kind)
  const pause = Math.max(0, tools.now - conversation.lastAt)
  if (turn.byPerson && !letIn(turn, input, pause)) return notTakenUp(turn)
  if (turn.byPerson) {
    meet(turn)
    if (turn.conversation.staffSince === null) catchUp(turn, input)
  }
  handle(turn, input)
  sayStep(turn)
  if (turn.byPerson) {
    turn.conversation.lastAt = turn.now
    turn.conversation.forgetAt = null
    planNudge(turn)
  }
  const outcome = turn.outcome()
  noteExchange(turn.conversation, input, outcome.replies, pause)
  settleVisit(turn)
  return outcome.erased ? { ...outcome, conversation: anew(outcome.conversation, tools.now) } : outcome
}

/** What was asked before stands, and so do the choices on the screen. */
function notTakenUp(turn: Turn): Outcome {
  const { prompt, stepShown } = turn.conversation
  const outcome = turn.outcome()
  Object.assign(turn.conversation, { prompt, stepShown, lastAt: turn.now })
  return outcome
}

const FROM_PERSON: ReadonlySet<Input['kind']> = new Set(['said', 'tapped', 'media', 'arrived'])

/** After staff spoke, the bot stays quiet for this long unless the person turns to it. */
const STAFF_QUIET_MS = 30 * 60 * 1000
const STAFF_QUIET = 'staff-quiet'

/** Whoever opens the chat again within this time is not greeted once more. */
const SAME_SITTING_MS = 60 * 60 * 1000

/** What changed while the person was away is taken up before their words take effect. */
function catchUp(turn: Turn, input: Input): void {
  followSuccessors(turn)
  endGoneRuns(turn)
  const run = turn.run
  if (!run) return
  const moved = takeUpContent(turn, run)
  if (replay(turn.knowledge, run).at === null) continueRun(turn)
  else if (!moved && input.kind !== 'arrived') returnToStep(turn)
}

function handle(turn: Turn, input: Input): void {
  const { conversation } = turn
  switch (input.kind) {
    case 'said':
      if (conversation.staffSince !== null && !input.intents.some(isForTheBot)) return
      if (endStaff(turn)) catchUp(turn, input)
      return said(turn, input.intents, input.sensitive)
    case 'tapped':
      if (endStaff(turn)) catchUp(turn, input)
      return tapped(turn, input.action)
    case 'media':
      if (conversation.staffSince !== null && !input.caption?.intents.some(isForTheBot)) return
      if (endStaff(turn)) catchUp(turn, input)
      return received(turn, input)
    case 'arrived':
      return arrive(turn, input.link)
    case 'unfollowed':
      stopReminding(turn)
      turn.events.push({ type: 'unfollowed' })
      turn.conversation.forgetAt = forgottenAt(turn.now)
      return
    case 'staffSpoke':
      return staffSpoke(turn)
    case 'handedBack':
      if (!endStaff(turn)) return
      turn.note(turn.say('staffHandedBack'))
      return showWhereWeAre(turn)
    case 'jobDone':
      return lookupDone(turn, input.job)
    case 'jobFailed':
      return lookupFailed(turn)
    case 'turnFailed':
      return turn.reply(turn.say('turnFailed'), { choices: wayOn(turn) })
    case 'timer':
      if (input.timer === 'leave-check') return leaveCheck(turn)
      if (input.timer === 'remind') return reminderDue(turn)
      if (input.timer === 'nudge') return nudgeDue(turn)
      if (input.timer === 'calm') return calmAgain(turn)
      // A timer of an earlier word of theirs may still ring.
      if (turn.now - (conversation.staffSince ?? turn.now) >= STAFF_QUIET_MS) endStaff(turn)
  }
}

/**
 * Commands turn to the bot even while staff answer, and so does a tap; all else is for them. "Có rồi" and "2" answer
 * what the staff have just asked, not the step that stood there before.
 */
function isForTheBot(intent: Intent): boolean {
  return intent.kind === 'command'
}

/** The first words that anybody gets: what this is, whose, what it keeps, how to erase (design §8). */
function meet(turn: Turn): void {
  if (turn.conversation.metAt !== null) return
  turn.conversation.metAt = turn.now
  turn.events.push({ type: 'conversation_started' })
  turn.reply(turn.say('firstContact'))
}

function arrive(turn: Turn, link: string | null): void {
  const { conversation } = turn
  if (link) {
    conversation.firstLink ??= link
    conversation.lastLink = link
    turn.events.push({ type: 'link_arrived', link })
  }
  const sameSitting = conversation.metAt !== turn.now && turn.now - conversation.lastAt < SAME_SITTING_MS
  if (conversation.staffSince !== null || (sameSitting && !link)) return
  if (conversation.runs.length > 0) return greetWithRuns(turn)
  turn.note(turn.say('greeting'))
  showMenu(turn)
}

function staffSpoke(turn: Turn): void {
  const { conversation } = turn
  if (conversation.staffSince === null) {
    turn.events.push({ type: 'handoff_started' })
    leaveStep(turn, 'handed_off')
  }
  conversation.staffSince = turn.now
  turn.jobs.push({ key: STAFF_QUIET, kind: STAFF_QUIET, due: turn.now + STAFF_QUIET_MS })
}

function endStaff(turn: Turn): boolean {
  if (turn.conversation.staffSince === null) return false
  turn.conversation.staffSince = null
  turn.cancelled.push(STAFF_QUIET)
  turn.events.push({ type: 'handoff_ended' })
  return true
}
