import { sql } from 'kysely'
import type { Db } from '../schema.ts'
import type { Store } from '../store.ts'

/** Everything that hangs on one conversation, for the person whose it is. */
export function ownData(db: Db): Pick<Store, 'keptOf' | 'openOwnPage' | 'ownPageBrowser'> {
  return {
    async keptOf(id) {
      const conversation = await db
        .selectFrom('conversations')
        .select(['account', 'person', 'unit', 'state'])
        .select(['first_link as firstLink', 'last_link as lastLink'])
        .select(['created_at as createdAt', 'updated_at as updatedAt', 'forget_at as forgetAt'])
        .where('id', '=', id)
        .executeTakeFirst()
      if (!conversation) return null
      const messages = db
        .selectFrom('messages')
        .select(['seq', 'sender as from', 'body', 'at', 'expires'])
        .where('conversation', '=', id)
        .orderBy('seq')
      const runs = db
        .selectFrom('runs')
        .select(['guide', 'relation', 'link', 'outcome', 'started_at as startedAt', 'ended_at as endedAt'])
        .where('conversation', '=', id)
        .orderBy('started_at')
      const visits = db
        .selectFrom('visits')
        .select(['root_guide as guide', 'path', 'exit', 'obstacle', 'opened_at as openedAt'])
        .select('closed_at as closedAt')
        .where('conversation', '=', id)
        .orderBy('opened_at')
      const events = db
        .selectFrom('events')
        .select(['type', 'at', 'topic', 'facet', 'guide', 'result', 'link'])
        .where('conversation', '=', id)
        .orderBy('at')
      const questions = db
        .selectFrom('questions')
        .select(['text', 'at'])
        .where('conversation', '=', id)
        .orderBy('at')
      const slips = db.selectFrom('slips').select(['code', 'body', 'expires']).where('conversation', '=', id)
      const dossiers = db
        .selectFrom('dossiers')
        .select(['code', 'status', 'added_at as addedAt'])
        .where('conversation', '=', id)
      const handoffs = db
        .selectFrom('handoffs')
        .select(['what', 'summary'])
        .select(['started_at as startedAt', 'answered_at as answeredAt', 'ended_at as endedAt'])
        .where('conversation', '=', id)
        .orderBy('started_at')
      const jobs = db.selectFrom('jobs').select(['kind', 'due']).where('conversation', '=', id).orderBy('due')
      const outbox = db
        .selectFrom('outbox')
        .select(['status', 'not_before as notBefore', 'settled_at as settledAt'])
        .where('conversation', '=', id)
        .orderBy('seq')
      return {
        conversation,
        messages: await messages.execute(),
        runs: await runs.execute(),
        visits: await visits.execute(),
        events: await events.execute(),
        questions: await questions.execute(),
        slips: await slips.execute(),
        dossiers: await dossiers.execute(),
        handoffs: await handoffs.execute(),
        jobs: await jobs.execute(),
        outbox: await outbox.execute(),
      }
    },

    async openOwnPage({ id, browser, expires }) {
      await sql`
        insert into own_pages (id, browser, expires) values (${id}, ${browser}, ${expires})
        on conflict (id) do nothing`.execute(db)
      return (await browserOf(db, id)) === browser
    },

    ownPageBrowser: id => browserOf(db, id),
  }
}

async function browserOf(db: Db, id: string): Promise<string | null> {
  const row = await db.selectFrom('own_pages').select('browser').where('id', '=', id).executeTakeFirst()
  return row?.browser ?? null
}
