/** More would fill the memory of each connection's server process. */
const MOST_NAMES = 500
/** Whoever writes a text of this length has put a list of its own into it, and writes another next time. */
const LONGEST_NAMED = 40_000

const names = new Map<string, string>()

/**
 * The name under which every connection keeps this statement prepared; null for one that is better prepared each time
 * anew. The first ones are what the store says over and over.
 */
export function nameOf(sql: string): string | null {
  const known = names.get(sql)
  if (known !== undefined) return known
  if (names.size >= MOST_NAMES || sql.length > LONGEST_NAMED) return null
  const name = `dl${names.size + 1}`
  names.set(sql, name)
  return name
}
