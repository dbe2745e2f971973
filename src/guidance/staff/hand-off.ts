import type { Command } from '../../catalogue/schema/language.ts'
import type { Duty } from '../../catalogue/schema/operator.ts'
import type { Intent } from '../../understanding/intent.ts'
import { commandChoice, wayOn } from '../choices.ts'
import type { Choice } from '../conversation.ts'
import { HOUR_MS } from '../dates.ts'
import type { NotifyJob } from '../outcome.ts'
import { showStep } from '../screen.ts'
import type { Turn } from '../turn.ts'
import { windowEnd } from '../unasked/unasked.ts'
import { dutiesOf, onDuty } from './on-duty.ts'
import { passToStaff } from './staff-mode.ts'
import { summaryOf } from './summary.ts'
import { callsFor, closedNow, procedureAtHand, whomToAsk } from './whom-to-ask.ts'

/**
 * "gặp cán bộ": first whom to call and when. Then, where those on duty can answer here, asks for the yes that staff
 * need to read along; where nobody is on duty now, says so and offers to leave a word.
 */
export function offerStaff(turn: Turn): void {
  turn.events.push({ type: 'staff_asked_for' })
  const { prompt, lastAt } = turn.conversation
  const isRecent = turn.now - lastAt < HOUR_MS
  const offered = prompt.find(({ action }) => action.do === 'handOff' || action.do === 'leaveWord')
  if (!offered || !isRecent) return leadToStaff(turn)
  const calls = callsFor(turn, undefined)
  turn.reply(turn.say('staffAgain', { 'lua-chon': offered.title }), { calls, choices: prompt })
}

/** The same for one who did not ask for it; `kept` is what stood on the screen and still stands. */
export function leadToStaff(turn: Turn, kept: Choice[] = []): void {
  const procedure = procedureAtHand(turn)
  const calls = callsFor(turn, procedure)
  const whom = whomToAsk(turn, 'staff', procedure)
  const duty = dutyFor(turn)
  if (duty.kind === 'none') {
    const words = [whom, ...closedNow(turn, procedure)].join('\n\n')
    turn.reply(words, { calls, choices: [...kept, ...waysOn(turn)] })
    if (turn.run) showStep(turn)
    return
  }
  if (duty.kind === 'on')
    return turn.reply([whom, turn.say('handOffAsk', { 'ca-truc': named(duty.duties) })].join('\n\n'), {
      calls,
      choices: [
        { title: turn.label('handOffYes'), action: { do: 'handOff' }, words: ['yes'] },
        ...goOn(turn, turn.label('handOffNo')),
        ...kept,
      ],
    })
  turn.reply([whom, nobodyNow(turn, duty.opens?.words)].join('\n\n'), {
    calls,
    choices: [
      { title: turn.label('leaveWord'), action: { do: 'leaveWord' }, words: ['yes'] },
      ...goOn(turn),
      ...kept,
    ],
  })
}

/** The yes: the conversation is the staff's from now on, and those on duty are told. */
export function handOff(turn: Turn): void {
  const duty = dutyFor(turn)
  // The button may be of another hour.
  if (duty.kind !== 'on') return offerStaff(turn)
  const summary = summaryOf(turn)
  const id = passToStaff(turn, summary)
  turn.jobs.push(notice(turn, id, duty.duties, 'noticeHandOff', summary, turn.now))
  turn.reply(turn.say('handOffDone'), { choices: [{ ...commandChoice(turn, 'resume'), secondary: false }] })
}

export function askForWord(turn: Turn): void {
  if (!turn.mayHandOff || dutyFor(turn).kind !== 'off') return offerStaff(turn)
  turn.conversation.leavingWord = true
  turn.reply(turn.say('wordAsk'), { choices: goOn(turn) })
}

/** Whether a text is the word that was asked for; it may sound like much, and only a way out is none. */
export function isWord(turn: Turn, intents: readonly Intent[]): boolean {
  return !intents.some(
    intent =>
      (intent.kind === 'command' && WAYS_OUT.has(intent.command)) ||
      (intent.kind === 'choice' && intent.index < turn.conversation.prompt.length),
  )
}

const WAYS_OUT: ReadonlySet<Command> = new Set<Command>([
  'resume',
  'menu',
  'back',
  'later',
  'quiet',
  'erase',
  'export',
])

/** Their next text was the word: it stands in the transcript, and staff find it when they are back. */
export function leaveWord(turn: Turn, sensitive: boolean): void {
  const { conversation } = turn
  conversation.leavingWord = false
  if (sensitive) {
    turn.note(turn.say('personalData'))
    turn.events.push({ type: 'personal_data_refused' })
  }
  const id = turn.newId()
  const summary = summaryOf(turn)
  conversation.wordLeft = id
  turn.handOffs.push({ kind: 'started', id, what: 'word', by: 'citizen', summary, at: turn.now })
  turn.events.push({ type: 'word_left' })
  const duty = dutyFor(turn)
  const opens = duty.kind === 'off' ? duty.opens : null
  const duties = duty.kind === 'on' ? duty.duties : (opens?.duties ?? dutiesOf(turn.knowledge.operator))
  turn.jobs.push(notice(turn, id, duties, 'noticeWord', summary, opens?.at ?? turn.now))
  const kept = opens ? turn.say('wordKeptUntil', { luc: opens.words }) : turn.say('wordKept')
  const reached =
    turn.reach !== null &&
    (opens?.at ?? turn.now) < windowEnd({ ...conversation, lastAt: turn.now }, turn.reach)
  turn.note([kept, turn.say(reached ? 'wordAnswerComes' : 'wordAnswerHere')].join('\n'))
  if (turn.run) showStep(turn)
  else turn.reply('', { choices: wayOn(turn) })
}

/** Who reads along after the yes. */
function named(duties: readonly Duty[]): string {
  return duties.map(({ name }) => name).join(', ')
}

function dutyFor(turn: Turn) {
  return turn.mayHandOff ? onDuty(turn.knowledge, turn.now) : ({ kind: 'none' } as const)
}

function nobodyNow(turn: Turn, luc: string | undefined): string {
  return luc === undefined ? turn.say('nobodyOnDutySoon') : turn.say('nobodyOnDuty', { luc })
}

/** The step on the screen, or where else one can go; "không" is the first of them. */
function goOn(turn: Turn, no?: string): Choice[] {
  const run = turn.run
  if (run) return [{ title: turn.label('onWithStep'), action: { do: 'again', run: run.id }, words: ['no'] }]
  const [first, ...others] = waysOn(turn)
  return first ? [{ ...first, ...(no !== undefined && { also: [no] }), words: ['no'] }, ...others] : []
}

function waysOn(turn: Turn): Choice[] {
  return wayOn(turn).filter(({ action }) => action.do !== 'command' || action.command !== 'staff')
}

function notice(
  turn: Turn,
  id: string,
  duties: readonly Duty[],
  subject: 'noticeHandOff' | 'noticeWord',
  summary: string,
  due: number,
): NotifyJob {
  return {
    key: `notify-${id}`,
    kind: 'notify',
    due,
    handOff: id,
    duties: duties.map(one => one.id),
    mail: [...new Set(duties.flatMap(({ mail }) => mail))],
    subject: turn.say(subject),
    text: summary,
  }
}
