import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import { migrate } from '../migrations.ts'
import type { Database } from '../schema.ts'
import { sqlStore } from '../sql-store.ts'
import { type Store, StoreUnavailable } from '../store.ts'
import { sqliteClaims } from './claims.ts'
import { sqliteDialect } from './dialect.ts'
import { storeError } from './errors.ts'

export type SqliteOptions = {
  /** For how long a write waits for another process's, in milliseconds. The whole process waits with it. */
  timeoutMs?: number
}

/** A platform that got no answer within some seconds would deliver again, so the 503 must come before. */
const TIMEOUT_MS = 1000

/**
 * Opens the store in a file, makes it and its folder if need be, and brings its schema up to date.
 * `:memory:` is a store that ends with the process.
 * Throws `StoreUnavailable` with what to do where the file cannot be used: not a database, damaged, not
 * writable, of a newer version.
 */
export async function openSqliteStore(file: string, options: SqliteOptions = {}): Promise<Store> {
  const database = openFile(file, options)
  const db = new Kysely<Database>({ dialect: sqliteDialect(database) })
  try {
    await migrate(db)
  } catch (error) {
    database.close()
    throw error
  }
  return sqlStore(db, sqliteClaims)
}

function openFile(file: string, { timeoutMs = TIMEOUT_MS }: SqliteOptions): DatabaseSync {
  let database: DatabaseSync | undefined
  try {
    if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true })
    database = new DatabaseSync(file, { timeout: timeoutMs, enableForeignKeyConstraints: true })
    // What is erased is overwritten with zeros (measured: no slower).
    database.exec(`
      pragma journal_mode = wal;
      pragma synchronous = full;
      pragma cache_size = -8192;
      pragma temp_store = memory;
      pragma secure_delete = on;
      pragma wal_autocheckpoint = 4000`)
    refuseDamaged(database)
    return database
  } catch (error) {
    database?.close()
    throw withFile(storeError(error), file)
  }
}

function refuseDamaged(database: DatabaseSync): void {
  const fault = database.prepare('pragma quick_check(1)').get()?.quick_check
  if (fault === 'ok') return
  throw new StoreUnavailable(
    `The database is damaged. Stop, put the file aside and restore the last backup. (SQLite: ${fault})`,
  )
}

function withFile(error: unknown, file: string): unknown {
  if (error instanceof StoreUnavailable)
    return new StoreUnavailable(`${file}: ${error.message}`, { cause: error.cause })
  if (error instanceof Error && 'code' in error && 'syscall' in error)
    return new StoreUnavailable(
      `The folder of ${file} cannot be made or entered. Check DATA_DIR. (${error.message})`,
      {
        cause: error,
      },
    )
  return error
}
