import {
  MERGER_QUESTION,
  type Places,
  type Whereabouts,
  whereaboutsOf,
  withinSentence,
} from '../../catalogue/places.ts'
import type { Source } from '../../catalogue/schema/common.ts'
import type { Province, Unit } from '../../catalogue/schema/places.ts'
import type { NamedPlace } from '../../understanding/intent.ts'
import { type Known, say } from '../answers/known.ts'
import { wayOn } from '../choices.ts'
import type { Choice } from '../conversation.ts'
import { readableDay } from '../dates.ts'
import type { Turn } from '../turn.ts'
import { openChoice } from './offices.ts'

const MOST_OFFICES = 3

/** Says what became of the places that were asked about, where it is known from, and where people go there. */
export function answerPlaces(turn: Turn, named: readonly NamedPlace[]): void {
  const { faqs, offices, places } = turn.knowledge
  const lines = becameLines(turn, named)
  const question = faqs.get(MERGER_QUESTION)
  const units = new Set(named.filter(({ kind }) => kind === 'unit').map(({ id }) => id))
  const there = offices.filter(({ unit }) => units.has(whereaboutsOf(unit, places).unit ?? ''))
  const choices: Choice[] = there.slice(0, MOST_OFFICES).map(openChoice)
  if (question)
    choices.push({ title: question.title, action: { do: 'open', topic: { kind: 'faq', id: question.id } } })
  turn.reply([...lines, ...sources(places, named).map(source => sourceLine(turn, source))].join('\n'), {
    choices: [...choices, ...wayOn(turn)],
  })
}

/** A sentence for each place: what an old one is now, what a new one is made of. */
export function becameLines(known: Known, named: readonly NamedPlace[]): string[] {
  const { places } = known.knowledge
  const byName = Map.groupBy(named, ({ kind, name }) => `${kind} ${name}`)
  const lines = [...byName.values()].flatMap(same => {
    const [first] = same
    if (!first) return []
    // "Triệu Sơn" was a town and is a commune: the new one tells both.
    if (first.former && named.some(({ id, former }) => id === first.id && !former)) return []
    return first.former ? [formerLine(known, first, same)] : currentLine(known, placeOf(places, first))
  })
  return [...new Set(lines)]
}

/** Where a question is about, by the places that it names; nowhere known where these contradict. Null without any. */
export function askedAt({ provinces, units }: Places, named: readonly NamedPlace[]): Whereabouts | null {
  if (named.length === 0) return null
  const found = named.map(({ kind, id }): Whereabouts => {
    const unit = kind === 'unit' ? units.find(known => known.id === id) : undefined
    return {
      unit: unit?.id ?? null,
      province: unit?.province ?? provinces.find(known => known.id === id)?.id ?? null,
    }
  })
  const one = (ids: (string | null)[]) => {
    const distinct = [...new Set(ids.filter(id => id !== null))]
    return distinct.length === 1 ? (distinct[0] ?? null) : null
  }
  const province = one(found.map(place => place.province))
  return { unit: province === null ? null : one(found.map(place => place.unit)), province }
}

function formerLine(known: Known, first: NamedPlace, same: readonly NamedPlace[]): string {
  const { places } = known.knowledge
  const now = same.flatMap(place => {
    const found = placeOf(places, place)
    const part = found?.formerly.find(({ name }) => name === place.name)?.part
    return found ? [{ name: nameOf(places, found), part }] : []
  })
  const [only] = now
  if (now.length === 1 && only && only.part === undefined)
    return say(known, 'placeRenamed', { 'ten-cu': first.name, 'ten-moi': only.name })
  const parts = now.map(({ name, part }) => (part ? `${name} (${part})` : name))
  return say(known, 'placeDivided', { 'ten-cu': first.name, 'cac-noi': parts.join('; ') })
}

function currentLine(known: Known, place: Province | Unit | undefined): string[] {
  if (!place) return []
  const { places } = known.knowledge
  const name = isUnit(place) ? atStart(nameOf(places, place)) : place.name
  const merged = place.formerly.filter(({ earlier }) => !earlier)
  if (merged.length > 0) {
    const others = merged.map(former => withinSentence(former.name)).join(', ')
    return [say(known, 'placeIncludes', { 'ten-moi': name, 'cac-noi': others })]
  }
  return [isUnit(place) ? `${name}.` : say(known, 'placeUnchanged', { 'ten-moi': name })]
}

function placeOf({ provinces, units }: Places, { kind, id }: NamedPlace): Province | Unit | undefined {
  return (kind === 'unit' ? units : provinces).find(known => known.id === id)
}

/** "xã Triệu Sơn, tỉnh Thanh Hóa", as it stands within a sentence. */
function nameOf({ provinces }: Places, place: Province | Unit): string {
  const name = withinSentence(place.name)
  if (!isUnit(place)) return name
  const province = provinces.find(({ id }) => id === place.province)
  return [
    `${name}${place.example ? ' (ví dụ)' : ''}`,
    ...(province ? [withinSentence(province.name)] : []),
  ].join(', ')
}

function isUnit(place: Province | Unit): place is Unit {
  return 'province' in place
}

function atStart(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}

/** Each source once. */
function sources(places: Places, named: readonly NamedPlace[]): Source[] {
  const all = named.flatMap(place => {
    if (place.kind === 'province') return [places.source]
    const unit = places.units.find(({ id }) => id === place.id)
    return unit ? [unit.source] : []
  })
  return [...new Map(all.map(source => [`${source.title} ${source.date}`, source])).values()]
}

function sourceLine(turn: Turn, { title, date }: Source): string {
  return turn.say('source', { 'can-cu': title, ngay: readableDay(date) })
}
