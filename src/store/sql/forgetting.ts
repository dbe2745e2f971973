import { setImmediate } from 'node:timers/promises'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../schema.ts'
import { BATCH } from './deleting.ts'

const DAY = 24 * 60 * 60 * 1000

/**
 * Deletes conversations of whom nothing was heard since `idle` and to whom nothing was promised, and those of people
 * who turned away and whose time is up; how many of each. They are walked through in small pieces by their ids: an
 * index over their times would cost every turn a write.
 */
export async function forgetPeople(
  db: Db,
  times: { now: number; idle: number },
  locked: RawBuilder<unknown>,
): Promise<{ idle: number; turnedAway: number }> {
  const isIdle = sql`updated_at < ${times.idle} and (forget_at is null or forget_at > ${times.now})
    and not exists (select 1 from jobs where jobs.conversation = conversations.id)`
  const hasTurnedAway = sql`forget_at <= ${times.now}`
  const forgotten = { idle: 0, turnedAway: 0 }
  for (let after = ''; ; ) {
    const rows = await db
      .selectFrom('conversations')
      .select(['id', 'updated_at', 'forget_at'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(BATCH)
      .execute()
    const turnedAway = rows.filter(row => row.forget_at !== null && row.forget_at <= times.now)
    const idle = rows.filter(row => row.updated_at < times.idle && !turnedAway.includes(row))
    forgotten.turnedAway += await forget(db, turnedAway, hasTurnedAway, locked)
    forgotten.idle += await forget(db, idle, isIdle, locked)
    const last = rows.at(-1)
    if (!last || rows.length < BATCH) return forgotten
    after = last.id
    await setImmediate()
  }
}

/** Looks once more whether it holds: a word may have come since, and must not be lost. */
async function forget(
  db: Db,
  conversations: readonly { id: string }[],
  holds: RawBuilder<unknown>,
  locked: RawBuilder<unknown>,
): Promise<number> {
  if (conversations.length === 0) return 0
  return db.transaction().execute(async trx => {
    const { rows } = await sql<{ id: string }>`
      select id from conversations
      where id in (${sql.join(conversations.map(({ id }) => id))}) and ${holds} ${locked}`.execute(trx)
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
