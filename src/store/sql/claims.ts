import type { RawBuilder } from 'kysely'
import type { PersonKey } from '../records/conversation.ts'
import type { Claim, InboxRow, JobRow, OutboxClaim, OutboxRow } from '../records/queues.ts'
import type { Db } from '../schema.ts'

/**
 * Who may have what: the one thing that engines do differently (PostgreSQL skips rows that another instance holds).
 * A lease that ran out without being settled counts as an attempt, so that work which kills the process is not
 * tried for ever.
 */
export type Claims = {
  /**
   * Ends a selection of conversations that this transaction will change: nobody else may until it ends. In one order,
   * or two would wait for each other for ever.
   */
  locked: RawBuilder<unknown>
  /**
   * Until this transaction ends, nobody else begins a conversation with these persons, who have none yet: there is no row
   * to lock. Null where nobody else can.
   */
  lockNew: ((db: Db, persons: readonly PersonKey[]) => Promise<unknown>) | null
  inbox(db: Db, claim: Claim): Promise<InboxRow[]>
  outbox(db: Db, claim: OutboxClaim): Promise<OutboxRow[]>
  jobs(db: Db, claim: Claim): Promise<JobRow[]>
}
