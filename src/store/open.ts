import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Store, StoreUnavailable } from './store.ts'

export type StorePlace = { databaseUrl: string | null; dataDir: string }

/**
 * The store that these settings name, for commands: beside a running server as well, on both engines. Throws
 * `StoreUnavailable` with what to do.
 */
export async function openStore({ databaseUrl, dataDir }: StorePlace): Promise<Store> {
  if (databaseUrl !== null) return openSharedStore(databaseUrl)
  const { openSqliteStore } = await import('./sqlite/open.ts')
  return openSqliteStore(join(dataDir, 'dan-loi.db'))
}

/**
 * The same for commands that only look after what is there: a new database would only tell that nobody is in it. Throws
 * `StoreUnavailable` with what to do also where there is none.
 */
export async function openExistingStore(place: StorePlace): Promise<Store> {
  const file = join(place.dataDir, 'dan-loi.db')
  if (place.databaseUrl === null && !existsSync(file))
    throw new StoreUnavailable(
      `There is no ${file} that this user may read. Check DATA_DIR, and who runs this: the server makes it at its first start.`,
    )
  return openStore(place)
}

/** Only whoever shares a database needs its driver. */
export async function openSharedStore(url: string): Promise<Store> {
  const { openPostgresStore } = await import('./postgres/open.ts')
  return openPostgresStore(url)
}
