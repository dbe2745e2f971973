import { sql } from 'kysely'
import type { ArrivalCount } from '../records/figures.ts'
import type { Db } from '../schema.ts'
import type { Store } from '../store.ts'

/** What people sent by the hour; several instances add to one row. */
export function arrivals(db: Db): Pick<Store, 'countArrivals' | 'arrivals'> {
  return {
    async countArrivals(counts) {
      if (counts.length === 0) return
      const rows = counts.map(({ account, hour, count, plain, lastAt }) => ({
        account,
        hour,
        count,
        plain,
        last_at: lastAt,
      }))
      // Two instances that lock the same rows in different orders would wait for each other for ever.
      rows.sort((one, other) => compare(one.account, other.account) || one.hour - other.hour)
      await db
        .insertInto('arrivals')
        .values(rows)
        .onConflict(conflict =>
          conflict.columns(['account', 'hour']).doUpdateSet({
            count: sql`arrivals.count + excluded.count`,
            plain: sql`arrivals.plain + excluded.plain`,
            last_at: sql`case when excluded.last_at > arrivals.last_at then excluded.last_at else arrivals.last_at end`,
          }),
        )
        .execute()
    },

    async arrivals(sinceHour, only): Promise<ArrivalCount[]> {
      const since = db
        .selectFrom('arrivals')
        .select(['account', 'hour', 'count', 'plain', 'last_at as lastAt'])
        .where('hour', '>=', sinceHour)
      if (!only) return since.orderBy('account').orderBy('hour').execute()
      const first = db
        .selectFrom('arrivals')
        .select(({ fn }) => ['account', fn.min('hour').as('hour')])
        .where('hour', '>=', sinceHour)
        .groupBy('account')
      return since
        .where(({ eb, or, refTuple }) =>
          or([
            eb('hour', 'in', [...only]),
            eb(refTuple('account', 'hour'), 'in', first.$asTuple('account', 'hour')),
          ]),
        )
        .orderBy('account')
        .orderBy('hour')
        .execute()
    },
  }
}

/** Hours before this one say nothing any more about how silent a channel usually is. */
export async function forgetArrivals(db: Db, beforeHour: number): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('arrivals').where('hour', '<', beforeHour).executeTakeFirst()
  return Number(numDeletedRows)
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
