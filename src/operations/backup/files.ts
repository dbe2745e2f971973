import type { DatabaseSync } from 'node:sqlite'

/** Files of DATA_DIR that go along, by their names there. Never the secret key: whoever finds a backup must not read tokens. */
export const FILES_ALONG: readonly string[] = ['catalogue.json']

const TABLE = 'backup_files'

/** Puts files into a table of the copy, so that a backup is one file. */
export function packFiles(copy: DatabaseSync, files: ReadonlyMap<string, Uint8Array>): void {
  copy.exec(`create table ${TABLE} (name text primary key, body blob not null)`)
  const insert = copy.prepare(`insert into ${TABLE} (name, body) values (?, ?)`)
  for (const [name, body] of files) insert.run(name, body)
}

/** Takes them out again, and the table with them; only files that belong into a backup. */
export function unpackFiles(copy: DatabaseSync): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>()
  if (!copy.prepare('select 1 from sqlite_schema where name = ?').get(TABLE)) return files
  for (const { name, body } of copy.prepare(`select name, body from ${TABLE}`).all())
    if (typeof name === 'string' && FILES_ALONG.includes(name) && body instanceof Uint8Array)
      files.set(name, body)
  copy.exec(`drop table ${TABLE}`)
  return files
}
