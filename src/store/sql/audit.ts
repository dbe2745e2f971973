import type { AuditEntry } from '../records/audit.ts'
import type { Database, Db } from '../schema.ts'
import type { Store } from '../store.ts'
import type { ChangedTurn } from './changed-turn.ts'
import { manyRows } from './rows.ts'

/** What staff did: beside the turns that came of it, or by itself. */
export function audit(db: Db): Pick<Store, 'noteAudit' | 'audit'> {
  return {
    async noteAudit(entry) {
      await db.insertInto('audit').values(rowOf(entry)).execute()
    },

    async audit({ since, limit }): Promise<AuditEntry[]> {
      const rows = await db
        .selectFrom('audit')
        .select(['id', 'staff', 'action', 'target', 'at'])
        .where('at', '>=', since)
        .orderBy('at', 'desc')
        .orderBy('id')
        .limit(limit)
        .execute()
      return rows.toReversed()
    },
  }
}

/** Writes what turns say of it. */
export function auditWriter(): (db: Db, turns: readonly ChangedTurn[]) => Promise<void> {
  const insert = manyRows<Database['audit'], unknown>((db, rows) =>
    db.insertInto('audit').values(rows).compile(),
  )
  return async (db, turns) => {
    await insert(
      db,
      turns.flatMap(({ change }) => (change.audit ?? []).map(rowOf)),
    )
  }
}

function rowOf({ id, staff, action, target, at }: AuditEntry): Database['audit'] {
  return { id, staff, action, target, detail: null, at }
}
