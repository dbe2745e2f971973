import { sql } from 'kysely'
import type { TurnRecord } from '../records/turn.ts'
import type { Db } from '../schema.ts'
import type { ChangedTurn } from './changed-turn.ts'
import { manyRows, values } from './rows.ts'
import { closedVisits, visitCloser } from './visits.ts'

/** `at`: when they asked; what waits in the inbox from before goes as well. */
export type Forgotten = { account: string; person: string; at: number }
export type Erased = { conversation: string; at: number }

/**
 * Deletes the conversations that erasing turns take the place of, and all that hangs on them. Their visits are
 * closed before, as figures must still add up when nobody can say any more whose they were. What waits in the
 * inbox from before the request loses its content and stays as a hash.
 */
export function eraser(): (
  db: Db,
  turns: readonly ChangedTurn[],
  replaced: ReadonlyMap<TurnRecord, string>,
) => Promise<void> {
  const close = visitCloser()
  const erase = conversationEraser()
  return async (db, turns, replaced) => {
    const erasing = turns.filter(turn => turn.change.erase)
    if (erasing.length === 0) return
    await close(db, closedVisits(erasing))
    const erased = erasing.flatMap(turn => {
      const conversation = replaced.get(turn)
      return conversation === undefined ? [] : [{ conversation, at: turn.inbox.receivedAt }]
    })
    const people = erasing.map(({ change, inbox }) => ({
      account: change.conversation.account,
      person: change.conversation.person,
      at: inbox.receivedAt,
    }))
    await erase(db, people, erased)
  }
}

/** Erases conversations, and what waits in the inbox of these people; a line each in the log of removals. */
export function conversationEraser(): (
  db: Db,
  people: readonly Forgotten[],
  erased: readonly Erased[],
) => Promise<void> {
  const closeRest = manyRows<Erased, unknown>((db, rows) =>
    sql`
      with v (conversation, at) as (${values(rows)})
      update visits set exit = 'erased', closed_at = cast(v.at as bigint)
      from v where visits.conversation = v.conversation and visits.exit is null`.compile(db),
  )
  const forget = manyRows<Forgotten, unknown>((db, rows) =>
    sql`
      with v (account, person, at) as (${values(rows)})
      update inbox set
        status = 'done', person = null, message_id = null, body = null, reason = null, lease_until = null
      from v
      where inbox.account = v.account and inbox.person = v.person
        and inbox.received_at <= cast(v.at as bigint) and inbox.status <> 'done'`.compile(db),
  )

  return async (db, people, erased) => {
    await closeRest(db, erased)
    await forget(db, people)
    if (erased.length === 0) return
    await db
      .deleteFrom('conversations')
      .where(
        'id',
        'in',
        erased.map(({ conversation }) => conversation),
      )
      .execute()
    await db
      .insertInto('removals')
      .values(
        erased.map(({ at }) => ({
          at,
          kind: 'conversations',
          reason: 'request' as const,
          rows_removed: 1,
          older_than: null,
        })),
      )
      .execute()
  }
}
