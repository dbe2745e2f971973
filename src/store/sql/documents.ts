import type { Db } from '../schema.ts'
import type { Store } from '../store.ts'

/** Values under a name, each written only by whoever saw the last version. */
export function documents(db: Db): Pick<Store, 'getDocument' | 'putDocument'> {
  return {
    async getDocument(name) {
      const row = await db
        .selectFrom('documents')
        .select(['body', 'version'])
        .where('name', '=', name)
        .executeTakeFirst()
      return row ?? null
    },

    async putDocument(name, body, expected) {
      if (expected === 0) {
        const { numInsertedOrUpdatedRows } = await db
          .insertInto('documents')
          .values({ name, body, version: 1 })
          .onConflict(conflict => conflict.doNothing())
          .executeTakeFirst()
        return numInsertedOrUpdatedRows === 1n
      }
      const { numUpdatedRows } = await db
        .updateTable('documents')
        .set({ body, version: expected + 1 })
        .where('name', '=', name)
        .where('version', '=', expected)
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },
  }
}
