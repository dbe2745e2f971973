import type { Knowledge } from '../catalogue/knowledge.ts'
import type { Action } from './action.ts'
import { askWhichToGoOnWith } from './answers/aside.ts'
import { wayOn } from './choices.ts'
import type { Conversation } from './conversation.ts'
import type { Input } from './input.ts'
import { noteExchange } from './loop.ts'
import { received } from './media.ts'
import { showMenu } from './menu.ts'
import { countMisses } from './not-understood.ts'
import type { Outcome } from './outcome.ts'
import { anew, forgottenAt } from './own-data/erasing.ts'
import { calmAgain, letIn } from './pace.ts'
import { said } from './saying.ts'
import { keepAnswers, sayStep, showWhereWeAre } from './screen.ts'
import { isWord, leaveWord } from './staff/hand-off.ts'
import {
  couldNotTell,
  endStaff,
  heardForStaff,
  isForTheBot,
  overheard,
  quietTooLong,
  staffSpoke,
  stillWaiting,
  waitedTooLong,
} from './staff/staff-mode.ts'
import { tapped } from './tapping.ts'
import { type Tools, Turn } from './turn.ts'
import { lookupDone, lookupFailed } from './unasked/lookups.ts'
import { nudgeDue, planNudge, reminderDue, stopReminding } from './unasked/reminding.ts'
import { noteUndelivered, offerUndelivered } from './unasked/undelivered.ts'
import { endGoneRuns, takeUpContent } from './walk/content-changes.ts'
import { replay } from './walk/replay.ts'
import { continueRun, greetWithRuns } from './walk/runs.ts'
import { followSuccessors } from './walk/succession.ts'
import { leaveCheck, returnToStep, settleVisit } from './walk/visits.ts'

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
    // While staff speak nobody breaks in, not even to say what this is.
    if (turn.conversation.staffSince === null) {
      meet(turn)
      catchUp(turn, input)
    }
  }
  if (turn.byPerson) countMisses(turn, input, pause)
  handle(turn, input)
  askWhichToGoOnWith(turn)
  sayStep(turn)
  keepAnswers(turn, conversation)
  if (turn.byPerson) {
    offerUndelivered(turn)
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
      if (conversation.staffSince !== null) return saidWithStaff(turn, input)
      if (conversation.leavingWord && isWord(turn, input.intents)) return leaveWord(turn, input.sensitive)
      conversation.leavingWord = false
      return said(turn, input.intents, input.sensitive)
    case 'tapped':
      if (conversation.staffSince !== null && asksForStaff(input.action)) return stillWaiting(turn)
      conversation.leavingWord = false
      backFromStaff(turn, input)
      return tapped(turn, input.action)
    case 'media':
      if (conversation.staffSince !== null) {
        if (!input.caption?.intents.some(intent => isForTheBot(turn, intent))) return heardForStaff(turn)
        backFromStaff(turn, input)
      }
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
    case 'overheard':
      return overheard(turn)
    case 'enrolled':
      return turn.reply(
        input.name === null ? turn.say('enrolledNot') : turn.say('enrolled', { ten: input.name }),
        { choices: wayOn(turn) },
      )
    case 'handedBack':
      if (!endStaff(turn, 'handed_back')) return
      turn.note(turn.say('staffHandedBack'))
      return showWhereWeAre(turn)
    case 'jobDone':
      return input.job.kind === 'lookup' ? lookupDone(turn, input.job) : undefined
    case 'jobFailed':
      return input.job === 'lookup' ? lookupFailed(turn) : couldNotTell(turn)
    case 'undelivered':
      return noteUndelivered(turn, input)
    case 'turnFailed':
      return turn.reply(turn.say('turnFailed'), { choices: wayOn(turn) })
    case 'timer':
      if (input.timer === 'leave-check') return leaveCheck(turn)
      if (input.timer === 'remind') return reminderDue(turn)
      if (input.timer === 'nudge') return nudgeDue(turn)
      if (input.timer === 'calm') return calmAgain(turn)
      return input.timer === 'staff-wait' ? waitedTooLong(turn) : quietTooLong(turn)
  }
}

/** While staff answer, what they say is for the bot only where it turns to it in so many words. */
function saidWithStaff(turn: Turn, input: Input & { kind: 'said' }): void {
  const { intents } = input
  if (intents.some(intent => isForTheBot(turn, intent))) {
    backFromStaff(turn, input)
    return said(turn, intents, input.sensitive)
  }
  const asks = intents.some(intent => intent.kind === 'command' && intent.command === 'staff')
  return asks ? stillWaiting(turn) : heardForStaff(turn, intents)
}

/** They want to go on with the bot. */
function backFromStaff(turn: Turn, input: Input): void {
  if (!endStaff(turn, 'person')) return
  meet(turn)
  catchUp(turn, input)
  turn.note(turn.say('handOffEnded'))
}

function asksForStaff(action: Action | null): boolean {
  if (action?.do === 'command') return action.command === 'staff'
  return action?.do === 'handOff' || action?.do === 'leaveWord'
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
