import type { ConversationChange, TurnRecord } from '../records/turn.ts'

/** A turn that changes a conversation, unlike a bare row. */
export type ChangedTurn = TurnRecord & { change: ConversationChange }
