import type { Db } from '../schema.ts'
import type { AccountRow } from '../store.ts'

/** Adds the channel accounts that settings name, and their units; known ones get the new kind, unit and title. */
export async function seedAccounts(db: Db, accounts: readonly AccountRow[]): Promise<void> {
  if (accounts.length === 0) return
  await db.transaction().execute(async trx => {
    const units = [...new Set(accounts.map(({ unit }) => unit))]
    await trx
      .insertInto('units')
      .values(units.map(id => ({ id, title: null })))
      .onConflict(conflict => conflict.doNothing())
      .execute()
    await trx
      .insertInto('channel_accounts')
      .values(accounts.map(({ id, kind, unit, title }) => ({ id, kind, unit, title })))
      .onConflict(conflict =>
        conflict.column('id').doUpdateSet(set => ({
          kind: set.ref('excluded.kind'),
          unit: set.ref('excluded.unit'),
          title: set.ref('excluded.title'),
        })),
      )
      .execute()
  })
}
