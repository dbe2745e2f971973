import type { Command, SmallTalk } from '../../catalogue/schema/language.ts'
import type { Intent } from '../../understanding/intent.ts'
import { commandChoice } from '../choices.ts'
import type { HandOff } from '../conversation.ts'
import type { HandOffEnd } from '../outcome.ts'
import { showWhereWeAre } from '../screen.ts'
import type { Turn } from '../turn.ts'
import { isDaytime, windowEnd } from '../unasked/unasked.ts'
import { leaveStep } from '../walk/visits.ts'
import { summaryOf } from './summary.ts'
import { callsFor } from './whom-to-ask.ts'

/** Whoever waits for staff is told after so long that nobody has answered (issue: 15 minutes). */
const ADMIT_AFTER_MS = 15 * 60 * 1000
/** When staff have been silent for so long, or never said a word, the bot answers again: nobody is left in silence. */
const QUIET_AFTER_MS = 30 * 60 * 1000
const WAIT = 'staff-wait'
const QUIET = 'staff-quiet'

/** The person said yes to staff: the step is left as handed off, and the wait begins. Returns the hand-off's id. */
export function passToStaff(turn: Turn, summary: string): string {
  const id = begin(turn, 'citizen', summary)
  turn.conversation.handOff = { id, answered: false, waitingSince: turn.now, admitted: false }
  watchTheWait(turn, turn.now)
  return id
}

/** Staff wrote, asked for or not. What the bot said before and could not send yet would now only confuse. */
export function staffSpoke(turn: Turn): void {
  const { conversation } = turn
  const { handOff } = conversation
  turn.silenced = true
  if (conversation.staffSince === null || handOff === null) {
    const id = begin(turn, 'staff', summaryOf(turn))
    conversation.handOff = { id, answered: true, waitingSince: null, admitted: false }
  } else {
    if (!handOff.answered) turn.handOffs.push({ kind: 'answered', id: handOff.id, at: turn.now })
    conversation.handOff = { ...handOff, answered: true, waitingSince: null, admitted: false }
  }
  if (conversation.wordLeft) {
    turn.handOffs.push({ kind: 'ended', id: conversation.wordLeft, why: 'answered', at: turn.now })
    conversation.wordLeft = null
  }
  conversation.leavingWord = false
  // "2" answers what staff have just asked, and not what stood there before.
  conversation.prompt = []
  holdOn(turn)
}

/** Said to staff where the platform lets them alone answer. They hold the conversation, whether we knew it or not. */
export function overheard(turn: Turn): void {
  if (turn.conversation.staffSince === null) staffSpoke(turn)
  heardForStaff(turn)
  if (turn.conversation.handOff) turn.conversation.handOff.overheard = true
}

/** Something for staff, which nobody here answers; from now on the person waits, unless they only said thanks. */
export function heardForStaff(turn: Turn, intents: readonly Intent[] = []): void {
  const handOff = handOffOf(turn)
  if (!handOff) return
  if (handOff.answered && intents.length > 0 && intents.every(asksNothing)) return
  handOff.overheard = false
  if (handOff.waitingSince !== null) return
  handOff.waitingSince = turn.now
  watchTheWait(turn, turn.now)
}

/** "Dạ cảm ơn" ends a talk: a quarter of an hour later nobody wants to hear that staff have not answered it. */
function asksNothing(intent: Intent): boolean {
  return intent.kind === 'smallTalk' && ENDS_A_TALK.has(intent.talk)
}

const ENDS_A_TALK: ReadonlySet<SmallTalk> = new Set<SmallTalk>(['thanks', 'bye', 'praise'])

/**
 * What nobody says to a person by the way turns to the bot even while staff answer, and so do choices while nobody has
 * said a word yet; all else is for staff. "Có rồi" and "2" answer what they have just asked, not the step that stood
 * there before, and "để mai em ra" or "anh nhắc em nhé" is said to them.
 */
export function isForTheBot(turn: Turn, intent: Intent): boolean {
  const { handOff, prompt } = turn.conversation
  if (intent.kind === 'command')
    return TO_THE_BOT.has(intent.command) || (handOff?.answered === false && CALLS_OFF.has(intent.command))
  return intent.kind === 'choice' && intent.index < prompt.length
}

const TO_THE_BOT: ReadonlySet<Command> = new Set<Command>(['resume', 'menu', 'quiet', 'erase', 'export'])
/** "Thôi khỏi", while nobody has come. */
const CALLS_OFF: ReadonlySet<Command> = new Set<Command>(['later', 'back'])

/** Asked for staff once more: they are told already, and may have been waited for in vain. */
export function stillWaiting(turn: Turn): void {
  const handOff = handOffOf(turn)
  if (!handOff || handOff.answered) return heardForStaff(turn)
  turn.reply(turn.say(handOff.admitted ? 'handOffStillUnanswered' : 'handOffWaiting'), {
    calls: callsFor(turn, undefined),
    choices: backToTheBot(turn),
  })
}

/** The bot answers again. False where it did already. */
export function endStaff(turn: Turn, why: HandOffEnd): boolean {
  const { conversation } = turn
  if (conversation.staffSince === null) return false
  const { handOff } = conversation
  conversation.staffSince = null
  conversation.handOff = null
  turn.cancelled.push(QUIET, WAIT)
  turn.events.push({ type: 'handoff_ended' })
  if (handOff) {
    turn.cancelled.push(`notify-${handOff.id}`)
    turn.handOffs.push({ kind: 'ended', id: handOff.id, why, at: turn.now })
  }
  return true
}

/** The quarter of an hour is over: says so, once, with what can be done instead. */
export function waitedTooLong(turn: Turn): void {
  const handOff = handOffOf(turn)
  if (!handOff || handOff.waitingSince === null || handOff.admitted) return
  if (turn.now - handOff.waitingSince < ADMIT_AFTER_MS) return
  handOff.admitted = true
  turn.takesBack = handOff.overheard === true
  turn.events.push({ type: 'handoff_unanswered' })
  turn.reply(turn.say('handOffUnanswered'), {
    calls: callsFor(turn, undefined),
    choices: backToTheBot(turn),
  })
}

/** Nobody wrote for long, or staff did not: takes up where the person was, with one line where that may be said. */
export function quietTooLong(turn: Turn): void {
  const { conversation } = turn
  const since = conversation.handOff?.waitingSince ?? conversation.staffSince
  if (since === null) return
  if (turn.now - since < QUIET_AFTER_MS) {
    turn.jobs.push({ key: QUIET, kind: QUIET, due: since + QUIET_AFTER_MS })
    return
  }
  const waits = conversation.handOff?.waitingSince != null
  turn.takesBack = conversation.handOff?.overheard === true
  endStaff(turn, 'quiet')
  if (!waits && !mayTakeUp(turn)) return
  turn.note(turn.say(waits ? 'handOffNobodyCame' : 'handOffQuiet'))
  showWhereWeAre(turn)
}

/** Nobody of those on duty could be told of the person who waits. */
export function couldNotTell(turn: Turn): void {
  const handOff = handOffOf(turn)
  if (!handOff || handOff.answered) return
  turn.reply(turn.say('handOffNotTold'), {
    calls: callsFor(turn, undefined),
    choices: backToTheBot(turn),
  })
}

function begin(turn: Turn, by: 'citizen' | 'staff', summary: string): string {
  const id = turn.newId()
  turn.conversation.staffSince = turn.now
  turn.handOffs.push({ kind: 'started', id, what: 'handoff', by, summary, at: turn.now })
  turn.events.push({ type: 'handoff_started' })
  leaveStep(turn, 'handed_off')
  return id
}

function holdOn(turn: Turn): void {
  turn.conversation.staffSince = turn.now
  turn.cancelled.push(WAIT)
  turn.jobs.push({ key: QUIET, kind: QUIET, due: turn.now + QUIET_AFTER_MS })
}

function watchTheWait(turn: Turn, since: number): void {
  if (!turn.conversation.handOff?.admitted)
    turn.jobs.push({ key: WAIT, kind: WAIT, due: since + ADMIT_AFTER_MS })
  turn.jobs.push({ key: QUIET, kind: QUIET, due: since + QUIET_AFTER_MS })
}

function handOffOf({ conversation }: Turn): HandOff | null {
  return conversation.staffSince === null ? null : conversation.handOff
}

function backToTheBot(turn: Turn) {
  return [{ ...commandChoice(turn, 'resume'), secondary: false }]
}

/** What nobody has just asked for: not at night, not after a "đừng nhắc", and only where it costs nothing. */
function mayTakeUp({ conversation, reach, now }: Turn): boolean {
  return !conversation.quiet && isDaytime(now) && (reach === null || now <= windowEnd(conversation, reach))
}
