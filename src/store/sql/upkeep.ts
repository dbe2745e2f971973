import { setImmediate } from 'node:timers/promises'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../schema.ts'
import { type Store, StoreUnavailable } from '../store.ts'
import { forgetArrivals } from './arrivals.ts'

const HOUR = 60 * 60 * 1000
const DAY = 24 * HOUR
/** Four weeks, as a channel's silence is measured by, and one to spare. */
const KEEP_ARRIVALS = 35 * DAY
/** Long enough to see what happened to a reply that somebody asks about. */
const KEEP_SENT = 2 * DAY
const KEEP_GIVEN_UP = 30 * DAY
/** An echo comes within this time or never. */
const MOST_UNSURE = 60 * 1000
/** No platform delivers a message again after so long. */
const KEEP_RECEIVED = 30 * DAY
/** Rows deleted at once: few, as SQLite stops everything else while it deletes. */
const BATCH = 500

/** What keeps the store healthy, and tells how it is. */
export function upkeep(
  db: Db,
  locked: RawBuilder<unknown>,
): Pick<Store, 'sweep' | 'bringForward' | 'check' | 'backlog'> {
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
        conversations: await forgetIdle(db, idleBefore, locked),
        arrivals: await forgetArrivals(db, Math.floor((now - KEEP_ARRIVALS) / HOUR)),
      }
    },

    async bringForward(now) {
      // Of what may have got through an echo may still tell.
      await sql`
        update outbox set not_before = ${now} + unsure * ${MOST_UNSURE}
        where status = 'pending' and not_before > ${now} + unsure * ${MOST_UNSURE}`.execute(db)
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
        received: number | null
        written: number | null
        due: number | null
      }>`select
        (select count(*) from inbox where status <> 'done' and status = 'pending') as inbox,
        (select count(*) from inbox where status <> 'done' and status = 'dead') as dead,
        (select count(*) from outbox where status = 'pending') as outbox,
        (select min(received_at) from inbox where status <> 'done' and status = 'pending') as received,
        (${writtenFirst}) as written,
        (select count(*) from jobs where due <= ${now}) as jobs,
        (select min(due) from jobs where due <= ${now}) as due`.execute(db)
      const { inbox = 0, outbox = 0, jobs = 0, dead = 0, ...oldest } = rows[0] ?? {}
      const age = (since: number | null | undefined) => (since ? Math.max(0, now - since) : 0)
      return {
        inbox,
        outbox,
        jobs,
        dead,
        oldestInboxAge: age(oldest.received),
        oldestOutboxAge: age(oldest.written),
        oldestJobAge: age(oldest.due),
      }
    },
  }
}

/**
 * When the request that waits longest was written. Its own row does not say, as each try puts "not before" off; what
 * expires first was written first, and its message bears the time.
 */
const writtenFirst = sql`
  select messages.at from outbox
  join messages on messages.conversation = outbox.conversation and messages.seq = outbox.seq
  where outbox.status = 'pending' order by outbox.expires limit 1`

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
async function forgetIdle(db: Db, before: number, locked: RawBuilder<unknown>): Promise<number> {
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
    if (idle.length > 0) forgotten += await forget(db, idle, before, locked)
    const last = rows.at(-1)
    if (!last || rows.length < BATCH) return forgotten
    after = last.id
    await setImmediate()
  }
}

/** Looks once more at when they were heard of: a word may have come since, and must not be lost. */
async function forget(
  db: Db,
  ids: readonly string[],
  before: number,
  locked: RawBuilder<unknown>,
): Promise<number> {
  return db.transaction().execute(async trx => {
    const { rows } = await sql<{ id: string }>`
      select id from conversations
      where id in (${sql.join(ids)}) and updated_at < ${before}
        and not exists (select 1 from jobs where jobs.conversation = conversations.id) ${locked}`.execute(trx)
    if (rows.length === 0) return 0
    const gone = sql`(${sql.join(rows.map(({ id }) => id))})`
    await sql`
      update visits set
        exit = 'left',
        closed_at = (select updated_at from conversations where id = visits.conversation) + ${DAY}
      where conversation in ${gone} and exit is null`.execute(trx)
    const { numAffectedRows } = await sql`delete from conversations where id in ${gone}`.execute(trx)
    return Number(numAffectedRows ?? 0n)
  })
}
