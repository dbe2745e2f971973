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
