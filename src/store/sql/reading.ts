import { sql } from 'kysely'
import type { MessageRow, PersonKey, StoredConversation } from '../records/conversation.ts'
import type { Db } from '../schema.ts'
import type { Store } from '../store.ts'
import { personKey } from './referee.ts'
import { manyRows, values } from './rows.ts'

type Reading = Pick<Store, 'load' | 'loadById' | 'messages' | 'slip' | 'visitCounts' | 'eventCounts'>

/** Everything that reads and changes nothing. */
export function reading(db: Db): Reading {
  const byPerson = manyRows<PersonKey, StoredConversation & { unsent: unknown }>((db, keys) =>
    sql<StoredConversation & { unsent: unknown }>`select ${columns}, exists (
        select 1 from outbox where outbox.conversation = conversations.id and outbox.status = 'pending'
      ) as unsent
      from conversations where (account, person) in (${values(keys)})`.compile(db),
  )
  const byId = manyRows<{ id: string }, StoredConversation>((db, rows) =>
    sql<StoredConversation>`select ${columns} from conversations where id in (${values(rows)})`.compile(db),
  )

  return {
    async load(keys) {
      const rows = keys.map(({ account, person }) => ({ account, person }))
      const found = new Map((await byPerson(db, rows)).map(row => [personKey(row), row]))
      return keys.map(key => {
        const row = found.get(personKey(key))
        // SQLite says 0 or 1, PostgreSQL false or true.
        return row ? { ...row, unsent: Boolean(row.unsent) } : null
      })
    },

    async loadById(ids) {
      const rows = ids.map(id => ({ id }))
      const found = new Map((await byId(db, rows)).map(row => [row.id, row]))
      return ids.map(id => found.get(id) ?? null)
    },

    async messages({ conversation, after, limit }): Promise<MessageRow[]> {
      return db
        .selectFrom('messages')
        .select(['seq', 'sender as from', 'body', 'at'])
        .where('conversation', '=', conversation)
        .where('seq', '>', after)
        .orderBy('seq')
        .limit(limit)
        .execute()
    },

    async slip({ code, now }) {
      const row = await db
        .selectFrom('slips')
        .select('body')
        .where('code', '=', code)
        .where('expires', '>', now)
        .executeTakeFirst()
      return row?.body ?? null
    },

    async visitCounts({ rootGuide, since, until }) {
      return db
        .selectFrom('visits')
        .select(['guide', 'step', 'path', 'exit', 'obstacle'])
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('root_guide', '=', rootGuide)
        .$if(since !== undefined, query => query.where('opened_at', '>=', since ?? 0))
        .$if(until !== undefined, query => query.where('opened_at', '<', until ?? 0))
        .groupBy(['guide', 'step', 'path', 'exit', 'obstacle'])
        .orderBy('path')
        .execute()
    },

    async eventCounts({ since, until }) {
      return db
        .selectFrom('events')
        .select('type')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .$if(since !== undefined, query => query.where('at', '>=', since ?? 0))
        .$if(until !== undefined, query => query.where('at', '<', until ?? 0))
        .groupBy('type')
        .orderBy('type')
        .execute()
    },
  }
}

const columns = sql.raw(
  'id, account, person, person_id as "personId", unit, revision, next_seq as "nextSeq", state',
)
