import { setImmediate } from 'node:timers/promises'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../schema.ts'

/** Rows touched at once: few, as SQLite stops everything else meanwhile. */
export const BATCH = 500

/** Runs a statement that touches at most `BATCH` rows until none is left, and lets everything else have its turn in between. */
export async function inBatches(db: Db, batch: RawBuilder<unknown>): Promise<number> {
  let touched = 0
  for (;;) {
    const rows = Number((await batch.execute(db)).numAffectedRows ?? 0n)
    touched += rows
    if (rows < BATCH) return touched
    await setImmediate()
  }
}

/** Deletes all rows of a table that answer to a condition; `key` is its primary key. */
export function deleteAll(
  db: Db,
  table: string,
  key: readonly string[],
  where: RawBuilder<unknown>,
): Promise<number> {
  const columns = sql.join(key.map(column => sql.ref(column)))
  return inBatches(
    db,
    sql`delete from ${sql.table(table)} where (${columns}) in (
      select ${columns} from ${sql.table(table)} where ${where} limit ${BATCH})`,
  )
}
