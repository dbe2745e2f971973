import type { PersonRow } from '../records/conversation.ts'
import type { Db } from '../schema.ts'
import type { Store } from '../store.ts'
import { conversationEraser } from './erase.ts'

/** Walking through all people, and forgetting some whom a restored backup brought back. */
export function people(db: Db): Pick<Store, 'people' | 'forgetPeople'> {
  const erase = conversationEraser()
  return {
    async people({ after, limit }): Promise<PersonRow[]> {
      return db
        .selectFrom('conversations')
        .select(['id', 'account', 'person', 'created_at as createdAt', 'updated_at as updatedAt'])
        .where('id', '>', after)
        .orderBy('id')
        .limit(limit)
        .execute()
    },

    async forgetPeople({ erased, leaving }) {
      await db.transaction().execute(async trx => {
        await erase(
          trx,
          erased.map(({ account, person, at }) => ({ account, person, at })),
          erased.map(({ id, at }) => ({ conversation: id, at })),
        )
        for (const { id, until } of leaving)
          await trx
            .updateTable('conversations')
            .set({ forget_at: until })
            .where('id', '=', id)
            .where('forget_at', 'is', null)
            .execute()
      })
    },
  }
}
