import type { DatabaseSync } from 'node:sqlite'
import { Refusal } from '../refusal.ts'

/** @throws Refusal where SQLite finds anything wrong in any page, index or reference. */
export function refuseUnsound(database: DatabaseSync, file: string): void {
  const integrity = database.prepare('pragma integrity_check(1)').get()?.integrity_check
  if (integrity !== 'ok') throw new Refusal(`${file} is damaged (SQLite: ${integrity}). Use another backup.`)
  if (database.prepare('pragma foreign_key_check').get())
    throw new Refusal(`${file} has rows that hang on nothing. Use another backup.`)
}

/** The migrations that stand in it; null where it is no database of this bot. */
export function migrationsIn(database: DatabaseSync): string[] | null {
  if (!database.prepare("select 1 from sqlite_schema where name = 'migrations'").get()) return null
  return database
    .prepare('select name from migrations order by name')
    .all()
    .map(({ name }) => String(name))
}
