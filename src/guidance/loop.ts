import { type Conversation, type Loop, newLoop } from './conversation.ts'
import type { Input } from './input.ts'
import type { Reply } from './outcome.ts'
import type { Turn } from './turn.ts'

/*
 * What tells an automaton on the other side from a person: within seconds of each answer comes a text that came
 * before, or our own, and gets an answer that it got before.
 */

/** A person who asks again and again is answered so many times more. */
const MOST_ROUNDS = 6
/** After one loop the next is known sooner. */
const ROUNDS_AFTER_ONE = MOST_ROUNDS - 2
/** Loops of two texts, each with an answer of ours, and one more. */
const REMEMBERED = 4
/** Quicker is no answer to what we said (the pace has that), slower is no automaton. */
const QUICKEST_MS = 500
const SLOWEST_MS = 20_000
/** After such a pause everybody is a person again. */
const FORGOTTEN_AFTER_MS = 10 * 60_000

/** Whether this is to be answered. An automaton is told once that the bot stops, and then nothing. */
export function mindTheLoop(turn: Turn, input: Input, pause: number): boolean {
  const { conversation } = turn
  if (input.kind === 'tapped' || pause > FORGOTTEN_AFTER_MS) conversation.loop = newLoop()
  const { loop } = conversation
  if (input.kind !== 'said' || input.print === undefined) return true
  const known = isKnown(loop, input.print)
  if (loop.stopped && known) return false
  if (loop.stopped) {
    loop.stopped = false
    loop.rounds = ROUNDS_AFTER_ONE
    return true
  }
  if (!known || loop.rounds < MOST_ROUNDS) return true
  loop.stopped = true
  turn.events.push({ type: 'loop_stopped' })
  if (!loop.told) turn.reply(turn.say('loopStopped'), { choices: conversation.prompt })
  loop.told = true
  return false
}

/** Takes note of an exchange that has just taken place, `pause` milliseconds after their input before. */
export function noteExchange(
  { loop }: Conversation,
  input: Input,
  replies: readonly Reply[],
  pause: number,
): void {
  if (input.kind !== 'said' || input.print === undefined) return
  const ours = printOf(replies.map(({ text }) => text).join('\n'))
  const isNew = !isKnown(loop, input.print) || !loop.ours.includes(ours)
  if (pause > SLOWEST_MS) loop.rounds = 0
  else if (isNew) loop.rounds = loop.told ? ROUNDS_AFTER_ONE : 0
  else if (pause >= QUICKEST_MS) loop.rounds++
  loop.theirs = [...loop.theirs, input.print].slice(-REMEMBERED)
  loop.ours = [...loop.ours, ours].slice(-REMEMBERED)
}

/** Whether the last exchanges said nothing new. */
export function isRepeated({ loop }: Conversation): boolean {
  return loop.stopped || loop.rounds > 0
}

/**
 * Tells whether two texts are the same without keeping either: one of 65,536 numbers, from which no text can be read
 * back.
 */
export function printOf(text: string): number {
  let hash = 0x811c9dc5
  // FNV-1a, folded into 16 bits.
  for (const letter of text.normalize('NFC').toLowerCase().trim())
    hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193)
  return ((hash >>> 16) ^ hash) & 0xffff
}

function isKnown(loop: Loop, print: number): boolean {
  return loop.theirs.includes(print) || loop.ours.includes(print)
}
