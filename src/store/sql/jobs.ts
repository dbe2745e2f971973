import type { Db } from '../schema.ts'
import type { Store } from '../store.ts'

/** What becomes of jobs that no turn finishes. One that was finished, cancelled or set anew meanwhile stays as it is. */
export function jobsOf(db: Db): Pick<Store, 'retryJob' | 'dropJob'> {
  return {
    async retryJob(id, notBefore, reason, leasedUntil) {
      await db
        .updateTable('jobs')
        .set(set => ({ due: notBefore, reason, lease_until: null, attempts: set('attempts', '+', 1) }))
        .where('id', '=', id)
        .where('lease_until', '=', leasedUntil)
        .execute()
    },

    async dropJob(id, leasedUntil) {
      const { numDeletedRows } = await db
        .deleteFrom('jobs')
        .where('id', '=', id)
        .where('lease_until', '=', leasedUntil)
        .executeTakeFirst()
      return numDeletedRows === 1n
    },
  }
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
