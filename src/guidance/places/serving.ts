import { whereaboutsOf } from '../../catalogue/places.ts'
import type { Office } from '../../catalogue/schema/office.ts'
import type { Procedure } from '../../catalogue/schema/procedure.ts'
import { type Known, say } from '../answers/known.ts'
import { dayOf, readableDate, readableDay, vietnamTime } from '../dates.ts'
import { clockInWords, hoursInWords, momentInWords } from './hours.ts'
import { openingAt } from './opening.ts'

/**
 * The places that do a procedure where it was asked about: those of that unit, or in that province; where nothing was
 * named those of the unit at home, else all. None where it is done elsewhere.
 */
export function placesFor(known: Known, procedure: Procedure): Office[] {
  const { offices, places } = known.knowledge
  const serving = offices
    .filter(office => handles(office, procedure))
    .map(office => ({ office, ...whereaboutsOf(office.unit, places) }))
  const { at } = known
  if (at) {
    const there =
      at.unit === null
        ? serving.filter(({ province }) => at.province !== null && province === at.province)
        : serving.filter(({ unit }) => unit === at.unit)
    return there.map(({ office }) => office)
  }
  const { unit } = places.home
  const own = unit === null ? [] : serving.filter(place => place.unit === unit)
  return (own.length > 0 ? own : serving).map(({ office }) => office)
}

/** Whether a place serves this procedure. */
export function handles({ tasks, notHere }: Office, { code, field }: Procedure): boolean {
  return !notHere.includes(code) && (tasks.includes(code) || tasks.includes(field))
}

/** What is always so of a place: where it is, what it was called, whom to call, its hours, the days it is closed. */
export function standingLines(known: Known, office: Office): string[] {
  return [
    office.address,
    ...(office.formerly.length > 0
      ? [say(known, 'officeFormerly', { 'ten-cu': office.formerly.join(', ') })]
      : []),
    ...(office.note ? [office.note] : []),
    ...(office.phone ? [say(known, 'officePhone', { 'so-may': office.phone })] : []),
    ...hoursInWords(office.hours),
    ...closingLines(known, office),
  ]
}

/** The same, and whether somebody is there now. */
export function placeLines(known: Known, office: Office): string[] {
  return [...standingLines(known, office), ...openingLine(known, office)]
}

/** Closed days are told while they last and this long before. */
const TOLD_DAYS_BEFORE = 14

function closingLines(known: Known, { closed }: Office): string[] {
  const today = dayOf(known.now)
  const soon = dayOf(vietnamTime(known.now, TOLD_DAYS_BEFORE, 12))
  return closed
    .filter(({ from, until = from }) => today <= until && from <= soon)
    .map(({ from, until = from, why }) =>
      from === until
        ? say(known, 'officeClosedDay', { ngay: readableDay(from), 'vi-sao': why })
        : say(known, 'officeClosedDays', { tu: readableDay(from), den: readableDay(until), 'vi-sao': why }),
    )
}

function openingLine(known: Known, office: Office): string[] {
  const opening = openingAt(office.hours, known.now, office.closed)
  if (opening.kind === 'open') return [say(known, 'officeOpen', { luc: clockInWords(opening.until) })]
  return closedLine(known, office)
}

/** That nobody is there now, and when somebody will be; nothing while it is open, or where its hours never come. */
export function closedLine(known: Known, { hours, closed }: Office): string[] {
  const opening = openingAt(hours, known.now, closed)
  if (opening.kind === 'open' || !opening.opens) return []
  const { opens } = opening
  const luc =
    opens.inDays <= 7
      ? momentInWords(opens)
      : `${clockInWords(opens.at)} ${readableDate(vietnamTime(known.now, opens.inDays, 12))}`
  return [say(known, 'officeClosed', { luc })]
}
