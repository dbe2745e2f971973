import { sql } from 'kysely'
import type { HandoffRow } from '../records/handoff.ts'
import type { Database, Db } from '../schema.ts'
import type { Store } from '../store.ts'
import type { ChangedTurn } from './changed-turn.ts'
import { manyRows, values } from './rows.ts'

/** What staff see of people who wait for them. */
export function handoffsOf(db: Db): Pick<Store, 'handoffs' | 'closeHandoff'> {
  return {
    async handoffs({ missedSince, limit }): Promise<HandoffRow[]> {
      return db
        .selectFrom('handoffs')
        .innerJoin('conversations', 'conversations.id', 'handoffs.conversation')
        .select([
          'handoffs.id',
          'handoffs.conversation',
          'conversations.account',
          'conversations.unit',
          'handoffs.what',
          'handoffs.summary',
          'handoffs.started_by as startedBy',
          'handoffs.started_at as startedAt',
          'handoffs.answered_at as answeredAt',
          'handoffs.ended_at as endedAt',
        ])
        .where(({ eb, and, or }) =>
          or([
            eb('handoffs.ended_at', 'is', null),
            and([
              eb('handoffs.started_by', '=', 'citizen'),
              eb('handoffs.answered_at', 'is', null),
              eb('handoffs.ended_by', '=', 'quiet'),
              eb('handoffs.ended_at', '>=', missedSince),
            ]),
          ]),
        )
        .orderBy('handoffs.started_at')
        .orderBy('handoffs.id')
        .limit(limit)
        .execute()
    },

    async closeHandoff({ id, at }) {
      const { numUpdatedRows } = await db
        .updateTable('handoffs')
        .set(({ fn, val }) => ({ ended_at: fn.coalesce('ended_at', val(at)), ended_by: 'seen' }))
        .where('id', '=', id)
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },
  }
}

/** Writes what turns did to hand-offs. Whatever comes twice changes nothing: the first answer and the first end stand. */
export function handoffWriter(): (db: Db, turns: readonly ChangedTurn[]) => Promise<void> {
  const start = manyRows<Database['handoffs'], unknown>((db, rows) =>
    db
      .insertInto('handoffs')
      .values(rows)
      .onConflict(conflict => conflict.doNothing())
      .compile(),
  )
  const answer = manyRows<{ id: string; at: number }, unknown>((db, rows) =>
    sql`
      with v (id, at) as (${values(rows)})
      update handoffs set answered_at = cast(v.at as bigint)
      from v where handoffs.id = v.id and handoffs.answered_at is null`.compile(db),
  )
  const end = manyRows<{ id: string; why: string; at: number }, unknown>((db, rows) =>
    sql`
      with v (id, why, at) as (${values(rows)})
      update handoffs set ended_by = v.why, ended_at = cast(v.at as bigint)
      from v where handoffs.id = v.id and handoffs.ended_at is null`.compile(db),
  )
  // What staff themselves had written and is still on its way goes on.
  const silence = manyRows<{ conversation: string; before: number; at: number }, unknown>((db, rows) =>
    sql`
      with v (conversation, before, at) as (${values(rows)})
      update outbox set
        status = 'given_up', request = null, reason = 'staff took over', settled_at = cast(v.at as bigint),
        lease_until = null
      from v
      where outbox.conversation = v.conversation and outbox.status = 'pending'
        and outbox.seq < cast(v.before as bigint)
        and exists (
          select 1 from messages
          where messages.conversation = outbox.conversation and messages.seq = outbox.seq
            and messages.sender = 'bot'
        )`.compile(db),
  )

  return async (db, turns) => {
    await start(db, turns.flatMap(started))
    await answer(db, turns.flatMap(answered))
    await end(db, turns.flatMap(ended))
    await silence(db, turns.flatMap(silenced))
  }
}

function started({ change }: ChangedTurn): Database['handoffs'][] {
  return (change.handOffs ?? []).flatMap(one =>
    one.kind === 'started'
      ? [
          {
            id: one.id,
            conversation: change.conversation.id,
            what: one.what,
            summary: one.summary,
            started_by: one.by,
            staff: null,
            started_at: one.at,
            answered_at: one.by === 'staff' ? one.at : null,
            ended_at: null,
            ended_by: null,
          },
        ]
      : [],
  )
}

function answered({ change }: ChangedTurn): { id: string; at: number }[] {
  return (change.handOffs ?? []).flatMap(one => (one.kind === 'answered' ? [{ id: one.id, at: one.at }] : []))
}

function ended({ change }: ChangedTurn): { id: string; why: string; at: number }[] {
  return (change.handOffs ?? []).flatMap(one =>
    one.kind === 'ended' ? [{ id: one.id, why: one.why, at: one.at }] : [],
  )
}

function silenced({ change, inbox }: ChangedTurn): { conversation: string; before: number; at: number }[] {
  const { silencedBefore: before } = change
  return before == null ? [] : [{ conversation: change.conversation.id, before, at: inbox.receivedAt }]
}
