import { type CompiledQuery, type RawBuilder, sql } from 'kysely'
import type { Db } from '../schema.ts'

type Row = { readonly [column: string]: string | number | null }

/** SQLite binds at most 32,766 parameters in one statement, PostgreSQL 65,535. */
const MOST_PARAMETERS = 30_000

type Known = Pick<CompiledQuery, 'sql' | 'query' | 'queryId'> & { columns: readonly string[] }

/**
 * A statement over any number of rows. Kysely compiles it once for each number of rows and the text is kept:
 * compiling 150 rows takes longer than writing them.
 * `build` may use no parameters but the rows' columns, all of them, in their order. All rows have the columns
 * of the first one.
 */
export function manyRows<R extends Row, O>(
  build: (db: Db, rows: readonly R[]) => CompiledQuery<O>,
): (db: Db, rows: readonly R[]) => Promise<O[]> {
  const known = new Map<number, Known>()

  async function run(db: Db, rows: readonly R[]): Promise<O[]> {
    const statement = known.get(rows.length) ?? learn(db, rows)
    const query: CompiledQuery<O> = { ...statement, parameters: flatten(rows, statement.columns) }
    return (await db.executeQuery(query)).rows
  }

  function learn(db: Db, rows: readonly R[]): Known {
    const columns = Object.keys(rows[0] ?? {})
    const compiled = build(db, rows)
    if (compiled.parameters.length !== rows.length * columns.length)
      throw new Error(`Not every parameter is a column of a row: ${compiled.sql.slice(0, 200)}`)
    const statement = { sql: compiled.sql, query: compiled.query, queryId: compiled.queryId, columns }
    // Large groups are rare and their texts long: they are compiled anew.
    if (compiled.parameters.length <= 2_000) known.set(rows.length, statement)
    return statement
  }

  return async (db, rows) => {
    const [first] = rows
    if (!first) return []
    const atOnce = Math.floor(MOST_PARAMETERS / Object.keys(first).length)
    if (rows.length <= atOnce) return run(db, rows)
    const results: O[] = []
    for (let from = 0; from < rows.length; from += atOnce)
      results.push(...(await run(db, rows.slice(from, from + atOnce))))
    return results
  }
}

/** `values (…), (…)` for a common table expression whose columns are the rows' columns. */
export function values(rows: readonly Row[]): RawBuilder<unknown> {
  return sql`values ${sql.join(rows.map(row => sql`(${sql.join(Object.values(row))})`))}`
}

function flatten(rows: readonly Row[], columns: readonly string[]): unknown[] {
  const parameters: unknown[] = []
  for (const row of rows) for (const column of columns) parameters.push(row[column])
  return parameters
}
