import type { AccountPause, AccountRow, ChannelAccount } from '../records/account.ts'
import type { Db } from '../schema.ts'
import type { Store } from '../store.ts'

type Accounts = Pick<
  Store,
  | 'seedAccounts'
  | 'accounts'
  | 'putAccount'
  | 'removeAccount'
  | 'pauseAccount'
  | 'resumeAccount'
  | 'hurryOutbox'
>

/** The channel accounts, and the units that they belong to. */
export function accountsOf(db: Db): Accounts {
  return {
    async seedAccounts(accounts) {
      if (accounts.length === 0) return
      await db.transaction().execute(async trx => {
        await addUnits(trx, accounts)
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
    },

    async accounts() {
      const rows = await db.selectFrom('channel_accounts').selectAll().orderBy('id').execute()
      return rows.map(
        ({ id, kind, unit, title, origin, settings, profile, ...row }): ChannelAccount => ({
          ...{ id, kind, unit, title, origin, settings, profile },
          addedAt: Number(row.added_at),
          removedAt: row.removed_at === null ? null : Number(row.removed_at),
          paused: pauseOf(row),
        }),
      )
    },

    async putAccount({ id, kind, unit, title, origin, settings, profile, at }) {
      const written = { kind, unit, title, origin, settings, profile }
      await db.transaction().execute(async trx => {
        await addUnits(trx, [{ unit }])
        await trx
          .insertInto('channel_accounts')
          .values({ id, ...written, added_at: at })
          .onConflict(conflict => conflict.column('id').doUpdateSet({ ...written, removed_at: null }))
          .execute()
      })
    },

    async removeAccount(id, at) {
      const { numUpdatedRows } = await db
        .updateTable('channel_accounts')
        .set({ settings: null, profile: null, removed_at: at, ...OPEN })
        .where('id', '=', id)
        .where('removed_at', 'is', null)
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },

    async pauseAccount(id, { by, reason, at }) {
      const { numUpdatedRows } = await db
        .updateTable('channel_accounts')
        .set({ paused_by: by, paused_reason: reason, paused_at: at })
        .where('id', '=', id)
        .where('removed_at', 'is', null)
        // An operator's word stands above a lost token, and the first report says since when it is lost.
        .$if(by === 'token', update => update.where('paused_by', 'is', null))
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },

    async resumeAccount(id, by) {
      const { numUpdatedRows } = await db
        .updateTable('channel_accounts')
        .set(OPEN)
        .where('id', '=', id)
        .where('paused_by', '=', by)
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },

    async hurryOutbox(account, now) {
      const { numUpdatedRows } = await db
        .updateTable('outbox')
        .set({ not_before: now })
        .where('status', '=', 'pending')
        .where('account', '=', account)
        .where('not_before', '>', now)
        // It may have got through, and an echo may still tell.
        .where('unsure', '=', 0)
        .executeTakeFirst()
      return Number(numUpdatedRows)
    },
  }
}

const OPEN = { paused_by: null, paused_reason: null, paused_at: null }

async function addUnits(db: Db, accounts: readonly Pick<AccountRow, 'unit'>[]): Promise<void> {
  const units = [...new Set(accounts.map(({ unit }) => unit))]
  await db
    .insertInto('units')
    .values(units.map(id => ({ id, title: null })))
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

type PauseColumns = {
  paused_by: AccountPause['by'] | null
  paused_reason: string | null
  paused_at: number | null
}

function pauseOf({ paused_by: by, paused_reason: reason, paused_at: at }: PauseColumns): AccountPause | null {
  return by === null ? null : { by, reason: reason ?? '', at: Number(at) }
}
