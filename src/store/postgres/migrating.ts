import { Kysely, sql } from 'kysely'
import pg from 'pg'
import { migrate } from '../migrations.ts'
import type { Database } from '../schema.ts'
import { postgresDialect } from './dialect.ts'
import { connectionTo } from './pool.ts'

/** Any number that no other program takes for a lock of its own in this database. */
const MIGRATION_LOCK = 7_361_904
const CONNECT_MS = 5_000

/**
 * Brings the database up to date on a connection of its own, on which a statement may take as long as it takes.
 * Instances that start together do so one after another; the second finds nothing left to do.
 */
export async function migrateOnce(url: string): Promise<void> {
  const pool = new pg.Pool({ ...connectionTo(url), max: 1, connectionTimeoutMillis: CONNECT_MS })
  pool.on('error', () => {})
  const db = new Kysely<Database>({ dialect: postgresDialect(pool) })
  try {
    await migrate(db, undefined, async trx => {
      await sql`select pg_advisory_xact_lock(${sql.lit(MIGRATION_LOCK)})`.execute(trx)
    })
  } finally {
    await db.destroy()
  }
}
