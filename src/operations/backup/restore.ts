import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { MIGRATIONS } from '../../store/migrations.ts'
import { CODES, sqliteCode, storeError } from '../../store/sqlite/errors.ts'
import { takeFolder } from '../../store/sqlite/lock.ts'
import { openSqliteStore } from '../../store/sqlite/open.ts'
import { type ErasedAgain, eraseAgain } from '../erased/again.ts'
import { ErasedList, type Line } from '../erased/list.ts'
import { Refusal } from '../refusal.ts'
import { flush } from './back-up.ts'
import { unpackFiles } from './files.ts'
import { type Settled, settleRestored, takeTokensFrom } from './settle.ts'
import { migrationsIn, refuseUnsound } from './sound.ts'

export type RestoreOptions = {
  dataDir: string
  /** The file that `backUp` wrote. */
  file: string
  now: number
  /** Sends what waited when the backup was made: right only where nothing ran since. */
  keepWaiting: boolean
  /** Null where nobody knows it: whom the list of the erased means cannot be found out then. */
  secretKey: string | null
}

export type RestoreReport = Settled & {
  /** Where the data that stood there before lies now; null where there was none. */
  before: string | null
  /** Zalo's tokens that were newer in the data before; null where they could not be looked at. */
  tokens: number | null
  /** Whom the backup would have brought back although they had erased their data. */
  again: ErasedAgain
}

/**
 * Puts a backup in the place of the data of a stopped server; what stood there stays beside it. Until the one rename at
 * the end nothing has changed, so it may be broken off and repeated.
 * @throws Refusal, StoreUnavailable (a server works on the data, the disk is full), with what to do.
 */
export async function restore({
  dataDir,
  file,
  now,
  keepWaiting,
  secretKey,
}: RestoreOptions): Promise<RestoreReport> {
  refuseNoBackup(file, join(dataDir, 'dan-loi.db'))
  const letGo = takeFolder(dataDir)
  const copy = join(dataDir, 'dan-loi.db.restoring')
  const database = join(dataDir, 'dan-loi.db')
  try {
    refuseUnfit(file)
    copyFileSync(file, copy)
    const { files, ...report } = prepare(copy, database, now, keepWaiting)
    const erased = ErasedList.of(dataDir)
    erased.takeFrom(ErasedList.beside(file))
    const again = await forgetAgain(copy, erased.lines(), secretKey)
    flush(copy)
    const before = existsSync(database) ? putBeside(dataDir, database, now) : null
    renameSync(copy, database)
    for (const [name, body] of files) replace(join(dataDir, name), body)
    flush(dataDir)
    return { before, ...report, again }
  } catch (error) {
    throw storeError(error)
  } finally {
    for (const end of ['', '-journal', '-wal', '-shm']) rmSync(`${copy}${end}`, { force: true })
    letGo()
  }
}

function refuseNoBackup(file: string, database: string): void {
  const what = 'Name a file that "npm run backup" wrote.'
  if (!existsSync(file)) throw new Refusal(`There is no ${file}. ${what}`)
  if (!statSync(file).isFile()) throw new Refusal(`${file} is no file. ${what}`)
  if (existsSync(database) && realpathSync(file) === realpathSync(database))
    throw new Refusal(`${file} is the database itself. ${what}`)
}

function refuseUnfit(file: string): void {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    const migrations = readMigrations(database, file)
    if (migrations === null)
      throw new Refusal(`${file} is not a backup of this bot. Name a file that "npm run backup" wrote.`)
    const newer = migrations.filter(name => !MIGRATIONS.some(known => known.name === name))
    if (newer.length > 0)
      throw new Refusal(
        `${file} was made by a newer version (${newer.join(', ')}). Restore it with that version.`,
      )
    refuseUnsound(database, file)
  } finally {
    database.close()
  }
}

/** Null where it is no database at all. */
function readMigrations(database: DatabaseSync, file: string): string[] | null {
  try {
    return migrationsIn(database)
  } catch (error) {
    const code = sqliteCode(error)
    if (code === CODES.noDatabase) return null
    if (code === CODES.damaged) throw new Refusal(`${file} is damaged. Use another backup.`)
    throw error
  }
}

function prepare(copy: string, former: string, now: number, keepWaiting: boolean) {
  const database = new DatabaseSync(copy)
  try {
    const files = unpackFiles(database)
    const tokens = takeTokensFrom(former, database)
    return { files, tokens, ...settleRestored(database, now, keepWaiting) }
  } finally {
    database.close()
  }
}

/** While the copy is nobody's yet: whoever erased their data is never back, not for a moment. */
async function forgetAgain(
  copy: string,
  lines: readonly Line[],
  secretKey: string | null,
): Promise<ErasedAgain> {
  if (lines.length === 0) return { erased: 0, leaving: 0, unreadable: 0 }
  if (secretKey === null) return { erased: 0, leaving: 0, unreadable: lines.length }
  const store = await openSqliteStore(copy)
  try {
    return await eraseAgain(store, lines, secretKey)
  } finally {
    await store.close()
  }
}

/** The new file takes the old one's name in one step later, so here the old one only gets a second name. */
function putBeside(dataDir: string, database: string, now: number): string {
  const stamp = new Date(now)
    .toISOString()
    .replace(/\.\d+Z$/, '')
    .replaceAll(/[:-]/g, '')
    .replace('T', '-')
  const folder = join(dataDir, `before-restore-${stamp}`)
  mkdirSync(folder)
  finishLog(database)
  for (const name of ['dan-loi.db', 'dan-loi.db-wal', 'dan-loi.db-shm', 'catalogue.json'])
    if (existsSync(join(dataDir, name))) keep(join(dataDir, name), join(folder, name))
  // A log of the old file beside the new one would be played into it.
  for (const end of ['-wal', '-shm']) rmSync(`${database}${end}`, { force: true })
  return folder
}

/** Writes what is in the log of the old database into it; a damaged one stays as it is. */
function finishLog(database: string): void {
  try {
    const old = new DatabaseSync(database)
    old.exec('pragma wal_checkpoint(truncate)')
    old.close()
  } catch {
    // It is put aside as it is.
  }
}

function keep(path: string, second: string): void {
  try {
    linkSync(path, second)
  } catch {
    copyFileSync(path, second)
  }
}

function replace(path: string, body: Uint8Array): void {
  writeFileSync(`${path}.restoring`, body)
  renameSync(`${path}.restoring`, path)
}
