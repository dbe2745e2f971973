import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../schema.ts'
import type { PersonKey, TurnRecord } from '../store.ts'
import { manyRows, values } from './rows.ts'

type Standing = PersonKey & { id: string; revision: number }
type Verdict = {
  lost: ReadonlySet<TurnRecord>
  /** By turn: the conversation that an erasing turn takes the place of. */
  replaced: ReadonlyMap<TurnRecord, string>
}

/**
 * Tells which turns came too late: the conversation that they were made from is not the one that stands.
 * An erasing turn is never late, as what it did not see goes as well. `locked` is the engine's (sql/claims.ts): what
 * stands now stands until the turns are written.
 */
export function referee(
  locked: RawBuilder<unknown>,
): (db: Db, turns: readonly TurnRecord[]) => Promise<Verdict> {
  const standing = manyRows<PersonKey, Standing>((db, keys) =>
    sql<Standing>`select id, account, person, revision from conversations
      where (account, person) in (${values(keys)}) ${locked}`.compile(db),
  )

  return async (db, turns) => {
    const keys = turns.flatMap(({ change }) =>
      change ? [{ account: change.conversation.account, person: change.conversation.person }] : [],
    )
    const stands = new Map((await standing(db, keys)).map(row => [personKey(row), row]))
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
