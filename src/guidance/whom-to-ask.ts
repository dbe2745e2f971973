import type { Office } from '../catalogue/schema/office.ts'
import type { Procedure } from '../catalogue/schema/procedure.ts'
import type { Conversation } from './conversation.ts'
import { hoursInWords } from './hours.ts'
import { procedureOf } from './screen.ts'
import { placesFor } from './serving.ts'
import type { Turn } from './turn.ts'

/**
 * Whom to ask, for one who is stuck or wants a person: the operator's desk, unless what they are about is done at another
 * place; then that place, or beside the desk what the procedure says of it where content has no such place.
 */
export function whomToAsk(turn: Turn, key: 'staff' | 'howStuck', procedure: Procedure | undefined): string {
  const { desk } = turn.knowledge.operator
  if (!procedure) return turn.say(key)
  const places = placesFor(turn, procedure)
  if (places.some(({ name }) => name === desk.name)) return turn.say(key)
  const place = places.find(({ phone }) => phone !== undefined)
  if (place) return turn.say(key, wordsOf(place))
  return [turn.say('listedAgency', { 'co-quan': procedure.where.replace(/\.$/, '') }), turn.say(key)].join(
    '\n',
  )
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
