import { sql } from 'kysely'
import type { PersonKey } from '../records/conversation.ts'
import type { TurnRecord } from '../records/turn.ts'
import type { Db } from '../schema.ts'
import { personKey } from './referee.ts'
import { manyRows, values } from './rows.ts'

/**
 * Tells which turns would overtake: something else that their person said waits for its first turn. What was tried and
 * failed holds nobody up.
 */
export function earlyTurns(): (db: Db, turns: readonly TurnRecord[]) => Promise<ReadonlySet<TurnRecord>> {
  const waiting = manyRows<PersonKey, PersonKey>((db, keys) =>
    sql<PersonKey>`select account, person from inbox
      where status <> 'done' and status = 'pending' and reason is null and (account, person) in (${values(keys)})`.compile(
      db,
    ),
  )
  return async (db, turns) => {
    const fresh = turns.filter(({ inbox, job, change }) => change && inbox.claimed === null && job === null)
    const keys = fresh.map(({ inbox: { account, person } }) => ({ account, person }))
    const held = new Set((await waiting(db, keys)).map(personKey))
    return new Set(fresh.filter(({ inbox }) => held.has(personKey(inbox))))
  }
}
