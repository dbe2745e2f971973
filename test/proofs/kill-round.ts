import type { Deliveries } from './deliveries.ts'

/** What stood between the server and Zalo when the server was killed. */
export type Trouble = 'down' | 'slow' | 'answer lost' | 'random moment'

export type KillRound = {
  trouble: Trouble
  people: number
  messages: number
  /** Right after the kill, by the database: messages that were answered 200 and have their one `done` row. */
  safeAtKill: number
  acknowledgedAtKill: number
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

/** Whether a round proves what it should; a reply may come twice only where an answer was lost. */
export function holds(round: KillRound): boolean {
  const { trouble, messages, deliveries, faults } = round
  const mayRepeat = trouble === 'random moment' ? round.people : round.swallowed
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
    (trouble === 'random moment' || round.unsentAtKill > 0)
  )
}
