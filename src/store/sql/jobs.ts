import { sql } from 'kysely'
import type { Db } from '../schema.ts'

/** Lets a failed job be tried again. One that was finished, cancelled or set anew meanwhile stays as it is. */
export function jobRetrier(db: Db): (id: string, notBefore: number, reason: string) => Promise<void> {
  return async (id, notBefore, reason) => {
    await db
      .updateTable('jobs')
      .set(set => ({ due: notBefore, reason, lease_until: null, attempts: set('attempts', '+', 1) }))
      .where('id', '=', id)
      .execute()
  }
}

/**
 * When the next row falls due: of each conversation's outbox and each person's inbox the first row, as the
 * others wait for it; of leased rows the end of the lease.
 */
export async function nextDue(db: Db): Promise<number | null> {
  const { rows } = await sql<{ at: number | null }>`
    select min(at) as at from (
      select min(due) as at from jobs where lease_until is null
      union all select min(lease_until) from jobs where lease_until is not null
      union all select min(lease_until) from outbox where lease_until is not null
      union all select min(lease_until) from inbox where status <> 'done' and lease_until is not null
      union all select min((
          select not_before from outbox
          where status = 'pending' and account = waiting.account and lease_until is null
            and not exists (
              select 1 from outbox as earlier
              where earlier.status = 'pending' and earlier.conversation = outbox.conversation
                and (earlier.seq, earlier.part) < (outbox.seq, outbox.part)
            )
          order by not_before limit 1
        )) from (select distinct account from outbox where status = 'pending') as waiting
      union all select min(not_before) from inbox
        where status <> 'done' and status = 'pending' and lease_until is null
          and not exists (
            select 1 from inbox as older
            where older.status <> 'done' and older.status = 'pending'
              and older.account = inbox.account and older.person = inbox.person
              and (older.received_at, older.place) < (inbox.received_at, inbox.place)
          )
    ) as due`.execute(db)
  return rows[0]?.at ?? null
}

/** Frees what a process that is gone had leased. What it left unsettled counts as an attempt. */
export async function releaseLeases(db: Db): Promise<void> {
  await db.transaction().execute(async trx => {
    await trx
      .updateTable('inbox')
      .set(set => ({ lease_until: null, attempts: set('attempts', '+', 1) }))
      .where('status', '<>', 'done')
      .where('lease_until', 'is not', null)
      .execute()
    await trx
      .updateTable('outbox')
      .set(set => ({ lease_until: null, attempts: set('attempts', '+', 1) }))
      .where('lease_until', 'is not', null)
      .execute()
    await trx
      .updateTable('jobs')
      .set(set => ({ lease_until: null, attempts: set('attempts', '+', 1) }))
      .where('lease_until', 'is not', null)
      .execute()
  })
}
