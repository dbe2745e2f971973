import type { Coordinates, Office } from '../catalogue/schema/office.ts'
import type { Procedure } from '../catalogue/schema/procedure.ts'
import { wayOn } from './choices.ts'
import type { Choice } from './conversation.ts'
import { kilometresBetween } from './distance.ts'
import { clockInWords, hoursInWords, momentInWords } from './hours.ts'
import { openingAt } from './opening.ts'
import { procedureOf, showStep } from './screen.ts'
import type { Turn } from './turn.ts'

/** Shows a place's card. False where there is no such place. */
export function showOffice(turn: Turn, id: string): boolean {
  const office = turn.knowledge.offices.find(known => known.id === id)
  if (!office) return false
  turn.reply([office.name, ...cardLines(turn, office)].join('\n'), { choices: wayOn(turn) })
  return true
}

/** Farther than this nobody is sent without being told what else there is. */
const FAR_KM = 50
const MOST_OTHERS = 3
const MOST_LISTED = 8

/**
 * Somebody sent where they are: the nearest place that content knows, before others one that handles what they are
 * doing. The location itself is used here and kept nowhere.
 */
export function answerLocation(turn: Turn, at: Coordinates | null): void {
  const near = at ? around(turn.knowledge.offices, at) : []
  const procedure = turn.run && procedureOf(turn, turn.run)
  const fitting = procedure && near.find(({ office }) => handles(office, procedure))
  const nearest = fitting ?? near[0]
  if (!nearest) showAllOffices(turn, at === null)
  else {
    const lead = turn.say(fitting ? 'nearestOfficeForRun' : 'nearestOffice', {
      'ten-noi': nearest.office.name,
      xa: kilometresInWords(nearest.km),
    })
    const others = near.filter(({ office }) => office !== nearest.office).slice(0, MOST_OTHERS)
    turn.reply([lead, ...cardLines(turn, nearest.office), turn.say('locationNotKept')].join('\n'), {
      choices: [...others.map(({ office }) => openChoice(office)), ...wayOn(turn)],
    })
  }
  if (turn.run) showStep(turn, turn.say('sideAnswerThenStep'))
}

/** Address, phone and hours, and whether somebody is there now. */
function cardLines(turn: Turn, office: Office): string[] {
  return [
    office.address,
    ...(office.phone ? [turn.say('officePhone', { 'so-may': office.phone })] : []),
    ...hoursInWords(office.hours),
    ...openingLine(turn, office),
  ]
}

function openingLine(turn: Turn, office: Office): string[] {
  const opening = openingAt(office.hours, turn.now)
  if (opening.kind === 'open') return [turn.say('officeOpen', { luc: clockInWords(opening.until) })]
  return opening.opens ? [turn.say('officeClosed', { luc: momentInWords(opening.opens) })] : []
}

/** Places within reach, the nearest first. */
function around(offices: readonly Office[], at: Coordinates): { office: Office; km: number }[] {
  return offices
    .flatMap(office =>
      office.coordinates ? [{ office, km: kilometresBetween(at, office.coordinates) }] : [],
    )
    .filter(({ km }) => km <= FAR_KM)
    .toSorted((one, other) => one.km - other.km)
}

/** Whether a place serves this procedure. */
export function handles({ tasks }: Office, { code, field }: Procedure): boolean {
  return tasks.includes(code) || tasks.includes(field)
}

function showAllOffices(turn: Turn, unread: boolean): void {
  const offices = turn.knowledge.offices.slice(0, MOST_LISTED)
  turn.note(turn.say(unread ? 'locationUnread' : 'officesFar'))
  if (offices.length === 0) return turn.reply(turn.say('staff'), { choices: wayOn(turn) })
  turn.reply(offices.map(({ name, address }) => `• ${name}: ${address}`).join('\n'), {
    choices: [...offices.map(openChoice), ...wayOn(turn)],
  })
}

function openChoice({ id, name }: Office): Choice {
  return { title: name, action: { do: 'open', topic: { kind: 'office', id } } }
}

/** One decimal while that tells something; what was sent is known to some 100 m only. */
function kilometresInWords(km: number): string {
  return Math.max(0.1, km).toLocaleString('vi-VN', { maximumFractionDigits: km < 10 ? 1 : 0 })
}
