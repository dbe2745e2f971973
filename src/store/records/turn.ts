import type { Event } from '../../guidance/events.ts'
import type { HandOffChange, Job, RunChange, VisitChange } from '../../guidance/outcome.ts'
import type { AuditEntry } from './audit.ts'
import type { StoredConversation } from './conversation.ts'

/** One turn: everything that one input leads to. */
export type TurnRecord = {
  /** `claimed` is the row's id where the message had been received before and its turn failed. */
  inbox: {
    account: string
    person: string
    messageId: string
    receivedAt: number
    claimed: string | null
  } & (
    | { status: 'done' }
    /**
     * The bare row, whose turn a worker runs: `body` is JSON. `reason`: why its turn failed; null where it waits for its
     * first one, as too much came at once.
     */
    | { status: 'pending'; body: string; attempts: number; notBefore: number; reason: string | null }
  )
  /** The job that this turn finishes, if it came from one. */
  job: string | null
  /** Null in a bare row, and for events that concern no conversation. */
  change: ConversationChange | null
}

export type ConversationChange = {
  /** As it shall stand; `revision` is the one loaded plus one, so 1 for a new conversation. */
  conversation: StoredConversation
  firstLink: string | null
  lastLink: string | null
  /** When a sweep forgets the conversation whatever its age, unless a turn says otherwise by then; null: by its age. */
  forgetAt?: number | null
  /**
   * Deletes the conversation that stands for this account and person, and all that hangs on it, after this
   * change's `visits` were applied; figures stay without saying whose they were. `conversation` is then a fresh
   * one (new `id` and `personId`, revision 1), and what follows is written to it, so that the confirmation
   * still reaches the person. An erasing turn is never `lost`.
   */
  erase: boolean
  messages: { seq: number; from: 'person' | 'bot' | 'staff'; body: string; at: number; expires: number }[]
  /** `leasedUntil`: until then the row is the caller's as if claimed; only of a conversation of which nothing is unsent. */
  outbox: {
    seq: number
    part: number
    request: string
    notBefore: number
    expires: number
    leasedUntil?: number | null
  }[]
  jobs: Job[]
  cancelled: string[]
  runs: RunChange[]
  visits: VisitChange[]
  events: { event: Event; at: number }[]
  /** Slips of preparation by their codes; one that is there already is written anew if it is this conversation's. */
  slips: { code: string; body: string; expires: number }[]
  handOffs?: HandOffChange[]
  /** What staff did that led to this turn. */
  audit?: AuditEntry[]
  /** Requests of the bot's before this message that have not left are given up, since staff took over; null: none. */
  silencedBefore?: number | null
  /** What was not understood, already masked. */
  questions: { text: string; at: number; status: string; candidates: string; step: string | null }[]
}

export type CommitFate = 'committed' | 'duplicate' | 'lost' | 'early'
