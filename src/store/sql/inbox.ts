import { sql } from 'kysely'
import type { InboxSettlement } from '../records/queues.ts'
import type { Db } from '../schema.ts'
import { manyRows, values } from './rows.ts'

type Settled = {
  id: string
  status: string
  not_before: number | null
  reason: string
  /** The lease that it must still have; null where that does not matter. */
  lease: number | null
}

/**
 * Ends the lease of inbox rows: to be tried again, or given up. What was said is then dropped as after any turn: the
 * person has been told, and the log names the error.
 */
export function inboxSettler(db: Db): (settlements: readonly InboxSettlement[]) => Promise<void> {
  const settle = manyRows<Settled, unknown>((db, rows) =>
    sql`
      with v (id, status, not_before, reason, lease) as (${values(rows)})
      update inbox set
        status = v.status,
        not_before = cast(v.not_before as bigint),
        reason = v.reason,
        attempts = attempts + 1,
        person = case when v.status = 'dead' then null else inbox.person end,
        message_id = case when v.status = 'dead' then null else inbox.message_id end,
        body = case when v.status = 'dead' then null else inbox.body end,
        lease_until = null
      from v where inbox.id = v.id and inbox.status = 'pending'
        and (v.lease is null or inbox.lease_until = cast(v.lease as bigint))`.compile(db),
  )
  return async settlements => {
    const rows = settlements.map(settlement => ({
      id: settlement.id,
      status: settlement.status === 'retry' ? 'pending' : 'dead',
      not_before: settlement.status === 'retry' ? settlement.notBefore : null,
      reason: settlement.reason,
      lease: settlement.leasedUntil ?? null,
    }))
    await settle(db, rows)
  }
}
