import pg from 'pg'
import { StoreUnavailable } from '../store.ts'

/** What keeps PostgreSQL from working, by SQLSTATE or its class (its manual, appendix A), and what to do. */
const REMEDIES: { readonly [code: string]: string } = {
  '08': 'The connection to the database broke. Check that PostgreSQL runs and that the network is up.',
  '25006': 'The database is read-only: it may be a standby. Point DATABASE_URL at the primary.',
  '28': 'The database refused the user or the password. Check DATABASE_URL.',
  '3D000': 'There is no database of this name. Make it (createdb), or check DATABASE_URL.',
  '42501':
    'The user may not do this in the database. Make the user of DATABASE_URL the owner of the database.',
  '53100': 'The disk of the database is full. Free some space.',
  '53300':
    'The database takes no more connections. Raise max_connections (an instance uses up to 12), or run fewer instances.',
  '53': 'The database ran out of memory or disk. Give its machine more.',
  '55P03': 'The database kept a row locked for too long. It will be tried again.',
  '57014': 'The database took too long to answer. Check its load.',
  '57': 'The database is being stopped or started. It will be tried again.',
  '58': 'The disk of the database failed. Check the disk and the mount.',
  XX: 'The database is damaged. Stop, and restore the last backup.',
}

/** Two transactions stood in each other's way; one that is run again finds what the other wrote. */
const COLLISIONS = new Set(['40001', '40P01', '23505'])

/** Whether the same work may well succeed when it is done again from its beginning. */
export function isCollision(error: unknown): boolean {
  return error instanceof pg.DatabaseError && COLLISIONS.has(error.code ?? '')
}

/** Whether a connection can no longer be used after this. */
export function breaksConnection(error: unknown): boolean {
  return !(error instanceof pg.DatabaseError) || error.severity !== 'ERROR'
}

/**
 * The error as the port promises it: `StoreUnavailable` with a sentence that says what to do where PostgreSQL cannot
 * work now; any other error as it came. What is no word of the server's own comes from the way to it.
 */
export function storeError(error: unknown): unknown {
  if (error instanceof pg.DatabaseError) {
    const code = error.code ?? ''
    const remedy = REMEDIES[code] ?? REMEDIES[code.slice(0, 2)]
    return remedy ? unavailable(`${remedy} (PostgreSQL ${code}: ${error.message})`, error) : error
  }
  if (!(error instanceof Error) || error instanceof RangeError || error instanceof TypeError) return error
  return unavailable(
    `The database cannot be reached. Check DATABASE_URL, that PostgreSQL runs and that the network is up. (${reasonOf(error)})`,
    error,
  )
}

function unavailable(message: string, cause: Error): StoreUnavailable {
  return new StoreUnavailable(message, { cause })
}

/** Where a name has several addresses, each has failed for a reason of its own. */
function reasonOf(error: Error): string {
  return error instanceof AggregateError ? error.errors.map(String).join('; ') : error.message
}
