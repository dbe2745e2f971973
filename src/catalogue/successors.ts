/** A code with those that it took the place of. */
type Replacing = { readonly code: string; readonly replaces: readonly string[] }

/**
 * Which code holds today for each that was given up, over any number of changes. A code that has an entry of its
 * own was not given up, whatever another entry says of it.
 */
export function successorsOf(procedures: Iterable<Replacing>): Map<string, string> {
  const all = [...procedures]
  const current = new Set(all.map(({ code }) => code))
  return new Map(
    all.flatMap(({ code, replaces }) =>
      replaces.filter(old => !current.has(old)).map(old => [old, code] as const),
    ),
  )
}
