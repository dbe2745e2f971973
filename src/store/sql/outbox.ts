import { sql } from 'kysely'
import type { Database, Db } from '../schema.ts'
import type { OutboxSettlement } from '../store.ts'
import { manyRows, values } from './rows.ts'

type Place = Pick<Database['outbox'], 'conversation' | 'seq' | 'part'>
type Settled = Place &
  Pick<Database['outbox'], 'status' | 'not_before' | 'reason' | 'platform_id' | 'settled_at'>

/**
 * Ends the lease of outbox rows. A settled row loses its request, and nothing settles it again: the answer to
 * a request whose lease had run out comes too late.
 */
export function outboxSettler(db: Db): (settlements: readonly OutboxSettlement[]) => Promise<void> {
  const settle = manyRows<{ [column in keyof Settled]: string | number | null }, unknown>((db, rows) =>
    sql`
      with v (conversation, seq, part, status, not_before, reason, platform_id, settled_at) as (${values(rows)})
      update outbox set
        status = v.status,
        request = case when v.status = 'pending' then outbox.request end,
        attempts = outbox.attempts + case when v.status = 'pending' then 1 else 0 end,
        not_before = coalesce(cast(v.not_before as bigint), outbox.not_before),
        reason = v.reason,
        platform_id = v.platform_id,
        settled_at = cast(v.settled_at as bigint),
        lease_until = null
      from v
      where outbox.conversation = v.conversation and outbox.seq = cast(v.seq as bigint)
        and outbox.part = cast(v.part as integer) and outbox.status = 'pending'`.compile(db),
  )
  return async settlements => {
    if (settlements.length === 0) return
    // Its rows take several statements, and each outside of a transaction would wait for the disk by itself.
    await db.transaction().execute(trx => settle(trx, settlements.map(settled)))
  }
}

function placeOf(id: string): Place {
  const [, conversation, seq, part] = /^(.*)\/(\d+)\/(\d+)$/.exec(id) ?? []
  if (conversation === undefined) throw new Error(`${id} is not the id of an outbox row.`)
  return { conversation, seq: Number(seq), part: Number(part) }
}

function settled(settlement: OutboxSettlement) {
  const place = placeOf(settlement.id)
  const open = { not_before: null, reason: null, platform_id: null, settled_at: null }
  switch (settlement.status) {
    case 'sent':
      return {
        ...place,
        status: 'sent',
        ...open,
        platform_id: settlement.platformId,
        settled_at: settlement.at,
      }
    case 'retry':
      return {
        ...place,
        status: 'pending',
        ...open,
        not_before: settlement.notBefore,
        reason: settlement.reason,
      }
    case 'given_up':
      return { ...place, status: 'given_up', ...open, reason: settlement.reason, settled_at: settlement.at }
  }
}
