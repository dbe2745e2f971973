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
export function upkeep(db: Db): Pick<Store, 'sweep' | 'expireOutbox' | 'bringForward' | 'check' | 'backlog'> {
  return {
    async sweep(now, idleBefore) {
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
        questions: await deleteAll(
          db,
          sql`delete from questions where id in (select id from questions where at < ${idleBefore} limit ${BATCH})`,
        ),
        conversations: await forgetIdle(db, idleBefore),
      }
    },

    async expireOutbox(now) {
      const { rows } = await sql<{ account: string }>`
        update outbox set
          status = 'given_up', reason = 'expired', request = null, lease_until = null, settled_at = ${now}
        where status = 'pending' and expires < ${now} and (lease_until is null or lease_until <= ${now})
        returning account`.execute(db)
      const byAccount = Map.groupBy(rows, ({ account }) => account)
      return Object.fromEntries([...byAccount].map(([account, expired]) => [account, expired.length]))
    },

    async bringForward(now) {
      await sql`update outbox set not_before = ${now} where status = 'pending' and not_before > ${now}`.execute(
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

/**
 * Deletes conversations of whom nothing was heard since `before`. They are walked through in small pieces by their
 * ids: an index over their times would cost every turn a write.
 */
async function forgetIdle(db: Db, before: number): Promise<number> {
  let forgotten = 0
  for (let after = ''; ; ) {
    const rows = await db
      .selectFrom('conversations')
      .select(['id', 'updated_at'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(BATCH)
      .execute()
    const idle = rows.filter(row => row.updated_at < before).map(({ id }) => id)
    if (idle.length > 0) forgotten += await forget(db, idle, before)
    const last = rows.at(-1)
    if (!last || rows.length < BATCH) return forgotten
    after = last.id
    await setImmediate()
  }
}

/** Looks once more at when they were heard of: a word may have come since, and must not be lost. */
async function forget(db: Db, ids: readonly string[], before: number): Promise<number> {
  return db.transaction().execute(async trx => {
    const gone = sql`(
      select id from conversations
      where id in (${sql.join(ids)}) and updated_at < ${before}
        and not exists (select 1 from jobs where jobs.conversation = conversations.id))`
    await sql`
      update visits set
        exit = 'left',
        closed_at = (select updated_at from conversations where id = visits.conversation) + ${DAY}
      where conversation in ${gone} and exit is null`.execute(trx)
    const { numAffectedRows } = await sql`delete from conversations where id in ${gone}`.execute(trx)
    return Number(numAffectedRows ?? 0n)
  })
}
