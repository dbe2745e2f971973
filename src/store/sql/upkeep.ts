import { setImmediate } from 'node:timers/promises'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../schema.ts'
import { type Store, StoreUnavailable } from '../store.ts'

const DAY = 24 * 60 * 60 * 1000
/** Long enough to see what happened to a reply that somebody asks about. */
const KEEP_SENT = 2 * DAY
const KEEP_GIVEN_UP = 30 * DAY
/** No platform delivers a message again after so long. */
const KEEP_RECEIVED = 30 * DAY
/** Rows deleted at once: few, as SQLite stops everything else while it deletes. */
const BATCH = 500

/** What keeps the store healthy, and tells how it is. */
export function upkeep(db: Db): Pick<Store, 'sweep' | 'check' | 'backlog'> {
  return {
    async sweep(now) {
      return {
        messages: await deleteAll(
          db,
          sql`delete from messages where (conversation, seq) in (
            select conversation, seq from messages where expires <= ${now} limit ${BATCH})`,
        ),
        slips: await deleteAll(
          db,
          sql`delete from slips where code in (select code from slips where expires <= ${now} limit ${BATCH})`,
        ),
        outbox:
          (await deleteAll(db, settledBefore('sent', now - KEEP_SENT))) +
          (await deleteAll(db, settledBefore('given_up', now - KEEP_GIVEN_UP))),
        inbox: await deleteAll(
          db,
          sql`delete from inbox where id in (
            select id from inbox where status in ('done', 'dead') and received_at < ${now - KEEP_RECEIVED} limit ${BATCH})`,
        ),
      }
    },

    async check() {
      const { numUpdatedRows } = await db
        .updateTable('heartbeat')
        .set(set => ({ beats: set('beats', '+', 1) }))
        .where('id', '=', 1)
        .executeTakeFirst()
      if (numUpdatedRows !== 1n)
        throw new StoreUnavailable('The database lost a row of its own. Restore the last backup.')
    },

    async backlog(now) {
      const { rows } = await sql<{
        inbox: number
        outbox: number
        jobs: number
        dead: number
        oldest: number | null
      }>`select
        (select count(*) from inbox where status <> 'done' and status = 'pending') as inbox,
        (select count(*) from inbox where status <> 'done' and status = 'dead') as dead,
        (select count(*) from outbox where status = 'pending') as outbox,
        (select min(not_before) from outbox where status = 'pending') as oldest,
        (select count(*) from jobs where due <= ${now}) as jobs`.execute(db)
      const { inbox = 0, outbox = 0, jobs = 0, dead = 0, oldest = null } = rows[0] ?? {}
      return { inbox, outbox, jobs, dead, oldestOutboxAge: oldest === null ? 0 : Math.max(0, now - oldest) }
    },
  }
}

function settledBefore(status: 'sent' | 'given_up', before: number): RawBuilder<unknown> {
  return sql`delete from outbox where (conversation, seq, part) in (
    select conversation, seq, part from outbox
    where status = ${status} and settled_at < ${before} limit ${BATCH})`
}

/** Deletes batch by batch, and lets everything else have its turn in between. */
async function deleteAll(db: Db, batch: RawBuilder<unknown>): Promise<number> {
  let deleted = 0
  for (;;) {
    const rows = Number((await batch.execute(db)).numAffectedRows ?? 0n)
    deleted += rows
    if (rows < BATCH) return deleted
    await setImmediate()
  }
}
