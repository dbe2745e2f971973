import { fold } from '../../catalogue/fold.ts'
import type { Knowledge } from '../../catalogue/knowledge.ts'
import { isLocal, type KnownListed } from '../../catalogue/listed.ts'
import { bareName } from '../../catalogue/places.ts'
import type { Province } from '../../catalogue/schema/places.ts'

/** One of several codes that have the same name. `province`: whose own it is, as far as that can be told. */
export type Variant = { readonly listed: KnownListed; readonly province: Province | null }

/**
 * All entries of the list that have the same name as this code: what holds everywhere first, then what single
 * provinces have. Empty where a name is one code's alone.
 */
export function variantsOf(knowledge: Knowledge, code: string): Variant[] {
  const { procedures, sameName } = knowledge.listed
  return (sameName.get(code) ?? []).flatMap(other => {
    const listed = procedures.get(other)
    return listed ? [{ listed, province: provinceOf(knowledge, listed) }] : []
  })
}

/**
 * Whose an entry is: by its code's suffix, by the agency that it names, or by the only province that other entries
 * of the same local decision name. A decision's number is a province's own.
 */
function provinceOf(knowledge: Knowledge, listed: KnownListed): Province | null {
  const own = bySuffix(knowledge, listed) ?? byAgency(knowledge, listed)
  if (own || !isLocal(listed)) return own
  const others = [...knowledge.listed.procedures.values()].filter(
    ({ decision, field }) => decision === listed.decision && field === listed.field,
  )
  const named = new Set(others.flatMap(other => byAgency(knowledge, other) ?? []))
  const [only] = named
  return named.size === 1 && only ? only : null
}

/** What codes of provinces end in, as seen in real ones (domain facts §2.1). */
const SUFFIXES: { readonly [suffix: string]: string } = {
  H24: 'Hải Phòng',
  H26: 'Hà Nội',
  H29: 'Hồ Chí Minh',
  H51: 'Sóc Trăng',
}

function bySuffix({ places }: Knowledge, { code }: KnownListed): Province | null {
  const name = SUFFIXES[/\.(H\d\d)$/.exec(code)?.[1] ?? '']
  return (
    places.provinces.find(province => name !== undefined && namesOf(province).includes(fold(name))) ?? null
  )
}

/** The one province that the agency's name has in it, by its new name or an old one. */
function byAgency({ places }: Knowledge, { agency }: KnownListed): Province | null {
  if (agency === null) return null
  const text = ` ${fold(agency)} `
  const found = places.provinces.filter(province =>
    namesOf(province).some(name => text.includes(` ${name} `)),
  )
  const [only] = found
  return found.length === 1 && only ? only : null
}

const folded = new WeakMap<Province, string[]>()

function namesOf(province: Province): string[] {
  const known = folded.get(province)
  if (known) return known
  const names = [province, ...province.formerly].map(({ name }) => fold(bareName(name)))
  folded.set(province, names)
  return names
}

/** All that people may call a province. */
export function calledBy(province: Province): string[] {
  const all = [province, ...province.formerly]
  return all.flatMap(({ name, aliases }) => [name, bareName(name), ...aliases])
}
