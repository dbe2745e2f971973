import { sql } from 'kysely'
import type { PersonKey } from '../records/conversation.ts'
import type { TurnRecord } from '../records/turn.ts'
import type { Db } from '../schema.ts'
import type { Claims } from './claims.ts'
import { manyRows, values } from './rows.ts'

type Standing = PersonKey & { id: string; revision: number }
type Verdict = {
  lost: ReadonlySet<TurnRecord>
  /** By turn: the conversation that an erasing turn takes the place of. */
  replaced: ReadonlyMap<TurnRecord, string>
}

/**
 * Tells which turns came too late: the conversation that they were made from is not the one that stands.
 * An erasing turn is never late, as what it did not see goes as well. What stands now stands until the turns are
 * written, and where nothing stands nothing will.
 */
export function referee(
  claims: Pick<Claims, 'locked' | 'lockNew'>,
): (db: Db, turns: readonly TurnRecord[]) => Promise<Verdict> {
  const find = manyRows<PersonKey, Standing>((db, keys) =>
    sql<Standing>`select id, account, person, revision from conversations
      where (account, person) in (${values(keys)})`.compile(db),
  )
  const lock = manyRows<PersonKey, Standing>((db, keys) =>
    sql<Standing>`select id, account, person, revision from conversations
      where (account, person) in (${values(keys)}) ${claims.locked}`.compile(db),
  )

  async function standing(db: Db, keys: readonly PersonKey[]): Promise<Map<string, Standing>> {
    const stands = new Map((await lock(db, keys)).map(row => [personKey(row), row]))
    const missing = keys.filter(key => !stands.has(personKey(key)))
    if (missing.length === 0 || !claims.lockNew) return stands
    await claims.lockNew(db, missing)
    // What another process began while this one waited; a turn that begins one is lost, so there is nothing to lock.
    for (const row of await find(db, missing)) stands.set(personKey(row), row)
    return stands
  }

  return async (db, turns) => {
    const keys = turns.flatMap(({ change }) =>
      change ? [{ account: change.conversation.account, person: change.conversation.person }] : [],
    )
    const stands = await standing(db, keys)
    const lost = new Set<TurnRecord>()
    const replaced = new Map<TurnRecord, string>()
    const moved = new Set<string>()
    for (const turn of turns) {
      if (!turn.change) continue
      const { conversation, erase } = turn.change
      const key = personKey(conversation)
      const now = stands.get(key)
      // Of two turns of one person in the same group, the second was made from what the first changes.
      if (moved.has(key) || !(erase || continues(conversation, now))) lost.add(turn)
      else if (erase && now) replaced.set(turn, now.id)
      moved.add(key)
    }
    return { lost, replaced }
  }
}

/** One text for one person on one account, as a key of maps. */
export function personKey({ account, person }: PersonKey): string {
  return JSON.stringify([account, person])
}

function continues(next: { id: string; revision: number }, now: Standing | undefined): boolean {
  if (!now) return next.revision === 1
  return now.id === next.id && next.revision === now.revision + 1
}
