import { Kysely } from 'kysely'
import { personHash } from '../person-hash.ts'
import type { CommitFate, TurnRecord } from '../records/turn.ts'
import type { Database } from '../schema.ts'
import { sqlStore } from '../sql-store.ts'
import type { Store } from '../store.ts'
import { postgresClaims } from './claims.ts'
import { postgresDialect } from './dialect.ts'
import { migrateOnce } from './migrating.ts'
import { Newsroom } from './news.ts'
import { makePool } from './pool.ts'
import { retrying } from './retrying.ts'

/** Turns, the dispatcher, its marks and the workers: more at a time than an instance has under way. */
const MOST_CONNECTIONS = 8
/** A platform that got no answer within some seconds would deliver again, so the 503 must come before. */
const STATEMENT_MS = 1_000
/** Sweeping and counting, for which nobody waits at the door. */
const PATIENT_CONNECTIONS = 2
const PATIENT_MS = 30_000

/**
 * Opens the store in a PostgreSQL database that any number of instances may share, and brings its schema up to date.
 * Connections that break are replaced; while there are none, everything throws `StoreUnavailable`.
 * @param url `postgres://user:password@host:port/database`
 * Throws `StoreUnavailable` with what to do where the database cannot be used.
 */
export async function openPostgresStore(url: string): Promise<Store> {
  await migrateOnce(url)
  const database = (most: number, statementMs: number) =>
    new Kysely<Database>({ dialect: postgresDialect(makePool({ url, most, statementMs })) })
  const db = database(MOST_CONNECTIONS, STATEMENT_MS)
  const patient = database(PATIENT_CONNECTIONS, PATIENT_MS)
  const newsroom = new Newsroom(url)
  const store = retrying(sqlStore(db, postgresClaims, patient))
  return {
    ...store,
    async commit(turns) {
      const fates = await store.commit(turns)
      newsroom.tell(newsOf(turns, fates))
      return fates
    },
    // They may be another instance's; those of one that is gone run out.
    releaseLeases: async () => {},
    onNews: listener => newsroom.onNews(listener),
    async close() {
      await newsroom.close()
      await Promise.all([db.destroy(), patient.destroy()])
    },
  }
}

/** What this instance does not send itself waits for the one that sends what was said before. */
function newsOf(turns: readonly TurnRecord[], fates: readonly CommitFate[]) {
  const changes = turns.flatMap(({ change }, index) =>
    change && fates[index] === 'committed' && change.messages.length > 0 ? change : [],
  )
  const waiting = changes.filter(({ outbox }) => outbox.some(({ leasedUntil }) => !leasedUntil))
  return {
    persons: changes.map(({ conversation }) => personHash(conversation)),
    unsent: waiting.map(({ conversation }) => personHash(conversation)),
  }
}
