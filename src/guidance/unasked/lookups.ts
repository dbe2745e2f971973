import type { Status } from '../../catalogue/schema/language.ts'
import { wayOn } from '../choices.ts'
import type { Choice } from '../conversation.ts'
import type { LookupResult } from '../input.ts'
import { showStep } from '../screen.ts'
import type { Turn } from '../turn.ts'
import { replay } from '../walk/replay.ts'

const LOOKUP = 'lookup'
/** The guide that answers "hồ sơ của tôi đến đâu rồi". */
export const STATUS_GUIDE = 'tra-cuu'

/**
 * A dossier code was given. The look-up is a job: the answer comes as a turn of its own, and nobody waits for a
 * portal. The code goes into the job alone and is gone with it; remembering it would need a yes (design §8).
 * False, with a word on it, where this installation can look nothing up.
 */
export function lookUp(turn: Turn, code: string): boolean {
  if (!canLookUp(turn)) {
    turn.note(turn.say('lookupOff'))
    return false
  }
  turn.jobs.push({ key: `${LOOKUP}:${turn.newId()}`, kind: LOOKUP, due: turn.now, code })
  turn.note(turn.say('lookupStarted'))
  return true
}

/** Whether this installation can look dossiers up. */
export function canLookUp({ knowledge }: Turn): boolean {
  return knowledge.abilities['bot.tra-cuu'] === 'co'
}

export function lookupDone(turn: Turn, { result }: LookupResult): void {
  turn.events.push({ type: 'dossier_looked_up', result: result.kind })
  const status = result.kind === 'found' ? statusOf(turn, String(result.status)) : undefined
  if (result.kind === 'found' && status)
    turn.note(turn.say(result.example ? 'lookupFoundExample' : 'lookupFound', statusWords(status)))
  else turn.note(turn.say('lookupNotFound'))
  afterResult(turn, status ? 'otherCode' : 'tryAgain')
}

export function lookupFailed(turn: Turn): void {
  turn.events.push({ type: 'dossier_looked_up', result: 'failed' })
  turn.note(turn.say('lookupFailed'))
  afterResult(turn, 'tryAgain')
}

/** The person typed the words that the portal shows; says what they mean and what to do. */
export function explainStatus(turn: Turn, code: string): void {
  const status = statusOf(turn, code)
  if (status) turn.note(turn.say('statusMeaning', statusWords(status)))
}

function afterResult(turn: Turn, next: 'otherCode' | 'tryAgain'): void {
  if (turn.run && replay(turn.knowledge, turn.run).at) return showStep(turn)
  const again: Choice = {
    title: turn.label(next),
    also: [turn.label('tryAgain'), 'tra lại', 'tra lại đi', 'có mã', 'mã khác'],
    action: { do: 'start', guide: STATUS_GUIDE, relation: null },
  }
  turn.reply('', { choices: [again, ...wayOn(turn)] })
}

function statusOf(turn: Turn, code: string): Status | undefined {
  return turn.knowledge.statuses.find(status => String(status.code) === code)
}

function statusWords(status: Status): { [name: string]: string } {
  return { 'trang-thai': status.label, 'y-nghia': status.meaning, 'viec-can-lam': status.next }
}
