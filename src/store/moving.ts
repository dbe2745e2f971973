import type { DatabaseSync } from 'node:sqlite'
import { Kysely, sql } from 'kysely'
import { postgresDialect } from './postgres/dialect.ts'
import { migrateOnce } from './postgres/migrating.ts'
import { makePool } from './postgres/pool.ts'
import type { Database, Db } from './schema.ts'
import { StoreUnavailable } from './store.ts'

/** Values of one statement; PostgreSQL takes 65,535. */
const MOST_VALUES = 20_000
const STATEMENT_MS = 120_000

/**
 * Copies every row of an embedded database into an empty PostgreSQL database, all or nothing, and says how many of each
 * table. Both end up with the same schema, so columns go by their names; nothing may write to `from` meanwhile.
 * Throws `StoreUnavailable` where the other one is not empty or cannot be written.
 */
export async function moveToPostgres(from: DatabaseSync, url: string): Promise<{ [table: string]: number }> {
  await migrateOnce(url)
  const pool = makePool({ url, most: 1, statementMs: STATEMENT_MS })
  const db = new Kysely<Database>({ dialect: postgresDialect(pool) })
  try {
    return await db.transaction().execute(async trx => {
      if (await trx.selectFrom('conversations').select('id').limit(1).executeTakeFirst())
        throw new StoreUnavailable('There are conversations in PostgreSQL already. Name an empty database.')
      const moved: { [table: string]: number } = {}
      for (const table of tablesInOrder(from)) {
        await sql`delete from ${sql.table(table)}`.execute(trx)
        moved[table] = await copy(from, trx, table)
      }
      return moved
    })
  } finally {
    await db.destroy()
  }
}

async function copy(from: DatabaseSync, to: Db, table: string): Promise<number> {
  const columns = from
    .prepare(`select name from pragma_table_info(?)`)
    .all(table)
    .map(({ name }) => String(name))
  const most = Math.floor(MOST_VALUES / columns.length)
  let batch: unknown[][] = []
  let copied = 0
  const write = async () => {
    if (batch.length === 0) return
    const rows = batch.map(row => sql`(${sql.join(row)})`)
    await sql`insert into ${sql.table(table)} (${sql.join(columns.map(name => sql.ref(name)))}) values ${sql.join(rows)}`.execute(
      to,
    )
    copied += batch.length
    batch = []
  }
  for (const row of from.prepare(`select * from "${table}"`).iterate()) {
    batch.push(columns.map(name => row[name]))
    if (batch.length === most) await write()
  }
  await write()
  return copied
}

/** Those that others refer to come first. */
function tablesInOrder(from: DatabaseSync): string[] {
  const tables = from
    .prepare(
      "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' and name <> 'migrations'",
    )
    .all()
    .map(({ name }) => String(name))
  const ordered: string[] = []
  const add = (table: string) => {
    if (ordered.includes(table)) return
    for (const { table: other } of from.prepare('select "table" from pragma_foreign_key_list(?)').all(table))
      if (other !== table) add(String(other))
    ordered.push(table)
  }
  tables.forEach(add)
  return ordered
}
