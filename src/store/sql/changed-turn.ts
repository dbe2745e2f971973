import type { ConversationChange, TurnRecord } from '../store.ts'

/** A turn that changes a conversation, unlike a bare row. */
export type ChangedTurn = TurnRecord & { change: ConversationChange }
