/** Who writes where. `person` is the platform's id, or of the web chat the cookie's. */
export type PersonKey = { account: string; person: string }

export type StoredConversation = PersonKey & {
  id: string
  /** Counts its turns; the referee between processes. */
  revision: number
  /** The number of the next message. */
  nextSeq: number
  /** A random id of the person, for rows that must not know the platform's. */
  personId: string
  unit: string
  /** guidance's Conversation as JSON. */
  state: string
}

/** `unsent`: requests of it wait in the outbox, or are under way. */
export type LoadedConversation = StoredConversation & { unsent: boolean }

/** Whose a conversation is, since when it stands, and when something was heard of them last. */
export type PersonRow = PersonKey & { id: string; createdAt: number; updatedAt: number }

export type MessageRow = { seq: number; from: 'person' | 'bot' | 'staff'; body: string; at: number }
