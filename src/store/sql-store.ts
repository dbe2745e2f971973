import type { Db } from './schema.ts'
import { accountsOf } from './sql/accounts.ts'
import type { Claims } from './sql/claims.ts'
import { committer } from './sql/commit.ts'
import { documents } from './sql/documents.ts'
import { inboxSettler } from './sql/inbox.ts'
import { jobRetrier, releaseLeases } from './sql/jobs.ts'
import { outboxSettler } from './sql/outbox.ts'
import { ownData } from './sql/own-data.ts'
import { reading } from './sql/reading.ts'
import { upkeep } from './sql/upkeep.ts'
import type { Store } from './store.ts'

/** The port over SQL. Engines bring a database whose schema is up to date, and their way of claiming work. */
export function sqlStore(db: Db, claims: Claims): Store {
  return {
    ...reading(db),
    ...documents(db),
    ...ownData(db),
    ...accountsOf(db),
    ...upkeep(db),
    commit: committer(db),
    claimInbox: claim => claims.inbox(db, claim),
    settleInbox: inboxSettler(db),
    claimOutbox: claim => claims.outbox(db, claim),
    settleOutbox: outboxSettler(db),
    claimJobs: claim => claims.jobs(db, claim),
    retryJob: jobRetrier(db),
    releaseLeases: () => releaseLeases(db),
    close: () => db.destroy(),
  }
}
