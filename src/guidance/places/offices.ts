import { type Whereabouts, whereaboutsOf, withinSentence } from '../../catalogue/places.ts'
import type { Coordinates, Office } from '../../catalogue/schema/office.ts'
import { wayOn } from '../choices.ts'
import type { Choice } from '../conversation.ts'
import { procedureOf, showStep } from '../screen.ts'
import type { Turn } from '../turn.ts'
import { kilometresBetween } from './distance.ts'
import { handles, placeLines } from './serving.ts'

/**
 * Shows a place's card; where another unit was named, that of its place of the same kind. False where there is no such
 * place.
 */
export function showOffice(turn: Turn, id: string, at: Whereabouts | null = null): boolean {
  const { offices, places } = turn.knowledge
  const asked = offices.find(known => known.id === id)
  if (!asked) return false
  const alike = offices.filter(({ kind, id: other }) => kind === asked.kind || other === id)
  const isThere = ({ unit }: Office) => {
    const is = whereaboutsOf(unit, places)
    return at === null || (at.unit === null ? is.province === at.province : is.unit === at.unit)
  }
  const office = isThere(asked) ? asked : alike.find(isThere)
  if (!office) turn.note(turn.say('officeElsewhere', { noi: placeName(turn, at) }))
  const shown = office ?? asked
  const others = alike.filter(other => other !== shown).slice(0, MOST_OTHERS)
  turn.reply([shown.name, ...placeLines(turn, shown)].join('\n'), {
    choices: [...others.map(openChoice), ...wayOn(turn)],
  })
  return true
}

function placeName({ knowledge: { places, sentences } }: Turn, at: Whereabouts | null): string {
  const place =
    places.units.find(({ id }) => id === at?.unit) ?? places.provinces.find(({ id }) => id === at?.province)
  return place ? withinSentence(place.name) : (sentences.placeholders['noi-nop'] ?? '')
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
    turn.reply([lead, ...placeLines(turn, nearest.office), turn.say('locationNotKept')].join('\n'), {
      choices: [...others.map(({ office }) => openChoice(office)), ...wayOn(turn)],
    })
  }
  if (turn.run) showStep(turn, turn.say('sideAnswerThenStep'))
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

function showAllOffices(turn: Turn, unread: boolean): void {
  const offices = turn.knowledge.offices.slice(0, MOST_LISTED)
  turn.note(turn.say(unread ? 'locationUnread' : 'officesFar'))
  if (offices.length === 0) return turn.reply(turn.say('staff'), { choices: wayOn(turn) })
  turn.reply(offices.map(({ name, address }) => `• ${name}: ${address}`).join('\n'), {
    choices: [...offices.map(openChoice), ...wayOn(turn)],
  })
}

export function openChoice({ id, name }: Office): Choice {
  return { title: name, action: { do: 'open', topic: { kind: 'office', id } } }
}

/** One decimal while that tells something; what was sent is known to some 100 m only. */
function kilometresInWords(km: number): string {
  return Math.max(0.1, km).toLocaleString('vi-VN', { maximumFractionDigits: km < 10 ? 1 : 0 })
}
