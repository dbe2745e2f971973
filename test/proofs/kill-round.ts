import { CRASH_POINTS, type CrashPoint } from '../../src/operations/crash-points.ts'
import type { Deliveries } from './deliveries.ts'

/** What stood between the server and Zalo when the server was killed, or how far in its code it had come. */
export type Trouble = 'down' | 'slow' | 'answer lost' | 'random moment' | 'rush' | CrashPoint

export type KillRound = {
  trouble: Trouble
  people: number
  messages: number
  /** Right after the kill, by the database: messages that were answered 200 and have their one row, `done` or kept. */
  safeAtKill: number
  acknowledgedAtKill: number
  /** Messages of which there was nothing but that row. */
  keptAtKill: number
  /** Replies in the outbox that Zalo had not accepted when the kill came. */
  unsentAtKill: number
  /** After the restart, over this round's messages and replies. */
  doneOnce: number
  replies: number
  deliveries: Deliveries
  /** Answers that Zalo gave and the server never got: each may be one reply accepted twice. */
  swallowed: number
  faults: string[]
}

/** Where replies were leaving as the kill came: the last one of each person may have had Zalo's yes and no mark. */
export function wasSending(trouble: Trouble): boolean {
  return trouble === 'random moment' || trouble === 'rush' || isCrashPoint(trouble)
}

export function isCrashPoint(trouble: Trouble): trouble is CrashPoint {
  return CRASH_POINTS.some(point => point === trouble)
}

/** Whether a round proves what it should; a reply may come twice only where an answer was lost. */
export function holds(round: KillRound): boolean {
  const { trouble, messages, deliveries, faults } = round
  const mayRepeat = wasSending(trouble) ? round.people : round.swallowed
  return (
    faults.length === 0 &&
    round.safeAtKill === round.acknowledgedAtKill &&
    round.doneOnce === messages &&
    round.replies > 0 &&
    deliveries.lost === 0 &&
    deliveries.wrong === 0 &&
    deliveries.once + deliveries.twice === round.replies &&
    deliveries.twice <= mayRepeat &&
    (trouble !== 'answer lost' || deliveries.twice === round.swallowed) &&
    (wasSending(trouble) || round.unsentAtKill > 0) &&
    (trouble !== 'rush' || round.keptAtKill > 0)
  )
}
