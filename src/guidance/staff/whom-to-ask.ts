import type { Office } from '../../catalogue/schema/office.ts'
import type { Procedure } from '../../catalogue/schema/procedure.ts'
import type { Conversation } from '../conversation.ts'
import type { Call } from '../outcome.ts'
import { dialled } from '../places/dialled.ts'
import { hoursInWords } from '../places/hours.ts'
import { closedLine, placesFor } from '../places/serving.ts'
import { procedureOf } from '../screen.ts'
import type { Turn } from '../turn.ts'

/**
 * Whom to ask, for one who is stuck or wants a person: the operator's desk, unless what they are about is done at another
 * place; then that place, or beside the desk what the procedure says of it where content has no such place.
 */
export function whomToAsk(turn: Turn, key: 'staff' | 'howStuck', procedure: Procedure | undefined): string {
  const place = procedure && placeToAsk(turn, procedure)
  if (!procedure || place === 'desk') return turn.say(key)
  if (place) return turn.say(key, wordsOf(place))
  return [turn.say('listedAgency', { 'co-quan': procedure.where.replace(/\.$/, '') }), turn.say(key)].join(
    '\n',
  )
}

/** That nobody takes the call now, and when somebody will, as far as content knows the place's hours. */
export function closedNow(turn: Turn, procedure: Procedure | undefined): string[] {
  const place = procedure && placeToAsk(turn, procedure)
  const desk = turn.knowledge.offices.find(({ name }) => name === turn.knowledge.operator.desk.name)
  const asked = place && place !== 'desk' ? place : desk
  return asked ? closedLine(turn, asked) : []
}

/** The number that goes with it, to be called with a tap; none where it cannot be dialled as it is written. */
export function callsFor(turn: Turn, procedure: Procedure | undefined): Call[] {
  const place = procedure && placeToAsk(turn, procedure)
  const written = place && place !== 'desk' ? (place.phone ?? '') : turn.knowledge.operator.desk.phone
  const phone = dialled(written)
  return phone === null ? [] : [{ title: turn.label('callDesk'), phone }]
}

/** Where what somebody is about is done, if not at the desk; nothing where content has no such place with a phone. */
function placeToAsk(turn: Turn, procedure: Procedure): 'desk' | Office | undefined {
  const places = placesFor(turn, procedure)
  if (places.some(({ name }) => name === turn.knowledge.operator.desk.name)) return 'desk'
  return places.find(({ phone }) => phone !== undefined)
}

/** The procedure that somebody is about: the one they walk through, else the one that was last spoken of. */
export function procedureAtHand(turn: Turn): Procedure | undefined {
  if (turn.run) return procedureOf(turn, turn.run)
  const code = codeOf(turn, turn.conversation.subject)
  return code === undefined ? undefined : turn.knowledge.procedures.get(code)
}

function codeOf({ knowledge }: Turn, subject: Conversation['subject']): string | undefined {
  if (subject?.kind === 'procedure') return subject.id
  return subject?.kind === 'guide' ? (knowledge.guides.get(subject.id)?.procedure ?? undefined) : undefined
}

function wordsOf({ name, phone = '', hours, address }: Office): { [name: string]: string } {
  const gio = hoursInWords(hours).map(line => line.charAt(0).toLowerCase() + line.slice(1))
  return { noi: name, 'dien-thoai': phone, gio: gio.join('; '), 'dia-chi': address }
}
