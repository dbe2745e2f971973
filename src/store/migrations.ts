import { sql } from 'kysely'
import { conversations } from './migrations/0001-conversations.ts'
import { figures } from './migrations/0002-figures.ts'
import { peopleAndStaff } from './migrations/0003-people-and-staff.ts'
import { slips } from './migrations/0004-slips.ts'
import { removals } from './migrations/0005-removals.ts'
import { accounts } from './migrations/0006-accounts.ts'
import { unsure } from './migrations/0007-unsure.ts'
import { arrivals } from './migrations/0008-arrivals.ts'
import { handoffs } from './migrations/0009-handoffs.ts'
import { runsByAge } from './migrations/0010-runs-by-age.ts'
import { inboxByAge } from './migrations/0011-inbox-by-age.ts'
import { instances } from './migrations/0012-instances.ts'
import type { Migration } from './migrations/migration.ts'
import type { Db } from './schema.ts'
import { StoreUnavailable } from './store.ts'

/** In the order in which they run. */
export const MIGRATIONS: readonly Migration[] = [
  conversations,
  figures,
  peopleAndStaff,
  slips,
  removals,
  accounts,
  unsure,
  arrivals,
  handoffs,
  runsByAge,
  inboxByAge,
  instances,
]

/**
 * Brings the database to the present schema, all steps or none.
 * `begin` opens the transaction where several processes may start at once.
 * Throws `StoreUnavailable` where a newer version of the bot has already changed the schema.
 */
export async function migrate(
  db: Db,
  migrations: readonly Migration[] = MIGRATIONS,
  begin: (trx: Db) => Promise<void> = async () => {},
): Promise<void> {
  await db.transaction().execute(async trx => {
    await begin(trx)
    await sql`create table if not exists migrations (name text primary key, applied_at bigint not null)`.execute(
      trx,
    )
    const applied = new Set(
      (await trx.selectFrom('migrations').select('name').execute()).map(row => row.name),
    )
    refuseNewer(applied, migrations)
    for (const { name, statements } of migrations.filter(migration => !applied.has(migration.name))) {
      for (const statement of statements) await sql.raw(statement).execute(trx)
      await trx.insertInto('migrations').values({ name, applied_at: Date.now() }).execute()
    }
  })
}

function refuseNewer(applied: ReadonlySet<string>, known: readonly Migration[]): void {
  const unknown = [...applied].filter(name => !known.some(migration => migration.name === name))
  if (unknown.length === 0) return
  throw new StoreUnavailable(
    `The database was changed by a newer version (${unknown.join(', ')}). Start that version, or restore the backup made before it.`,
  )
}
