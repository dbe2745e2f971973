import { sql } from 'kysely'
import type { Db } from '../schema.ts'
import type { ChangedTurn } from './changed-turn.ts'
import { manyRows, values } from './rows.ts'

type Closing = { id: string; exit: string; obstacle: string | null; at: number }

/** Closes visits. A visit closes once: the first exit stands. */
export function visitCloser(): (db: Db, closings: readonly Closing[]) => Promise<unknown> {
  return manyRows<Closing, unknown>((db, rows) =>
    sql`
      with v (id, exit, obstacle, at) as (${values(rows)})
      update visits set exit = v.exit, obstacle = v.obstacle, closed_at = cast(v.at as bigint)
      from v where visits.id = v.id and visits.exit is null`.compile(db),
  )
}

export function closedVisits(turns: readonly ChangedTurn[]): Closing[] {
  return turns.flatMap(({ change }) =>
    change.visits.flatMap(visit =>
      visit.kind === 'closed'
        ? [{ id: visit.id, exit: visit.exit, obstacle: visit.obstacle, at: visit.at }]
        : [],
    ),
  )
}
