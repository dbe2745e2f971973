import type { PersonKey } from './conversation.ts'

/** `leaseMs`: for how long the rows are the caller's. */
export type Claim = { now: number; limit: number; leaseMs: number }

/** `most`: rows of each of these accounts at the most, in their order; as many as `limit` where it is left out. */
export type OutboxClaim = Claim & { accounts: readonly string[]; most?: readonly number[] }

export type InboxRow = PersonKey & {
  id: string
  messageId: string
  body: string
  receivedAt: number
  attempts: number
}

/**
 * The lease that whoever settles a row had of it: nothing happens where it is another one by now, as an answer that comes
 * after a lease must not touch what somebody else has in hand; what was sent is sent all the same. Left out where that does
 * not matter.
 */
type Lease = { leasedUntil?: number }

export type InboxSettlement = { id: string; reason: string } & Lease &
  ({ status: 'retry'; notBefore: number } | { status: 'dead' })

export type OutboxRow = {
  id: string
  conversation: string
  account: string
  person: string
  seq: number
  part: number
  request: string
  attempts: number
  expires: number
}

/** An outbox row's id: its place. */
export function outboxId(row: Pick<OutboxRow, 'conversation' | 'seq' | 'part'>): string {
  return `${row.conversation}/${row.seq}/${row.part}`
}

/** A message of the bot's own that a platform showed, with the platform's id of it. */
export type SeenEcho = PersonKey & { platformId: string }

export type OutboxSettlement = { id: string } & Lease &
  (
    | { status: 'sent'; platformId: string | null; at: number }
    | { status: 'retry'; notBefore: number; reason: string }
    /** It may have got through: until then the platform's echo may show that it did. */
    | { status: 'unsure'; notBefore: number; reason: string }
    /** It was not tried, and anybody may take it. */
    | { status: 'released'; leasedUntil: number }
    /** It waits for no fault of its own: this is no try. */
    | { status: 'put_off'; notBefore: number; reason: string }
    /** `given_up`: for this row; the next one of the conversation may leave. */
    | { status: 'given_up'; reason: string; at: number }
  )

export type JobRow = {
  id: string
  conversation: string
  key: string
  kind: string
  due: number
  payload: string
  attempts: number
}

/**
 * What waits, in rows; `dead` counts inbox rows that were set aside. Ages are in milliseconds, 0 where nothing waits: of a
 * message whose turn failed since it came, of a request since it was written (on accounts that are not paused), of a job
 * since it was due.
 */
export type Backlog = {
  inbox: number
  outbox: number
  jobs: number
  dead: number
  /** Of those, the ones received within a day. */
  deadToday: number
  oldestInboxAge: number
  oldestOutboxAge: number
  oldestJobAge: number
}
