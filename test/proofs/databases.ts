import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'

/** Looks into a database behind the server's back: every row of a `select`. */
export type Look = (select: string) => Promise<unknown[]>

export function lookIntoFile(file: string): Look {
  return async select => {
    const database = new DatabaseSync(file, { readOnly: true })
    try {
      return database.prepare(select).all()
    } finally {
      database.close()
    }
  }
}

export function lookIntoPostgres(url: string): Look {
  return async select => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    try {
      return (await client.query(select)).rows
    } finally {
      await client.end()
    }
  }
}

/**
 * Lets the leases of a killed server run out at once, as a minute of waiting would; only where no other instance holds
 * any. (With SQLite the next start frees them: nobody else can hold one.)
 */
export async function letLeasesRunOut(url: string): Promise<void> {
  const look = lookIntoPostgres(url)
  for (const table of ['inbox', 'outbox', 'jobs'])
    await look(`update ${table} set lease_until = 0 where lease_until is not null`)
}
