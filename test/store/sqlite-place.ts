import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { openSqliteStore, type SqliteOptions } from '../../src/store/sqlite/open.ts'
import type { Place } from './describe-store.ts'

export type SqlitePlace = Place & { readonly file: string }

/** A file in a folder of its own. */
export async function sqlitePlace(options: SqliteOptions = {}): Promise<SqlitePlace> {
  const folder = await mkdtemp(join(tmpdir(), 'dan-loi-store-'))
  const file = join(folder, 'data', 'dan-loi.db')
  return {
    file,
    open: () => openSqliteStore(file, options),
    dump: async () => dump(file),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

function dump(file: string): { [table: string]: { [column: string]: unknown }[] } {
  const database = new DatabaseSync(file, { readOnly: true })
  const tables = database
    .prepare(`select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name`)
    .all()
    .map(({ name }) => String(name))
  const rows = tables.map(name => [
    name,
    database
      .prepare(`select * from ${name}`)
      .all()
      .map(row => ({ ...row })),
  ])
  database.close()
  return Object.fromEntries(rows)
}
