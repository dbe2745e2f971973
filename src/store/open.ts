import { join } from 'node:path'
import type { Store } from './store.ts'

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

/** Only whoever shares a database needs its driver. */
export async function openSharedStore(url: string): Promise<Store> {
  const { openPostgresStore } = await import('./postgres/open.ts')
  return openPostgresStore(url)
}
