import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Db } from '../schema.ts'
import { BATCH, deleteAll } from './deleting.ts'

/**
 * Figures from before no longer say whose they are, also of people who have been coming for years. Returns how many
 * rows lost their name.
 */
export async function unlinkFigures(db: Db, before: number): Promise<number> {
  let unlinked = 0
  for (let after = ''; ; ) {
    const conversations = await db
      .selectFrom('conversations')
      .select(['id', 'created_at'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(BATCH)
      .execute()
    const old = conversations.filter(({ created_at: at }) => at < before).map(({ id }) => id)
    if (old.length > 0) unlinked += await unlink(db, old, before)
    const last = conversations.at(-1)
    if (!last || conversations.length < BATCH) return unlinked
    after = last.id
    await setImmediate()
  }
}

/** An open visit or run still has to be found by the conversation. */
async function unlink(db: Db, conversations: readonly string[], before: number): Promise<number> {
  const theirs = sql`conversation in (${sql.join(conversations)})`
  const events = await sql`update events set conversation = null where ${theirs} and at < ${before}`.execute(
    db,
  )
  const visits = await sql`
    update visits set conversation = null where ${theirs} and closed_at < ${before}`.execute(db)
  const runs = await sql`
    update runs set conversation = null where ${theirs} and ended_at < ${before}`.execute(db)
  return [events, visits, runs].reduce((sum, { numAffectedRows }) => sum + Number(numAffectedRows ?? 0n), 0)
}

/** Deletes figures from before; how many by table. */
export async function forgetOldFigures(db: Db, before: number): Promise<{ [table: string]: number }> {
  let visits = 0
  for (const guide of await walkedGuides(db))
    visits += await deleteAll(
      db,
      'visits',
      ['id'],
      sql`root_guide = ${guide} and opened_at < ${before} and exit is not null`,
    )
  const runs = await deleteAll(
    db,
    'runs',
    ['id'],
    sql`started_at < ${before} and (ended_at is not null or conversation is null)`,
  )
  return { events: await forgetEvents(db, before), visits, runs }
}

/** Events have no key; those of a stretch of time go together, some days at once. */
async function forgetEvents(db: Db, before: number): Promise<number> {
  let deleted = 0
  for (;;) {
    const oldest = await db
      .selectFrom('events')
      .select('at')
      .where('at', '<', before)
      .orderBy('at')
      .limit(1)
      .offset(BATCH)
      .executeTakeFirst()
    const { numDeletedRows } = await db
      .deleteFrom('events')
      .where('at', '<', before)
      .$if(oldest !== undefined, query => query.where('at', '<=', oldest?.at ?? before))
      .executeTakeFirst()
    deleted += Number(numDeletedRows)
    if (oldest === undefined) return deleted
    await setImmediate()
  }
}

/** The guides that visits are of, one look into the index each. */
async function walkedGuides(db: Db): Promise<string[]> {
  const { rows } = await sql<{ guide: string }>`
    with recursive g (guide) as (
      select min(root_guide) from visits
      union all
      select (select min(root_guide) from visits where root_guide > g.guide) from g where g.guide is not null)
    select guide from g where guide is not null`.execute(db)
  return rows.map(({ guide }) => guide)
}
