import { sql } from 'kysely'
import { type OutboxRow, type OutboxSettlement, outboxId, type SeenEcho } from '../records/queues.ts'
import type { Database, Db } from '../schema.ts'
import type { Store } from '../store.ts'
import { manyRows, values } from './rows.ts'

type Place = Pick<Database['outbox'], 'conversation' | 'seq' | 'part'>
type Settled = Place &
  Pick<Database['outbox'], 'status' | 'reason' | 'platform_id' | 'settled_at'> & {
    /** Null where it stays as it is, as with `unsure`. */
    not_before: number | null
    unsure: number | null
    /** What this adds to its attempts. */
    tries: number
    /** The lease that it must still have; null where that does not matter. */
    lease: number | null
  }

type Found = Omit<OutboxRow, 'id'> & { platformId: string }
type Outbox = Pick<Store, 'settleOutbox' | 'pendingOutbox' | 'mayBeEchoed' | 'overdueOutbox'>

/** What becomes of requests on their way out. */
export function outboxOf(db: Db): Outbox {
  const settle = outboxSettler()
  const heads = headsTried()
  const pending = stillPending()
  return {
    async settleOutbox(settlements) {
      if (settlements.length === 0) return
      // Its rows take several statements, and each outside of a transaction would wait for the disk by itself.
      // In one order, or two instances would wait for each other.
      const ordered = [...settlements].sort((one, other) => (one.id < other.id ? -1 : 1))
      await db.transaction().execute(trx => settle(trx, ordered.map(settled)))
    },

    async mayBeEchoed(echoes) {
      const rows = await heads(
        db,
        echoes.map(({ account, person, platformId }) => ({ account, person, platformId })),
      )
      return rows.map(row => ({ ...row, id: outboxId(row) }))
    },

    async pendingOutbox(ids) {
      const rows = await pending(db, ids.map(placeOf))
      return rows.map(outboxId)
    },

    async overdueOutbox({ now, limit }) {
      const { rows } = await sql<Omit<OutboxRow, 'id'>>`
        select outbox.conversation, outbox.account, conversations.person, outbox.seq, outbox.part, outbox.request,
          outbox.attempts, outbox.expires
        from outbox join conversations on conversations.id = outbox.conversation
        where outbox.status = 'pending' and outbox.expires < ${now}
          and (outbox.lease_until is null or outbox.lease_until <= ${now})
        order by outbox.expires, outbox.conversation, outbox.seq, outbox.part limit ${limit}`.execute(db)
      return rows.map(row => ({ ...row, id: outboxId(row) }))
    },
  }
}

/**
 * Ends the lease of outbox rows. A settled row loses its request, and nothing settles it again: the answer to
 * a request whose lease had run out comes too late.
 */
function outboxSettler() {
  return manyRows<{ [column in keyof Settled]: string | number | null }, unknown>((db, rows) =>
    sql`
      with v (conversation, seq, part, status, reason, platform_id, settled_at, not_before, unsure, tries, lease)
        as (${values(rows)})
      update outbox set
        status = v.status,
        request = case when v.status = 'pending' then outbox.request end,
        attempts = outbox.attempts + cast(v.tries as integer),
        not_before = coalesce(cast(v.not_before as bigint), outbox.not_before),
        unsure = coalesce(cast(v.unsure as integer), outbox.unsure),
        reason = v.reason,
        platform_id = v.platform_id,
        settled_at = cast(v.settled_at as bigint),
        lease_until = null
      from v
      where outbox.conversation = v.conversation and outbox.seq = cast(v.seq as bigint)
        and outbox.part = cast(v.part as integer) and outbox.status = 'pending'
        and (v.lease is null or outbox.lease_until = cast(v.lease as bigint))`.compile(db),
  )
}

/** Rows of a conversation leave in order, so only its first unsettled one can have been tried and be in doubt. */
function headsTried() {
  return manyRows<SeenEcho, Found>((db, rows) =>
    sql<Found>`
      with v (account, person, platform_id) as (${values(rows)})
      select outbox.conversation, outbox.account, conversations.person, outbox.seq, outbox.part, outbox.request,
        outbox.attempts, outbox.expires, v.platform_id as "platformId"
      from v
        join conversations on conversations.account = v.account and conversations.person = v.person
        join outbox on outbox.conversation = conversations.id
      where outbox.status = 'pending' and (outbox.lease_until is not null or outbox.attempts > 0)
        and not exists (
          select 1 from outbox as earlier
          where earlier.status = 'pending' and earlier.conversation = outbox.conversation
            and (earlier.seq, earlier.part) < (outbox.seq, outbox.part)
        )
        and not exists (
          select 1 from outbox as known
          where known.conversation = outbox.conversation and known.platform_id = v.platform_id
        )`.compile(db),
  )
}

function stillPending() {
  return manyRows<Place, Place>((db, rows) =>
    sql<Place>`
      with v (conversation, seq, part) as (${values(rows)})
      select outbox.conversation, outbox.seq, outbox.part
      from v join outbox on outbox.conversation = v.conversation and outbox.seq = cast(v.seq as bigint)
        and outbox.part = cast(v.part as integer)
      where outbox.status = 'pending'`.compile(db),
  )
}

function placeOf(id: string): Place {
  const [, conversation, seq, part] = /^(.*)\/(\d+)\/(\d+)$/.exec(id) ?? []
  if (conversation === undefined) throw new Error(`${id} is not the id of an outbox row.`)
  return { conversation, seq: Number(seq), part: Number(part) }
}

/** The columns stand in the statement's order. */
function settled(settlement: OutboxSettlement): Settled {
  const untouched = {
    ...placeOf(settlement.id),
    status: 'pending' as const,
    reason: null,
    platform_id: null,
    settled_at: null,
    not_before: null,
    unsure: null,
    tries: 0,
    lease: settlement.leasedUntil ?? null,
  }
  switch (settlement.status) {
    case 'sent':
      return {
        ...untouched,
        // The platform has it, whoever holds the row by now.
        lease: null,
        status: 'sent',
        platform_id: settlement.platformId,
        settled_at: settlement.at,
        unsure: 0,
      }
    case 'given_up':
      return {
        ...untouched,
        status: 'given_up',
        reason: settlement.reason,
        settled_at: settlement.at,
        unsure: 0,
      }
    case 'retry':
    case 'unsure':
      return {
        ...untouched,
        reason: settlement.reason,
        not_before: settlement.notBefore,
        unsure: settlement.status === 'unsure' ? 1 : 0,
        tries: 1,
      }
    case 'put_off':
      return { ...untouched, reason: settlement.reason, not_before: settlement.notBefore }
    case 'released':
      return untouched
  }
}
