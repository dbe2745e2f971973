import { sql } from 'kysely'
import type { TurnRecord } from '../records/turn.ts'
import type { Database, Db } from '../schema.ts'
import { auditWriter } from './audit.ts'
import type { ChangedTurn } from './changed-turn.ts'
import * as rowsOf from './changes.ts'
import { handoffWriter } from './handoffs.ts'
import { manyRows, values } from './rows.ts'
import { closedVisits, visitCloser } from './visits.ts'

/**
 * Writes everything that turns lead to, one statement a table.
 * Jobs leave before jobs come: a turn that ends a timer and sets it anew keeps the new one.
 */
export function turnWriter(): (
  db: Db,
  turns: readonly TurnRecord[],
  changed: readonly ChangedTurn[],
) => Promise<void> {
  const conversations = manyRows<Database['conversations'], unknown>((db, rows) =>
    db
      .insertInto('conversations')
      .values(rows)
      .onConflict(conflict =>
        conflict.column('id').doUpdateSet(set => ({
          unit: set.ref('excluded.unit'),
          person_id: set.ref('excluded.person_id'),
          revision: set.ref('excluded.revision'),
          next_seq: set.ref('excluded.next_seq'),
          state: set.ref('excluded.state'),
          first_link: set.ref('excluded.first_link'),
          last_link: set.ref('excluded.last_link'),
          updated_at: set.ref('excluded.updated_at'),
          forget_at: set.ref('excluded.forget_at'),
        })),
      )
      .compile(),
  )
  const messages = manyRows<Database['messages'], unknown>((db, rows) =>
    db.insertInto('messages').values(rows).compile(),
  )
  const outbox = manyRows<Database['outbox'], unknown>((db, rows) =>
    db.insertInto('outbox').values(rows).compile(),
  )
  const finishedJobs = manyRows<{ id: string }, unknown>((db, rows) =>
    sql`delete from jobs where id in (${values(rows)})`.compile(db),
  )
  const cancelledJobs = manyRows<{ conversation: string; key: string }, unknown>((db, rows) =>
    sql`delete from jobs where (conversation, key) in (${values(rows)})`.compile(db),
  )
  const jobs = manyRows<Database['jobs'], unknown>((db, rows) =>
    db
      .insertInto('jobs')
      .values(rows)
      .onConflict(conflict =>
        conflict.columns(['conversation', 'key']).doUpdateSet(set => ({
          // A new id: whoever still works on the old job must not finish this one.
          id: set.ref('excluded.id'),
          kind: set.ref('excluded.kind'),
          due: set.ref('excluded.due'),
          payload: set.ref('excluded.payload'),
          attempts: set.ref('excluded.attempts'),
          lease_until: set.ref('excluded.lease_until'),
          reason: set.ref('excluded.reason'),
        })),
      )
      .compile(),
  )
  const runs = manyRows<Database['runs'], unknown>((db, rows) => db.insertInto('runs').values(rows).compile())
  const endRuns = manyRows<{ id: string; outcome: string; at: number }, unknown>((db, rows) =>
    sql`
      with v (id, outcome, at) as (${values(rows)})
      update runs set outcome = v.outcome, ended_at = cast(v.at as bigint)
      from v where runs.id = v.id`.compile(db),
  )
  const visits = manyRows<Database['visits'], unknown>((db, rows) =>
    db.insertInto('visits').values(rows).compile(),
  )
  const closeVisits = visitCloser()
  const events = manyRows<Database['events'], unknown>((db, rows) =>
    db.insertInto('events').values(rows).compile(),
  )
  const slips = manyRows<Database['slips'], unknown>((db, rows) =>
    db
      .insertInto('slips')
      .values(rows)
      .onConflict(conflict =>
        conflict
          .column('code')
          .doUpdateSet(set => ({ body: set.ref('excluded.body'), expires: set.ref('excluded.expires') }))
          .whereRef('slips.conversation', '=', 'excluded.conversation'),
      )
      .compile(),
  )
  const questions = manyRows<Database['questions'], unknown>((db, rows) =>
    db.insertInto('questions').values(rows).compile(),
  )

  const handOffs = handoffWriter()
  const audit = auditWriter()

  return async (db, turns, changed) => {
    await conversations(db, changed.map(rowsOf.conversation))
    await messages(db, changed.flatMap(rowsOf.messages))
    await outbox(db, changed.flatMap(rowsOf.outbox))
    await finishedJobs(
      db,
      turns.flatMap(({ job }) => (job === null ? [] : [{ id: job }])),
    )
    await cancelledJobs(db, changed.flatMap(rowsOf.cancelledJobs))
    await jobs(db, changed.flatMap(rowsOf.jobs))
    await runs(db, changed.flatMap(rowsOf.startedRuns))
    await endRuns(db, changed.flatMap(rowsOf.endedRuns))
    await visits(db, changed.flatMap(rowsOf.openedVisits))
    await closeVisits(db, closedVisits(changed))
    await events(db, changed.flatMap(rowsOf.events))
    await slips(db, changed.flatMap(rowsOf.slips))
    await questions(db, changed.flatMap(rowsOf.questions))
    await handOffs(db, changed)
    await audit(db, changed)
  }
}
