import type { EnterKind } from '../catalogue/schema/guide.ts'
import type { SentenceKey } from '../catalogue/schema/sentences.ts'
import type { Intent } from '../understanding/intent.ts'
import type { Action } from './action.ts'
import { keptOn } from './choices.ts'
import type { Choice } from './conversation.ts'
import type { Input } from './input.ts'
import { showStep } from './screen.ts'
import { leadToStaff } from './staff/hand-off.ts'
import { callsFor } from './staff/whom-to-ask.ts'
import type { Turn } from './turn.ts'
import { type Place, replay } from './walk/replay.ts'

/**
 * Somebody was not understood. Each time in a row they hear something else, and the way to a person gets shorter: first how
 * to say it, then whom to call, then the person; after that a line each time, never the same twice running.
 */
export function notUnderstood(turn: Turn): void {
  turn.events.push({ type: 'question_asked', status: 'unknown', topic: null, facet: null })
  const at = stepOnScreen(turn)
  miss(turn, at?.step.kind === 'enter' ? wrongValue(at.step.as) : at ? AT_STEP : ANYWHERE)
}

/** A number that stands before no choice, like "9" where there are four: says which there are. */
export function noSuchNumber(turn: Turn, number: number): void {
  if (stepOnScreen(turn)?.step.kind === 'enter') return notUnderstood(turn)
  miss(turn, NUMBERS, { so: String(number), cuoi: String(turn.conversation.prompt.length) })
}

/** None of what was suggested was meant. */
export function noneOfThese(turn: Turn): void {
  turn.events.push({ type: 'question_asked', status: 'unknown', topic: null, facet: null })
  // What was suggested is not to be suggested again.
  turn.conversation.prompt = []
  miss(turn, SUGGESTED)
}

/** Who is angry has mostly not been understood before. */
export function scolded(turn: Turn): void {
  miss(turn, SCOLDED)
}

/** It does not work, and no step is under way of which something would be known. */
export function stuckNowhere(turn: Turn): void {
  miss(turn, STUCK)
}

/** Whoever is understood, or comes back later, begins anew; a question back is neither understood nor not. */
export function countMisses(turn: Turn, input: Input, pause: number): void {
  if (pause > FORGOTTEN_AFTER_MS || isUnderstood(turn, input)) turn.conversation.misses = 0
}

/** So many messages in a row not understood, and the bot leads to a person by itself. */
const TO_A_PERSON = 3
const FORGOTTEN_AFTER_MS = 60 * 60_000

/** What is said the first time and the second, and in turns once a person was offered. */
type Ladder = readonly [first: SentenceKey, second: SentenceKey, later: SentenceKey, last: SentenceKey]

const ANYWHERE: Ladder = ['unknown', 'unknownAgain', 'unknownInShort', 'unknownCall']
const AT_STEP: Ladder = ['unknownAtStep', 'unknownAtStepAgain', 'unknownInShort', 'unknownCall']
const SUGGESTED: Ladder = ['noneOfThese', 'unknownAgain', 'unknownInShort', 'unknownCall']
const SCOLDED: Ladder = ['scolding', 'unknownAgain', 'scolding', 'unknownCall']
const STUCK: Ladder = ['stuckNowhere', 'unknownAgain', 'stuckNowhere', 'unknownCall']
const NUMBERS: Ladder = ['noSuchNumber', 'onlyNumbers', 'noSuchNumber', 'onlyNumbers']

function wrongValue(as: EnterKind): Ladder {
  return [`invalid.${as}`, 'invalidAgain', `invalid.${as}`, 'invalidAgain']
}

function miss(turn: Turn, [first, second, later, last]: Ladder, values?: { [name: string]: string }): void {
  const { conversation } = turn
  const misses = ++conversation.misses
  const at = stepOnScreen(turn)
  if (misses === TO_A_PERSON) {
    turn.note(turn.say('unknownSoPerson'))
    return leadToStaff(turn, at ? [] : conversation.prompt)
  }
  const again = misses > TO_A_PERSON
  const key = again ? (misses % 2 === 0 ? later : last) : misses === 1 ? first : second
  if (at) {
    turn.note(turn.say(key, values))
    return showStep(turn)
  }
  // What stood on the screen stays: a number typed next still means what it meant.
  turn.reply(turn.say(key, values), {
    choices: keptOn(turn),
    calls: CALLS.has(key) ? callsFor(turn, undefined) : [],
  })
}

/** They name the desk's number. */
const CALLS: ReadonlySet<SentenceKey> = new Set<SentenceKey>(['unknownAgain', 'unknownCall'])

function stepOnScreen({ run, conversation, knowledge }: Turn): Place | null {
  return run && conversation.stepShown ? replay(knowledge, run).at : null
}

function isUnderstood({ conversation: { prompt }, run }: Turn, input: Input): boolean {
  if (input.kind === 'tapped') return isMeant(input.action)
  if (input.kind !== 'said') return false
  const helped = (intent: Intent) =>
    intent.kind !== 'command' || intent.command !== 'stuck' || run !== undefined
  return input.intents.some(intent => helped(intent) && says(intent, prompt))
}

function says(intent: Intent, prompt: readonly Choice[]): boolean {
  switch (intent.kind) {
    case 'unknown':
    case 'unsure':
    case 'noSuchNumber':
    case 'bareWord':
      return false
    case 'smallTalk':
      return intent.talk !== 'scolding'
    case 'choice':
      return isMeant(prompt[intent.index]?.action ?? null)
    default:
      return true
  }
}

function isMeant(action: Action | null): boolean {
  return action !== null && action.do !== 'none'
}
