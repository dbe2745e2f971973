import type { Db } from '../schema.ts'
import type { Claim, InboxRow, JobRow, OutboxRow } from '../store.ts'

/**
 * Leasing work: the one thing that engines do differently (PostgreSQL skips rows that another instance holds).
 * A lease that ran out without being settled counts as an attempt, so that work which kills the process is not
 * tried for ever.
 */
export type Claims = {
  inbox(db: Db, claim: Claim): Promise<InboxRow[]>
  outbox(db: Db, claim: Claim & { accounts: readonly string[] }): Promise<OutboxRow[]>
  jobs(db: Db, claim: Claim): Promise<JobRow[]>
}
