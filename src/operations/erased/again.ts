import type { PersonRow } from '../../store/records/conversation.ts'
import type { Store } from '../../store/store.ts'
import { type Line, namesBy } from './list.ts'

const PAGE = 500

export type ErasedAgain = {
  /** People whose data went again. */
  erased: number
  /** People who had turned away, and are forgotten on the day that was set then. */
  leaving: number
  /** Lines that another SECRET_KEY wrote, so that nobody knows of whom they are. */
  unreadable: number
}

/** Erases again those of a list whom a restored backup brought back. May be repeated, also beside a running server. */
export async function eraseAgain(
  store: Pick<Store, 'people' | 'forgetPeople'>,
  lines: readonly Line[],
  secretKey: string,
): Promise<ErasedAgain> {
  const names = namesBy(secretKey)
  const wanted = wantedIn(lines)
  const done = {
    erased: 0,
    leaving: 0,
    unreadable: lines.filter(({ who }) => !who.startsWith(`${names.key}.`)).length,
  }
  if (wanted.size === 0) return done
  for (let after = ''; ; ) {
    const rows = await store.people({ after, limit: PAGE })
    const these = whomOf(rows, row => wanted.get(names.of(row)) ?? [])
    if (these.erased.length + these.leaving.length > 0) await store.forgetPeople(these)
    done.erased += these.erased.length
    done.leaving += these.leaving.length
    const last = rows.at(-1)
    if (!last || rows.length < PAGE) return done
    after = last.id
  }
}

function whomOf(rows: readonly PersonRow[], linesOf: (row: PersonRow) => readonly Line[]) {
  const found = rows.map(row => {
    const lines = linesOf(row)
    return { row, at: erasedAt(row, lines), until: leavesAt(row, lines) }
  })
  return {
    erased: found.flatMap(({ row: { id, account, person }, at }) =>
      at === null ? [] : [{ id, account, person, at }],
    ),
    leaving: found.flatMap(({ row: { id }, at, until }) =>
      at === null && until !== null ? [{ id, until }] : [],
    ),
  }
}

/** By name: what they did, but for what was taken back. */
function wantedIn(lines: readonly Line[]): ReadonlyMap<string, Line[]> {
  const takenBack = new Set(lines.flatMap(line => (line.kind === 'taken back' ? [keyOf(line)] : [])))
  return Map.groupBy(
    lines.filter(line => !takenBack.has(keyOf(line))),
    ({ who }) => who,
  )
}

function keyOf({ who, at }: Line): string {
  return `${who} ${at}`
}

/** What they began after they had erased is theirs to keep. */
function erasedAt({ createdAt }: PersonRow, lines: readonly Line[]): number | null {
  const after = lines.flatMap(({ kind, at }) => (kind === 'erased' && at > createdAt ? [at] : []))
  return after.length > 0 ? Math.max(...after) : null
}

/** Of whom something was heard since they have come back. */
function leavesAt({ updatedAt }: PersonRow, lines: readonly Line[]): number | null {
  const after = lines.flatMap(line => (line.kind === 'left' && line.at > updatedAt ? [line.until] : []))
  return after.length > 0 ? Math.max(...after) : null
}
