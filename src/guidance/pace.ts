import type { Conversation, Hurry, Pace } from './conversation.ts'
import type { Input } from './input.ts'
import { isRepeated, mindTheLoop } from './loop.ts'
import { showWhereWeAre } from './screen.ts'
import type { Turn } from './turn.ts'

/** Whoever sends more than this at a stroke, or somewhat more within ten seconds, is no longer answered one by one. */
const FULL = 20
const CALM = 10
const EMPTIES_PER_MS = 2 / 1000
/** However much came, it has calmed this soon after the last message: (30 − 10) / 2 per second. */
const FULLEST = 30
/** What was asked for is no flood: an answer to the step weighs half. */
const ANSWER_WEIGHS = 0.5
const SHORTLY_MS = 10 * 60_000

const CHECK = 'calm'
const SOONEST_CHECK_MS = 1_000

/** Whether what comes now is not answered, whatever it says, so that nobody need find out what it means. */
export function isHeld({ pace, staffSince }: Conversation, now: number): boolean {
  return staffSince === null && pace.hurry?.over === false && levelAt(pace, now) > CALM
}

/**
 * Whether a person's input is to be answered. Where too much comes at once the person is told so once, and what
 * comes until it has calmed is kept in the transcript only; so it is with another automaton that answers ours.
 * `pause`: since their last input, in milliseconds.
 */
export function letIn(turn: Turn, input: Input, pause: number): boolean {
  const { conversation, now } = turn
  // Whoever wants all erased must never wait; and staff, not the bot, answer meanwhile.
  if (conversation.staffSince !== null || input.kind === 'arrived' || isErasing(input)) return true
  const { pace } = conversation
  const held = isHeld(conversation, now)
  pace.level = Math.min(FULLEST, levelAt(pace, now) + weight(input))
  pace.at = now
  if (held) return false
  if (pace.hurry && !pace.hurry.over) calm(turn, pace.hurry)
  if (pace.level > FULL) {
    hurry(turn)
    return false
  }
  return mindTheLoop(turn, input, pause)
}

/** The timer rang: once it has calmed, the person hears that answers come again, and sees where they were. */
export function calmAgain(turn: Turn): void {
  const { pace } = turn.conversation
  if (pace.hurry?.over !== false) return
  if (isHeld(turn.conversation, turn.now)) return checkLater(turn)
  calm(turn, pace.hurry)
  // An automaton that answers even this would go on for ever.
  if (pace.hurry.again || isRepeated(turn.conversation)) return
  turn.note(turn.say('calmAgain'))
  showWhereWeAre(turn)
}

function hurry(turn: Turn): void {
  const { pace } = turn.conversation
  const again = pace.hurry !== null && turn.now - pace.hurry.at < SHORTLY_MS
  pace.hurry = { at: turn.now, over: false, again }
  turn.events.push({ type: 'hurried' })
  turn.reply(turn.say('tooFast'))
  checkLater(turn)
}

function calm(turn: Turn, hurry: Hurry): void {
  hurry.over = true
  turn.cancelled.push(CHECK)
}

function checkLater(turn: Turn): void {
  const { pace } = turn.conversation
  const wait = (levelAt(pace, turn.now) - CALM) / EMPTIES_PER_MS
  turn.jobs.push({ key: CHECK, kind: CHECK, due: turn.now + Math.max(SOONEST_CHECK_MS, Math.ceil(wait)) })
}

/** A clock that was set back empties nothing and fills nothing. */
function levelAt({ level, at }: Pace, now: number): number {
  return Math.max(0, level - Math.max(0, now - at) * EMPTIES_PER_MS)
}

function weight(input: Input): number {
  if (input.kind === 'tapped') return ANSWER_WEIGHS
  const answers =
    input.kind === 'said' &&
    input.intents.length > 0 &&
    input.intents.every(({ kind }) => kind === 'choice' || kind === 'value')
  return answers ? ANSWER_WEIGHS : 1
}

function isErasing(input: Input): boolean {
  return input.kind === 'tapped' && input.action?.do === 'erase'
}
