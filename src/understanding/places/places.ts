import { bareName, type Places } from '../../catalogue/places.ts'
import type { NamedPlace } from '../intent.ts'
import { type Entry, sequenceAt, sequences } from '../text/sequences.ts'
import { agree, type Token, tokenise } from '../text/tokens.ts'

/** A place with where it stands in the text, and how sure it is that no other word is meant. */
export type FoundPlace = NamedPlace & {
  readonly at: number
  readonly length: number
  /** Where what only says where begins and ends: the name, and the word that leads to it. */
  readonly nameAt: number
  readonly nameEnd: number
  readonly sure: boolean
  /** "Ở", "tại" stand before it: somebody is there. */
  readonly isWhere: boolean
}

export type PlaceFinder = (tokens: readonly Token[]) => FoundPlace[]

type Known = NamedPlace & { readonly province: string; readonly common: boolean }

/**
 * Makes what finds provinces and units in the words of a text as it was typed, by new names, old names and
 * abbreviations, with accents or without. A name that belongs to several places gives each of them. A name that is a
 * common word too is sure only with all its accents or after a word such as "tỉnh" or "ở".
 */
export function placeFinder(places: Pick<Places, 'provinces' | 'units'>): PlaceFinder {
  const known = sequences(
    [
      ...Map.groupBy(entriesOf(places), ({ tokens }) =>
        tokens.map(({ letters }) => letters).join(' '),
      ).values(),
    ].flatMap(
      // Names that differ by their accents alone stay apart.
      same =>
        [...Map.groupBy(same, ({ tokens }) => tokens.map(({ marks }) => marks).join(' ')).values()].flatMap(
          ([first, ...others]): Entry<readonly Known[]>[] =>
            first
              ? [{ tokens: first.tokens, value: [first.value, ...others.map(({ value }) => value)] }]
              : [],
        ),
    ),
  )
  return tokens => {
    const found: (FoundPlace & { province: string })[] = []
    for (let at = 0; at < tokens.length; ) {
      const match = sequenceAt(known, tokens, at)
      const here = match ? match.value.flatMap(place => placed(place, tokens, at, match.tokens) ?? []) : []
      found.push(...here)
      at += here.length > 0 ? (match?.tokens.length ?? 1) : 1
    }
    return consistent(found)
  }
}

function placed(
  { province, common, ...place }: Known,
  tokens: readonly Token[],
  at: number,
  name: readonly Token[],
): (FoundPlace & { province: string }) | null {
  const kind = KINDS[place.kind].find(words => standsBefore(words, tokens, at))
  const start = at - (kind?.length ?? 0)
  const before = tokens[start - 1]
  if (!kind && before && OTHER_THINGS[place.kind].some(word => agree(before, word))) return null
  const isWhere = before !== undefined && WHERE.some(word => agree(before, word))
  const isLed =
    kind !== undefined || isWhere || (before !== undefined && LEADS.some(word => agree(before, word)))
  // A commune may be called like any good thing: accents alone do not make "ví dụ" one.
  const isCareful = place.kind === 'province' && isTypedWithCare(tokens, at, name)
  const sure = isLed || !common || isCareful
  const nameEnd = at + name.length
  // "Công an xã" is a thing, whatever the commune is called; "tỉnh" and "ở" only lead to the name.
  const nameAt = place.kind === 'unit' && kind ? at : isWhere || (isLed && !kind) ? start - 1 : start
  return { ...place, province, at: start, length: nameEnd - start, nameAt, nameEnd, sure, isWhere }
}

/** A unit beside another province than its own is another unit of that name. */
function consistent(found: readonly (FoundPlace & { province: string })[]): FoundPlace[] {
  const provinces = found.filter(({ kind, sure }) => kind === 'province' && sure)
  return found
    .filter(
      ({ kind, province }) =>
        kind === 'province' || provinces.length === 0 || provinces.some(({ id }) => id === province),
    )
    .map(({ province, ...place }) => place)
}

/** The places that a question is about: those where somebody is, if it says so, else all that are sure. */
export function placesMeant(found: readonly FoundPlace[]): NamedPlace[] {
  const sure = found.filter(place => place.sure)
  const where = sure.filter(({ isWhere }) => isWhere)
  return (where.length > 0 ? where : sure).map(named)
}

/** A found place without where it was found. */
export function named({ kind, id, name, former }: FoundPlace): NamedPlace {
  return { kind, id, name, former }
}

function entriesOf({ provinces, units }: Pick<Places, 'provinces' | 'units'>): Entry<Known>[] {
  return [
    ...provinces.flatMap(place => namesOf('province', place, place.id)),
    ...units.flatMap(place => namesOf('unit', place, place.province)),
  ]
}

type Named = { name: string; aliases: readonly string[]; common: boolean }

function namesOf(
  kind: NamedPlace['kind'],
  place: Named & { id: string; formerly: readonly Named[] },
  province: string,
): Entry<Known>[] {
  const entries = ({ name, aliases, common }: Named, former: boolean) =>
    [bareName(name), ...aliases].map((text): Entry<Known> => {
      const tokens = tokenise(text)
      const isShort = tokens.map(({ letters }) => letters).join('').length <= SHORTEST
      return { tokens, value: { kind, id: place.id, name, former, province, common: common || isShort } }
    })
  return [...entries(place, false), ...place.formerly.flatMap(former => entries(former, true))]
}

/** "HN", "SG", "Huế": so few letters are rarely only a place. */
const SHORTEST = 3

function standsBefore(words: readonly Token[], tokens: readonly Token[], at: number): boolean {
  return words.every((word, place) => {
    const typed = tokens[at - words.length + place]
    return typed !== undefined && agree(typed, word)
  })
}

/** Every accent that the name has was typed, and it has some. */
function isTypedWithCare(tokens: readonly Token[], at: number, name: readonly Token[]): boolean {
  return (
    name.some(({ marks }) => marks !== '') &&
    name.every(({ marks }, place) => tokens[at + place]?.marks === marks)
  )
}

const KINDS = {
  province: ['thành phố', 'tỉnh', 'tp'].map(tokenise),
  unit: ['thị trấn', 'đặc khu', 'xã', 'phường', 'tt', 'p', 'x'].map(tokenise),
}
const WHERE = tokenise('ở tại trên dưới')
const LEADS = tokenise('về quê từ thuộc vào với ra lên xuống sang qua khẩu')
const PEOPLE = 'tên ông bà cô chú bác anh chị'
/** A street, a school, a person, a level that is gone: none of these is the place whose name it has. */
const OTHER_THINGS = {
  province: tokenise(`${PEOPLE} xã phường trấn quận huyện đường thôn làng chợ cầu sông trường`),
  unit: tokenise(`${PEOPLE} tỉnh quận huyện đường thôn làng chợ cầu sông trường`),
}
