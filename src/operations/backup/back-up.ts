import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { CODES, sqliteCode, storeError } from '../../store/sqlite/errors.ts'
import { ErasedList } from '../erased/list.ts'
import { makeFolder } from '../folder.ts'
import { Refusal } from '../refusal.ts'
import { FILES_ALONG, packFiles } from './files.ts'
import { migrationsIn, refuseUnsound } from './sound.ts'

export type BackupReport = { file: string; bytes: number; conversations: number; filesAlong: string[] }

const PATIENCE_MS = 30_000

/**
 * Writes the database of a data folder, as it is at one moment, into one new file, while a server may work on it: that
 * one is neither stopped nor slowed but by the disk. What was deleted before is not in it (SQLite copies rows, not
 * pages). The file is there whole, checked and on disk, or not at all. The secret key is not in it. Beside it lies who erased
 * their data, so that an older backup in that folder can be restored without them.
 * @throws Refusal, StoreUnavailable, with what to do.
 */
export function backUp(dataDir: string, file: string): BackupReport {
  const database = join(dataDir, 'dan-loi.db')
  if (!existsSync(database))
    throw new Refusal(
      `There is no ${database} that this user may read. Check DATA_DIR, and who runs this: the server makes it at its first start.`,
    )
  if (existsSync(file)) throw new Refusal(`${file} is there already. Name a new file; nothing was written.`)
  makeFolder(dirname(file))
  const written = `${file}.${process.pid}.part`
  try {
    copyInto(database, written)
    const report = complete(dataDir, written)
    chmodSync(written, 0o600)
    flush(written)
    renameSync(written, file)
    flush(dirname(file))
    ErasedList.beside(file).takeFrom(ErasedList.of(dataDir))
    return { file, bytes: statSync(file).size, ...report }
  } catch (error) {
    throw storeError(error)
  } finally {
    for (const end of ['', '-journal']) rmSync(`${written}${end}`, { force: true })
  }
}

function copyInto(database: string, copy: string): void {
  const source = new DatabaseSync(database, { readOnly: true, timeout: PATIENCE_MS })
  try {
    if (migrationsIn(source) === null)
      throw new Refusal(`${database} is not a database of this bot. Check DATA_DIR.`)
    vacuumInto(source, copy)
  } finally {
    source.close()
  }
}

function vacuumInto(source: DatabaseSync, copy: string): void {
  try {
    source.prepare('vacuum into ?').run(copy)
  } catch (error) {
    const code = sqliteCode(error)
    if (code === CODES.cannotOpen)
      throw new Refusal(
        `Nothing can be written in ${dirname(copy)}. Name a folder in which this user may write; nothing was written.`,
      )
    if (code === CODES.full)
      throw new Refusal(
        `There is no room for a backup in ${dirname(copy)}. Make room, or name another folder.`,
      )
    throw error
  }
}

function complete(dataDir: string, copy: string): { conversations: number; filesAlong: string[] } {
  const filesAlong = FILES_ALONG.filter(name => existsSync(join(dataDir, name)))
  const database = new DatabaseSync(copy)
  try {
    packFiles(database, new Map(filesAlong.map(name => [name, readFileSync(join(dataDir, name))])))
    refuseUnsound(database, copy)
    const counted = database.prepare('select count(*) as conversations from conversations').get()
    return { conversations: Number(counted?.conversations), filesAlong }
  } finally {
    database.close()
  }
}

/** A file's or a folder's last writes; Windows has no such thing for folders. */
export function flush(path: string): void {
  if (process.platform === 'win32' && statSync(path).isDirectory()) return
  const handle = openSync(path, statSync(path).isDirectory() ? 'r' : 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
