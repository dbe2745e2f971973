import { type RawBuilder, sql } from 'kysely'
import type { Claim } from '../records/queues.ts'

/** Whether nobody holds a row. */
export function free({ now }: Pick<Claim, 'now'>): RawBuilder<unknown> {
  return sql`(lease_until is null or lease_until <= ${now})`
}

/** Takes hold of a row. A lease that ran out counts as an attempt. */
export function leased({ now, leaseMs }: Claim): RawBuilder<unknown> {
  return sql`lease_until = ${now + leaseMs}, attempts = attempts + case when lease_until is null then 0 else 1 end`
}
