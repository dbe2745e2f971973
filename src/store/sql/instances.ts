import type { Db } from '../schema.ts'
import type { Store } from '../store.ts'

/** What instances on one database tell each other so that they keep the platforms' limits together. */
export function instancesOf(db: Db): Pick<Store, 'meet' | 'leave' | 'shutLimit'> {
  return {
    async meet({ id, now, aliveSince }) {
      await db
        .insertInto('instances')
        .values({ id, seen_at: now })
        .onConflict(conflict => conflict.column('id').doUpdateSet({ seen_at: now }))
        .execute()
      await db.deleteFrom('instances').where('seen_at', '<', aliveSince).execute()
      await db.deleteFrom('shut_limits').where('until', '<=', now).execute()
      const alive = await db.selectFrom('instances').select('id').execute()
      const shut = await db.selectFrom('shut_limits').selectAll().execute()
      return {
        instances: alive.length,
        shut: shut.map(({ name, until }) => ({ name, until: Number(until) })),
      }
    },

    async leave(id) {
      await db.deleteFrom('instances').where('id', '=', id).execute()
    },

    async shutLimit({ name, until }) {
      await db
        .insertInto('shut_limits')
        .values({ name, until })
        .onConflict(conflict =>
          conflict.column('name').doUpdateSet({ until }).where('shut_limits.until', '<', until),
        )
        .execute()
    },
  }
}
