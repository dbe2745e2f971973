import { isLocal } from '../../catalogue/listed.ts'
import { bareName, withinSentence } from '../../catalogue/places.ts'
import type { Facet, Relation } from '../../catalogue/schema/language.ts'
import type { Province } from '../../catalogue/schema/places.ts'
import type { NamedPlace } from '../../understanding/intent.ts'
import { wayOn } from '../choices.ts'
import type { Choice } from '../conversation.ts'
import type { Turn } from '../turn.ts'
import { PORTAL } from '../words.ts'
import { inShort, levelInWords, showListed } from './listed.ts'
import { calledBy, type Variant, variantsOf } from './variants.ts'

/**
 * Answers for a code of the official list. Where it stands for several of one name, asks in which province, or at
 * which agency, unless that was said. False where the list has no such code.
 */
export function answerListed(
  turn: Turn,
  code: string,
  facet: Facet | null,
  relation: Relation | null,
  places: readonly NamedPlace[],
): boolean {
  const { procedures, sameName } = turn.knowledge.listed
  // "Thế còn phí?" is about what was shown last.
  const isShown = facet !== null && turn.conversation.subject?.id === code
  if (isShown || sameName.get(code)?.[0] !== code) return showListed(turn, code, relation)
  if (!procedures.has(code)) return false
  const variants = variantsOf(turn.knowledge, code)
  const asked = provinceNamed(turn, places)
  if (!asked) askWhich(turn, code, relation)
  else showFor(turn, code, variants, asked, relation)
  return true
}

/** Asks which of the codes of one name is meant: one short question. */
export function askWhich(turn: Turn, code: string, relation: Relation | null): void {
  const variants = variantsOf(turn.knowledge, code)
  const owned = variants.filter(({ province }) => province)
  const byProvince = owned.length > 0
  turn.reply(turn.say(byProvince ? 'whichProvince' : 'whichAgency', { 'thu-tuc': titleOf(turn, code) }), {
    choices: [
      ...(byProvince
        ? [
            ...choicesOf(turn, owned, relation).sort((a, b) => compare(a.title, b.title)),
            otherProvince(turn, code, owned, relation),
          ]
        : choicesOf(turn, variants, relation)),
      ...wayOn(turn),
    ],
  })
}

const { compare } = new Intl.Collator('vi')

/** Beside the card of what content knows: that single provinces have a code of their own for it, and the way there. */
export function ownCodes(
  turn: Turn,
  code: string,
  places: readonly NamedPlace[],
): { lines: string[]; choices: Choice[] } {
  const owned = variantsOf(turn.knowledge, code).filter(({ province }) => province)
  if (owned.length === 0) return { lines: [], choices: [] }
  const asked = provinceNamed(turn, places)
  const here = owned.filter(({ province }) => province?.id === asked?.id)
  const [first] = here
  if (asked && !first) return { lines: [], choices: [] }
  if (!asked || !first)
    return {
      lines: [turn.say('ownCodes')],
      choices: [{ title: turn.label('provinceCodes'), action: { do: 'which', code }, secondary: true }],
    }
  const ma = here.map(({ listed }) => listed.code).join(', ')
  return {
    lines: [turn.say('ownCodeHere', { tinh: withinSentence(asked.name), ma })],
    choices: choicesOf(turn, here, null),
  }
}

/** A province was said: its own code, or what holds where no province has its own. */
function showFor(
  turn: Turn,
  code: string,
  variants: readonly Variant[],
  asked: Province,
  relation: Relation | null,
): void {
  const own = variants.filter(({ province }) => province?.id === asked.id)
  const [first, ...others] = own.length > 0 ? own : generalIn(variants)
  if (!first) return sayUnknown(turn, code)
  if (others.length === 0) return void showListed(turn, first.listed.code, relation)
  turn.reply(turn.say('whichAgency', { 'thu-tuc': titleOf(turn, code) }), {
    choices: [...choicesOf(turn, [first, ...others], relation), ...wayOn(turn)],
  })
}

/** Nobody's own: what ministries decided for all. */
function generalIn(variants: readonly Variant[]): Variant[] {
  return variants.filter(({ listed, province }) => !province && !isLocal(listed))
}

export function sayUnknown(turn: Turn, code: string): void {
  turn.reply(turn.say('provinceUnknown', { 'thu-tuc': titleOf(turn, code) }), {
    choices: wayOn(turn),
    links: [{ title: turn.label('details'), url: PORTAL }],
  })
}

/** Each by what tells it from the others: its province, its level and agency, at last its code. */
function choicesOf(turn: Turn, variants: readonly Variant[], relation: Relation | null): Choice[] {
  const ways = [provinceOf, levelOf, agencyOf, codeOf]
  return variants.map(variant => {
    const telling: string[] = []
    let others = variants
    for (const way of ways) {
      const said = way(turn, variant)
      const alike = others.filter(other => way(turn, other) === said)
      if (said !== '' && (alike.length < others.length || way === provinceOf)) telling.push(said)
      others = alike
      if (others.length === 1 && telling.length > 0) break
    }
    return {
      title: capitalised(telling.join(' – ')),
      action: { do: 'listed', code: variant.listed.code, relation },
      also: variant.province ? calledBy(variant.province) : [],
    }
  })
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function provinceOf(_: Turn, { province }: Variant): string {
  return province ? bareName(province.name) : ''
}

function levelOf(turn: Turn, { listed }: Variant): string {
  return listed.level ? levelInWords(turn, listed.level) : ''
}

function agencyOf(_: Turn, { listed }: Variant): string {
  return listed.agency ? inShort(listed.agency) : ''
}

function codeOf(_: Turn, { listed }: Variant): string {
  return listed.code
}

/** All other provinces, by any of their names: what holds there, or that it is not known. */
function otherProvince(
  turn: Turn,
  code: string,
  owned: readonly Variant[],
  relation: Relation | null,
): Choice {
  const { listed, procedures, places } = turn.knowledge
  const [first = code] = listed.sameName.get(code) ?? []
  const [general] = generalIn(variantsOf(turn.knowledge, code))
  const own = new Set(owned.map(({ province }) => province?.id))
  return {
    title: turn.label('otherProvince'),
    action: procedures.has(first)
      ? { do: 'open', topic: { kind: 'procedure', id: first } }
      : { do: 'listed', code: general?.listed.code ?? code, relation, ...(!general && { unknown: true }) },
    also: places.provinces.filter(({ id }) => !own.has(id)).flatMap(calledBy),
  }
}

function provinceNamed(turn: Turn, places: readonly NamedPlace[]): Province | undefined {
  const { provinces, units } = turn.knowledge.places
  const ids = places.map(({ kind, id }) =>
    kind === 'province' ? id : units.find(unit => unit.id === id)?.province,
  )
  return provinces.find(({ id }) => ids.includes(id))
}

function titleOf(turn: Turn, code: string): string {
  const { procedures, listed } = turn.knowledge
  return procedures.get(code)?.name ?? listed.procedures.get(code)?.title ?? ''
}
