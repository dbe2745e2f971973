import { type RawBuilder, sql } from 'kysely'
import type { Removal, Retention } from '../records/kept.ts'
import type { Db } from '../schema.ts'
import type { Store } from '../store.ts'
import { forgetArrivals } from './arrivals.ts'
import { deleteAll } from './deleting.ts'
import { forgetOldFigures, unlinkFigures } from './figures-retention.ts'
import { forgetPeople } from './forgetting.ts'

const HOUR = 60 * 60 * 1000
const DAY = 24 * HOUR
/** Four weeks, as a channel's silence is measured by, and one to spare. */
const KEEP_ARRIVALS = 35 * DAY

/** Removes what is past its time, and keeps a log of it in which nobody is named. */
export function retention(db: Db, locked: RawBuilder<unknown>): Pick<Store, 'sweep' | 'removals' | 'oldest'> {
  return {
    async sweep(now, keep) {
      const removed: Removal[] = []
      try {
        await removeAll(db, now, keep, locked, removed)
      } finally {
        await note(db, now, removed)
      }
      return Object.fromEntries(
        [...Map.groupBy(removed, ({ kind }) => kind)].map(([kind, all]) => [
          kind,
          all.reduce((sum, { rows }) => sum + rows, 0),
        ]),
      )
    },

    async removals(since) {
      const rows = await db
        .selectFrom('removals')
        .select(['kind', 'reason'])
        .select(({ fn }) => [fn.sum<number>('rows_removed').as('rows'), fn.max('at').as('lastAt')])
        .where('at', '>=', since)
        .groupBy(['kind', 'reason'])
        .orderBy('kind')
        .orderBy('reason')
        .execute()
      // PostgreSQL sums whole numbers to a text.
      return rows.map(row => ({ ...row, rows: Number(row.rows) }))
    },

    async oldest() {
      const { rows } = await sql<{ [kind: string]: number | null }>`select
        (select min(at) from messages) as messages,
        (select min(updated_at) from conversations) as conversations,
        (select min(at) from questions) as questions,
        (select min(expires) from slips) as slips,
        (select min(received_at) from inbox) as inbox,
        (select max(received_at) from inbox) as newest,
        (select min(settled_at) from outbox) as outbox,
        (select min(at) from events) as events,
        (select min(started_at) from runs) as runs,
        (select min(at) from audit) as audit`.execute(db)
      return rows[0] ?? {}
    },
  }
}

/** Notes each removal as soon as it has happened, so that one that fails hides no other. */
async function removeAll(
  db: Db,
  now: number,
  keep: Retention,
  locked: RawBuilder<unknown>,
  removed: Removal[],
): Promise<void> {
  const before = (days: number) => now - days * DAY
  const aged = async (kind: string, olderThan: number, rows: Promise<number>) => {
    removed.push({ kind, reason: 'age', rows: await rows, olderThan })
  }
  const [idle, figures, audit] = [keep.conversationDays, keep.figureDays, keep.auditDays].map(before)
  if (idle === undefined || figures === undefined || audit === undefined) return
  const sent = before(keep.sentDays)
  const unsent = before(keep.unsentDays)
  const received = before(keep.receivedDays)
  const logged = before(keep.removalDays)
  const outbox = ['conversation', 'seq', 'part']

  await aged('messages', now, deleteAll(db, 'messages', ['conversation', 'seq'], sql`expires <= ${now}`))
  await aged('slips', now, deleteAll(db, 'slips', ['code'], sql`expires <= ${now}`))
  await aged('own_pages', now, deleteAll(db, 'own_pages', ['id'], sql`expires <= ${now}`))
  await aged('outbox', sent, deleteAll(db, 'outbox', outbox, sql`status = 'sent' and settled_at < ${sent}`))
  await aged(
    'outbox',
    unsent,
    deleteAll(db, 'outbox', outbox, sql`status = 'given_up' and settled_at < ${unsent}`),
  )
  await aged(
    'inbox',
    received,
    deleteAll(db, 'inbox', ['id'], sql`status in ('done', 'dead') and received_at < ${received}`),
  )
  await aged('questions', idle, deleteAll(db, 'questions', ['id'], sql`at < ${idle}`))
  await aged('handoffs', idle, deleteAll(db, 'handoffs', ['id'], sql`ended_at < ${idle}`))
  await aged('watches', idle, deleteAll(db, 'watches', ['id'], sql`ended_at < ${idle}`))
  const forgotten = await forgetPeople(db, { now, idle }, locked)
  await aged('conversations', idle, Promise.resolve(forgotten.idle))
  removed.push({ kind: 'conversations', reason: 'request', rows: forgotten.turnedAway, olderThan: null })
  await aged('figures_unlinked', idle, unlinkFigures(db, idle))
  for (const [kind, rows] of Object.entries(await forgetOldFigures(db, figures)))
    await aged(kind, figures, Promise.resolve(rows))
  await aged('audit', audit, deleteAll(db, 'audit', ['id'], sql`at < ${audit}`))
  await aged('notices', audit, deleteAll(db, 'notices', ['id'], sql`shown_until < ${audit}`))
  await aged('staff', audit, forgetStaff(db, audit))
  const arrivals = Math.floor((now - KEEP_ARRIVALS) / HOUR)
  await aged('arrivals', arrivals * HOUR, forgetArrivals(db, arrivals))
  await aged('removals', logged, deleteLog(db, logged))
}

/** Their changes stay and say of whom by an id; who that was is known no more. */
async function forgetStaff(db: Db, before: number): Promise<number> {
  const { numAffectedRows } = await sql`
    update staff set name = 'đã gỡ ' || id, password = ''
    where disabled_at < ${before} and password <> ''`.execute(db)
  return Number(numAffectedRows ?? 0n)
}

async function deleteLog(db: Db, before: number): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('removals').where('at', '<', before).executeTakeFirst()
  return Number(numDeletedRows)
}

async function note(db: Db, at: number, removed: readonly Removal[]): Promise<void> {
  const rows = removed
    .filter(({ rows }) => rows > 0)
    .map(({ kind, reason, rows, olderThan }) => ({
      at,
      kind,
      reason,
      rows_removed: rows,
      older_than: olderThan,
    }))
  if (rows.length > 0) await db.insertInto('removals').values(rows).execute()
}
