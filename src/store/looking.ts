import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Kysely } from 'kysely'
import { MIGRATIONS } from './migrations.ts'
import type { StorePlace } from './open.ts'
import type { Database, Db } from './schema.ts'
import { sqlStore } from './sql-store.ts'
import type { Store } from './store.ts'

/** What can be asked without writing. */
export type StoreToRead = Pick<
  Store,
  'accounts' | 'getDocument' | 'loadById' | 'backlog' | 'arrivals' | 'close'
>

export type Looked =
  /** There is none yet. */
  | { kind: 'none' }
  /** `missing` migrations run at the next start; `newer` ones this version does not know. */
  | {
      kind: 'seen'
      store: StoreToRead
      missing: string[]
      newer: string[]
      /** What is damaged, or null. */
      check(): Promise<string | null>
      /** The platform's id of whoever was heard last on an account since then; null where nobody was. */
      lastPerson(account: string, since: number): Promise<string | null>
    }

/**
 * Looks into the database of a server that may be running, and changes nothing: no lock is taken, no migration runs.
 * Throws `StoreUnavailable` with what to do where it cannot be read.
 */
export async function lookIntoStore({ databaseUrl, dataDir }: StorePlace): Promise<Looked> {
  if (databaseUrl !== null) return inPostgres(databaseUrl)
  const file = join(dataDir, 'dan-loi.db')
  return existsSync(file) ? inFile(file) : { kind: 'none' }
}

async function inFile(file: string): Promise<Looked> {
  const [{ DatabaseSync }, { sqliteDialect }, { sqliteClaims }, { storeError }] = await Promise.all([
    import('node:sqlite'),
    import('./sqlite/dialect.ts'),
    import('./sqlite/claims.ts'),
    import('./sqlite/errors.ts'),
  ])
  try {
    const database = new DatabaseSync(file, { readOnly: true, timeout: 5_000 })
    const db = new Kysely<Database>({ dialect: sqliteDialect(database) })
    return await seen(db, sqlStore(db, sqliteClaims), async () => {
      const found = database.prepare('pragma quick_check(1)').get()?.quick_check
      return found === 'ok' ? null : String(found)
    })
  } catch (error) {
    throw storeError(error)
  }
}

async function inPostgres(url: string): Promise<Looked> {
  const [{ postgresDialect }, { makePool }, { postgresClaims }] = await Promise.all([
    import('./postgres/dialect.ts'),
    import('./postgres/pool.ts'),
    import('./postgres/claims.ts'),
  ])
  const pool = makePool({ url, most: 2, statementMs: 10_000 })
  const db = new Kysely<Database>({ dialect: postgresDialect(pool) })
  return seen(db, sqlStore(db, postgresClaims), async () => null)
}

async function seen(db: Db, store: StoreToRead, check: () => Promise<string | null>): Promise<Looked> {
  try {
    const applied = (await db.selectFrom('migrations').select('name').execute()).map(({ name }) => name)
    const known = MIGRATIONS.map(({ name }) => name)
    return {
      ...{ kind: 'seen', store, check },
      async lastPerson(account, since) {
        const row = await db
          .selectFrom('conversations')
          .select('person')
          .where('account', '=', account)
          .where('updated_at', '>=', since)
          .orderBy('updated_at', 'desc')
          .limit(1)
          .executeTakeFirst()
        return row?.person ?? null
      },
      missing: known.filter(name => !applied.includes(name)),
      newer: applied.filter(name => !known.includes(name)),
    }
  } catch (error) {
    await store.close()
    throw error
  }
}
