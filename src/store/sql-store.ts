import type { Db } from './schema.ts'
import { accountsOf } from './sql/accounts.ts'
import { arrivals } from './sql/arrivals.ts'
import { audit } from './sql/audit.ts'
import type { Claims } from './sql/claims.ts'
import { committer } from './sql/commit.ts'
import { documents } from './sql/documents.ts'
import { handoffsOf } from './sql/handoffs.ts'
import { inboxSettler } from './sql/inbox.ts'
import { instancesOf } from './sql/instances.ts'
import { jobsOf, releaseLeases } from './sql/jobs.ts'
import { outboxOf } from './sql/outbox.ts'
import { ownData } from './sql/own-data.ts'
import { people } from './sql/people.ts'
import { reading } from './sql/reading.ts'
import { retention } from './sql/retention.ts'
import { upkeep } from './sql/upkeep.ts'
import type { Store } from './store.ts'

/**
 * The port over SQL. Engines bring a database whose schema is up to date, and their way of claiming work. `patient` may
 * take longer than anybody at the door waits.
 */
export function sqlStore(db: Db, claims: Claims, patient: Db = db): Store {
  const { visitCounts, eventCounts } = reading(patient)
  return {
    ...reading(db),
    ...documents(db),
    ...ownData(db),
    ...accountsOf(db),
    ...arrivals(patient),
    ...audit(db),
    ...handoffsOf(db),
    ...instancesOf(db),
    ...jobsOf(db),
    ...outboxOf(db),
    ...people(db),
    ...upkeep(db),
    ...retention(patient, claims.locked),
    visitCounts,
    eventCounts,
    commit: committer(db, claims),
    claimInbox: claim => claims.inbox(db, claim),
    settleInbox: inboxSettler(db),
    claimOutbox: claim => claims.outbox(db, claim),
    claimJobs: claim => claims.jobs(db, claim),
    releaseLeases: () => releaseLeases(db),
    // Nobody else writes here, or whoever does tells it another way.
    onNews: () => () => {},
    close: () => db.destroy(),
  }
}
