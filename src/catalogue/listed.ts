import type { Stored } from './import/stored.ts'
import type { ImportedList, ListedProcedure } from './schema/listed.ts'
import type { Procedure } from './schema/procedure.ts'

/** What the bot knows from the imported official list alone. */
export type Listed = {
  /** The day as of which the list holds; null where none was imported. */
  readonly date: string | null
  /** Procedures that content has no entry for, by code. */
  readonly procedures: ReadonlyMap<string, KnownListed>
  /**
   * For each code whose name others have too, all codes of that name: what content has an entry for first, then
   * what holds everywhere, then what single provinces decided for themselves.
   */
  readonly sameName: ReadonlyMap<string, readonly string[]>
  /** What codes that were given up were called, by the code that took their place. */
  readonly formerNames: ReadonlyMap<string, readonly string[]>
}

export type KnownListed = ListedProcedure & {
  /** Its name as it is said: without "Thủ tục", and no longer than fits a line or two. */
  readonly title: string
  /** How else people ask for it, as staff added. */
  readonly phrasings: string[]
}

/** The list without what content knows better. */
export function listedOf(
  stored: Stored,
  written: ReadonlyMap<string, Procedure>,
  successors: ReadonlyMap<string, string>,
): Listed {
  if (stored.kind !== 'ok') return NOTHING_LISTED
  const { list } = stored
  const current = list.procedures.filter(({ code }) => !successors.has(code))
  return {
    date: list.date,
    procedures: new Map(
      current
        .filter(({ code }) => !written.has(code))
        .map(one => [one.code, { ...one, title: titleOf(one.name), phrasings: [] }]),
    ),
    sameName: sameNames(current, written),
    formerNames: formerNames(list, successors),
  }
}

export const NOTHING_LISTED: Listed = {
  date: null,
  procedures: new Map(),
  sameName: new Map(),
  formerNames: new Map(),
}

/** A line or two on a narrow phone; the longest official name has 1,192 characters. */
const LONGEST_TITLE = 110

function titleOf(name: string): string {
  const bare = bareName(name)
  const title = bare.charAt(0).toUpperCase() + bare.slice(1)
  return title.length <= LONGEST_TITLE ? title : `${title.slice(0, title.lastIndexOf(' ', LONGEST_TITLE))}…`
}

/** Without "Thủ tục" in front and a full stop behind, as some have it and some have not. */
function bareName(name: string): string {
  const isProcedure = name.slice(0, PROCEDURE.length).toLowerCase() === PROCEDURE
  return (isProcedure ? name.replace(BOILERPLATE, '') : name).replace(/[\s.;,]+$/, '')
}

const PROCEDURE = 'thủ tục'
const BOILERPLATE = /^thủ tục(?: hành chính)?[\s:]+/iu

function sameNames(
  current: readonly ListedProcedure[],
  written: ReadonlyMap<string, Procedure>,
): Map<string, readonly string[]> {
  const groups = Map.groupBy(current, ({ name }) => bareName(name).toLowerCase())
  const several = [...groups.values()].filter(group => group.length > 1)
  const rank = (one: ListedProcedure) => (written.has(one.code) ? 0 : isLocal(one) ? 2 : 1)
  return new Map(
    several.flatMap(group => {
      const codes = group.toSorted((a, b) => rank(a) - rank(b)).map(({ code }) => code)
      return codes.map(code => [code, codes] as const)
    }),
  )
}

/**
 * Whether a province decided it for itself: its people's committee, a department, its one-stop centre. Decisions of
 * ministries and central agencies have other letters.
 */
export function isLocal({ decision }: ListedProcedure): boolean {
  return decision !== null && /UBND|HĐND|TTPVHCC|QĐ-VP|TTr-S/i.test(decision)
}

function formerNames(list: ImportedList, successors: ReadonlyMap<string, string>): Map<string, string[]> {
  const names = new Map<string, string[]>()
  for (const { code, name } of [...list.vanished, ...list.procedures]) {
    const successor = successors.get(code)
    if (successor !== undefined) names.set(successor, [...(names.get(successor) ?? []), name])
  }
  return names
}
