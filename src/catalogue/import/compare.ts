import type { ImportedList, ListedProcedure, Vanished } from '../schema/listed.ts'

/** What a new list changes; all in the order of codes. */
export type Comparison = {
  readonly added: readonly ListedProcedure[]
  readonly changed: readonly Changed[]
  readonly vanished: readonly Vanished[]
}

export type Changed = { readonly before: ListedProcedure; readonly after: ListedProcedure }

/** Compares lists by code. What an earlier list had already lost is not lost again. */
export function compare(before: ImportedList | null, after: readonly ListedProcedure[]): Comparison {
  const known = new Map(before?.procedures.map(procedure => [procedure.code, procedure]))
  const now = new Set(after.map(({ code }) => code))
  return {
    added: after.filter(({ code }) => !known.has(code)),
    changed: after.flatMap(one => {
      const old = known.get(one.code)
      return old && !isSame(old, one) ? [{ before: old, after: one }] : []
    }),
    vanished: [...known.values()]
      .filter(({ code }) => !now.has(code))
      .map(({ code, name }) => ({ code, name })),
  }
}

/** The list that holds from now on. Codes that are gone stay named, for whoever still asks for them is led on. */
export function succeed(
  before: ImportedList | null,
  after: readonly ListedProcedure[],
  date: string,
): ImportedList {
  const now = new Set(after.map(({ code }) => code))
  const gone = [...(before?.vanished ?? []), ...compare(before, after).vanished]
  return {
    format: 1,
    date,
    procedures: [...after],
    vanished: gone.filter(({ code }) => !now.has(code)).sort((a, b) => (a.code < b.code ? -1 : 1)),
  }
}

function isSame(one: ListedProcedure, other: ListedProcedure): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
