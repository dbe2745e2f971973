import { sql } from 'kysely'
import type { Db } from '../schema.ts'
import { type Store, StoreUnavailable } from '../store.ts'

const DAY = 24 * 60 * 60 * 1000
/** An echo comes within this time or never. */
const MOST_UNSURE = 60 * 1000

/** What keeps the store healthy, and tells how it is. */
export function upkeep(db: Db): Pick<Store, 'bringForward' | 'check' | 'backlog'> {
  return {
    async bringForward(now) {
      // Of what may have got through an echo may still tell.
      await sql`
        update outbox set not_before = cast(${now} as bigint) + unsure * ${MOST_UNSURE}
        where status = 'pending' and not_before > cast(${now} as bigint) + unsure * ${MOST_UNSURE}`.execute(
        db,
      )
      await sql`
        update inbox set not_before = ${now}
        where status <> 'done' and status = 'pending' and not_before > ${now}`.execute(db)
      await sql`update jobs set due = ${now} where kind in ('lookup', 'calm') and due > ${now}`.execute(db)
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
        deadToday: number
        received: number | null
        written: number | null
        due: number | null
      }>`select
        (select count(*) from inbox where status <> 'done' and status = 'pending') as inbox,
        (select count(*) from inbox where status <> 'done' and status = 'dead') as dead,
        (select count(*) from inbox
          where status <> 'done' and status = 'dead' and received_at > ${now - DAY}) as "deadToday",
        (select count(*) from outbox where status = 'pending') as outbox,
        (select min(received_at) from inbox where status <> 'done' and status = 'pending') as received,
        (${writtenFirst}) as written,
        (select count(*) from jobs where due <= ${now}) as jobs,
        (select min(due) from jobs where due <= ${now}) as due`.execute(db)
      const { inbox, outbox, jobs, dead, deadToday, received, written, due } = rows[0] ?? NOTHING
      const age = (since: number | null | undefined) => (since ? Math.max(0, now - since) : 0)
      return {
        inbox,
        outbox,
        jobs,
        dead,
        deadToday,
        oldestInboxAge: age(received),
        oldestOutboxAge: age(written),
        oldestJobAge: age(due),
      }
    },
  }
}

/** No row: a select without a table always has one. */
const NOTHING = {
  inbox: 0,
  outbox: 0,
  jobs: 0,
  dead: 0,
  deadToday: 0,
  received: null,
  written: null,
  due: null,
}

/**
 * When the request that waits longest was written. Its own row does not say, as each try puts "not before" off; what
 * expires first was written first, and its message bears the time. What waits on an account that is paused or
 * gone waits on purpose, or for a token, and is told as that.
 */
const writtenFirst = sql`
  select messages.at from outbox
  join messages on messages.conversation = outbox.conversation and messages.seq = outbox.seq
  where outbox.status = 'pending'
    and outbox.account not in (
      select id from channel_accounts where paused_by is not null or removed_at is not null
    )
  order by outbox.expires limit 1`
