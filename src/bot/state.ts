import { type Conversation, newConversation } from '../guidance/conversation.ts'

/**
 * Reads a stored conversation. `stateVersion` names the shape it was written in; when the shape changes, an
 * upcaster from the older version is added here, so that no conversation is lost to an update.
 */
export function readState(state: string | null, now: number): Conversation {
  if (state === null) return newConversation(now)
  const stored: Conversation = JSON.parse(state)
  if (stored.stateVersion !== 1)
    throw new Error(
      `A conversation is in state version ${stored.stateVersion}, newer than this program: run the newer one.`,
    )
  // Fields that came later have their first value.
  return { ...newConversation(now), ...stored }
}
