import { StoreUnavailable } from '../store.ts'

/** What went wrong, by SQLite's primary result code (https://sqlite.org/rescode.html), and what to do. */
const REMEDIES: { readonly [code: number]: string } = {
  5: 'The database is locked by another process. Stop the other process: only one may write to the file.',
  6: 'The database is locked by another connection. Stop what else uses the file.',
  7: 'SQLite ran out of memory. Give the process more memory.',
  8: 'The database is read-only. Let this process write to the file and to its folder.',
  10: 'The disk failed while the database was read or written. Check the disk and the mount.',
  11: 'The database is damaged. Stop, put the file aside and restore the last backup.',
  13: 'The disk is full. Free some space.',
  14: 'The database cannot be opened. Check that DATA_DIR exists and that this process may write there.',
  26: 'The file is not a database of this bot. Check DATA_DIR, or stop, put the file aside and restore the last backup.',
}

/**
 * The error as the port promises it: `StoreUnavailable` with a sentence that says what to do where SQLite
 * cannot work now; any other error as it came.
 */
export function storeError(error: unknown): unknown {
  const code = sqliteCode(error)
  const remedy = code === null ? undefined : REMEDIES[code]
  if (!remedy || !(error instanceof Error)) return error
  return new StoreUnavailable(`${remedy} (SQLite: ${error.message})`, { cause: error })
}

/** SQLite's primary result code, or null where the error is not SQLite's. */
export function sqliteCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return null
  // The lower byte of an extended code is the primary one.
  return error.errcode & 0xff
}

export const CODES = { damaged: 11, full: 13, cannotOpen: 14, noDatabase: 26 } as const
