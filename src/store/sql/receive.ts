import { hash } from 'node:crypto'
import { sql } from 'kysely'
import type { TurnRecord } from '../records/turn.ts'
import type { Database, Db } from '../schema.ts'
import { manyRows, values } from './rows.ts'

type InboxRow = Database['inbox']
type Again = Pick<InboxRow, 'id' | 'status' | 'body' | 'attempts' | 'not_before' | 'reason'>

/**
 * Notes what each turn came from. Returns the turns whose message is received for the first time, or whose
 * claimed row still waits; the others are duplicates.
 */
export function inboxReceiver(): (db: Db, turns: readonly TurnRecord[]) => Promise<Set<TurnRecord>> {
  const insert = manyRows<InboxRow, { id: string }>((db, rows) =>
    db
      .insertInto('inbox')
      .values(rows)
      .onConflict(conflict => conflict.doNothing())
      .returning('id')
      .compile(),
  )
  // A try that failed after somebody else took the row over (which counts as a try) is none of the row's any more.
  const tryAgain = manyRows<Again, { id: string }>((db, rows) =>
    sql<{ id: string }>`
      with v (id, status, body, attempts, not_before, reason) as (${values(rows)})
      update inbox set
        status = v.status,
        body = v.body,
        attempts = cast(v.attempts as integer),
        not_before = cast(v.not_before as bigint),
        reason = v.reason,
        person = case when v.status = 'done' then null else inbox.person end,
        message_id = case when v.status = 'done' then null else inbox.message_id end,
        lease_until = null
      from v where inbox.id = v.id and inbox.status = 'pending'
        and (v.status = 'done' or inbox.attempts < cast(v.attempts as integer))
      returning inbox.id`.compile(db),
  )
  let place = 0

  return async (db, turns) => {
    const fresh = new Map<string, { turn: TurnRecord; row: InboxRow }>()
    const claimed = new Map<string, { turn: TurnRecord; row: Again }>()
    for (const turn of turns) {
      if (turn.inbox.claimed !== null) {
        const id = turn.inbox.claimed
        if (!claimed.has(id)) claimed.set(id, { turn, row: { id, ...standing(turn.inbox) } })
      } else {
        const id = messageHash(turn.inbox.account, turn.inbox.messageId)
        place += 1
        if (!fresh.has(id)) fresh.set(id, { turn, row: newRow(turn.inbox, id, place) })
      }
    }
    // In one order: the same messages may reach another process as well.
    const inserted = await insert(db, rowsOf(fresh).sort(byId))
    const updated = await tryAgain(db, rowsOf(claimed))
    return new Set([...turnsOf(fresh, inserted), ...turnsOf(claimed, updated)])
  }
}

/** Outlives the message, so that a second delivery is known; nothing can be read back from it. */
function messageHash(account: string, messageId: string): string {
  return hash('sha256', JSON.stringify([account, messageId]), 'hex')
}

function newRow(inbox: TurnRecord['inbox'], id: string, place: number): InboxRow {
  const waits = inbox.status === 'pending'
  return {
    id,
    account: inbox.account,
    person: waits ? inbox.person : null,
    message_id: waits ? inbox.messageId : null,
    received_at: inbox.receivedAt,
    place,
    lease_until: null,
    ...standing(inbox),
  }
}

function standing(inbox: TurnRecord['inbox']): Omit<Again, 'id'> {
  if (inbox.status === 'done')
    return { status: 'done', body: null, attempts: 0, not_before: null, reason: null }
  const { status, body, attempts, notBefore, reason } = inbox
  return { status, body, attempts, not_before: notBefore, reason }
}

function byId(one: { id: string }, other: { id: string }): number {
  return one.id < other.id ? -1 : 1
}

function rowsOf<R>(noted: ReadonlyMap<string, { row: R }>): R[] {
  return [...noted.values()].map(({ row }) => row)
}

function turnsOf(
  noted: ReadonlyMap<string, { turn: TurnRecord }>,
  written: readonly { id: string }[],
): TurnRecord[] {
  return written.flatMap(({ id }) => noted.get(id)?.turn ?? [])
}
