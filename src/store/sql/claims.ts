import type { RawBuilder } from 'kysely'
import type { PersonKey } from '../records/conversation.ts'
import {
  type Claim,
  type InboxRow,
  type JobRow,
  type OutboxClaim,
  type OutboxRow,
  outboxId,
} from '../records/queues.ts'
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

/** Claimed rows as they came in, the oldest first. */
export function inOrder(rows: readonly ClaimedInbox[]): InboxRow[] {
  return rows
    .toSorted((one, other) => one.receivedAt - other.receivedAt || one.place - other.place)
    .map(({ place, ...row }) => row)
}

/** `place` tells apart what came in within one millisecond. */
export type ClaimedInbox = InboxRow & { place: number }

/** Claimed rows as they may leave, the oldest first. */
export function inOrderOfLeaving(rows: readonly ClaimedOutbox[]): OutboxRow[] {
  return rows
    .toSorted((one, other) => one.notBefore - other.notBefore)
    .map(({ notBefore, ...row }) => ({ id: outboxId(row), ...row }))
}

export type ClaimedOutbox = Omit<OutboxRow, 'id'> & { notBefore: number }
