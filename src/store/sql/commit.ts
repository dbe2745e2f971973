import type { CommitFate, TurnRecord } from '../records/turn.ts'
import type { Db } from '../schema.ts'
import type { ChangedTurn } from './changed-turn.ts'
import type { Claims } from './claims.ts'
import { earlyTurns } from './early.ts'
import { eraser } from './erase.ts'
import { inboxReceiver } from './receive.ts'
import { referee } from './referee.ts'
import { turnWriter } from './write.ts'

/**
 * Turns that arrived together share one transaction, with one statement a table. The order is what keeps the
 * promises: first who was faster, then who would overtake, then what was received before, and only then is anything of a turn written.
 */
export function committer(
  db: Db,
  claims: Pick<Claims, 'locked' | 'lockNew'>,
): (turns: readonly TurnRecord[]) => Promise<CommitFate[]> {
  const judge = referee(claims)
  const findEarly = earlyTurns()
  const receive = inboxReceiver()
  const erase = eraser()
  const write = turnWriter()

  return async turns => {
    if (turns.length === 0) return []
    // Two processes that lock the same conversations in different orders would wait for each other for ever.
    const ordered = [...turns].sort((one, other) => compare(idOf(one), idOf(other)))
    return db.transaction().execute(async trx => {
      const verdict = await judge(trx, ordered)
      const early = await findEarly(trx, ordered)
      const received = await receive(
        trx,
        ordered.filter(turn => !verdict.lost.has(turn) && !early.has(turn)),
      )
      const changed = [...received].filter(hasChange)
      await erase(trx, changed, verdict.replaced)
      await write(trx, [...received], changed)
      return turns.map(turn => {
        if (early.has(turn)) return 'early'
        if (verdict.lost.has(turn)) return 'lost'
        return received.has(turn) ? 'committed' : 'duplicate'
      })
    })
  }
}

const idOf = (turn: TurnRecord): string => turn.change?.conversation.id ?? ''

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

function hasChange(turn: TurnRecord): turn is ChangedTurn {
  return turn.change !== null
}
