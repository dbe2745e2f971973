import type { Knowledge } from '../catalogue/knowledge.ts'
import type { Channel } from '../channels/channel.ts'
import { sentence } from '../guidance/words.ts'
import type { LoadedConversation } from '../store/records/conversation.ts'
import type { TurnRecord } from '../store/records/turn.ts'
import type { Middleware } from './activity.ts'
import { CollectingAdapter } from './adapter.ts'
import { DanLoiBot, repliesIn, type TurnWork, WORK } from './bot.ts'
import type { Happening } from './happening.ts'
import type { Finishes } from './lines.ts'
import { ownPageOf } from './own-page.ts'
import { recordTurn } from './record.ts'
import { readState } from './state.ts'

export type TurnOptions = {
  /** What is known now, as the operator of that account has it. */
  knowledge: (account: string) => Knowledge
  channels: ReadonlyMap<string, Channel>
  now: () => number
  newId: () => string
  middleware?: Middleware[]
  /** The address that opens a conversation's own data, once and for a short while. */
  sealOwnPage?: (conversation: string) => string
  /** Until when what a turn says on this account may be leased to this process; null where somebody else sends it. */
  leaseFor?: (account: string) => number | null
}

/** Works a turn out: what happened to a conversation, as it is stored, and the rows that come of it. */
export type WorkOut = (
  happening: Happening,
  stored: LoadedConversation | null,
  finishes: Finishes,
) => Promise<TurnRecord>

/** The bot as a function: nothing is written, nothing is sent. What it returns rejects where the turn throws. */
export function turnMaker(options: TurnOptions): WorkOut {
  const { channels, newId } = options
  const adapter = new CollectingAdapter()
  const bot = new DanLoiBot()
  for (const middleware of options.middleware ?? []) adapter.use(middleware)

  return async (happening, stored, finishes) => {
    const knowledge = options.knowledge(happening.account)
    const now = options.now()
    const before = readState(stored?.state ?? null, now)
    const channel = channels.get(happening.account)
    const reach = channel?.freeHours ? { freeHours: channel.freeHours } : null
    const work: TurnWork = {
      knowledge,
      conversation: before,
      now,
      newId,
      reach,
      ownPage: ownPageOf(channel),
      // Who only tries the bot out calls nobody away from their work.
      mayHandOff: channel !== undefined && !channel.uncounted && channel.kind !== 'terminal',
      outcome: null,
      intents: [],
    }
    const sent = await adapter.process(
      happening,
      context => context.turnState.set(WORK, work),
      context => bot.run(context),
    )
    if (!work.outcome) throw new Error(`Nothing answers a happening of kind ${happening.what.kind}.`)
    return recordTurn({
      happening,
      stored,
      before,
      // What the middleware let through is what is said.
      outcome: { ...work.outcome, replies: repliesIn(sent) },
      intents: work.intents,
      channel,
      unit: knowledge.operator.unit,
      keepDays: knowledge.operator.keepDays,
      now,
      newId,
      claimed: finishes.claimed ?? null,
      job: finishes.job ?? null,
      leasedUntil: options.leaseFor?.(happening.account) ?? null,
      sealOwnPage: options.sealOwnPage,
      fromStaff: words => sentence(knowledge, 'staffSays', { loi: words }),
    })
  }
}
