import { type CompiledQuery, type RawBuilder, sql } from 'kysely'
import type { Db } from '../schema.ts'

type Row = { readonly [column: string]: string | number | null }

/** With the widest table far below the 32,766 parameters that SQLite binds in one statement (PostgreSQL: 65,535). */
const MOST_ROWS = 128

type Known = Pick<CompiledQuery, 'sql' | 'query' | 'queryId'> & { columns: readonly string[] }

/**
 * A statement over any number of rows, run over 128, 64, 32 … of them at a time. Kysely compiles each of these
 * eight once and the text is kept (compiling 150 rows takes longer than writing them); a text for every number of rows
 * would leave the engine with hundreds of prepared statements, each with the last values bound to it.
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
    known.set(rows.length, statement)
    return statement
  }

  return async (db, rows) => {
    const results: O[] = []
    for (let from = 0; from < rows.length; ) {
      const part = rows.slice(from, from + powerOfTwo(rows.length - from))
      results.push(...(await run(db, part)))
      from += part.length
    }
    return results
  }
}

/** The largest that fits into this many rows. */
function powerOfTwo(rows: number): number {
  return Math.min(MOST_ROWS, 2 ** Math.floor(Math.log2(rows)))
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
