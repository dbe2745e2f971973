import type { Event } from '../guidance/events.ts'
import type { HandOffChange, Job, RunChange, VisitChange } from '../guidance/outcome.ts'

/**
 * The store's port. Two engines can stand behind it (SQLite in a file; PostgreSQL for several instances).
 * All times are epoch milliseconds; ids are strings of at most 64 characters made by the caller.
 *
 * Promises: a method that resolves has its effect on disk; one that throws had none. `StoreUnavailable`
 * means that the engine cannot write now (disk full, locked, gone) and trying later may help.
 */
export interface Store {
  /** The conversations of these persons, in the same order; null where there is none yet. One statement. */
  load(keys: readonly PersonKey[]): Promise<(LoadedConversation | null)[]>
  /** A conversation by its id, for jobs and timers. */
  loadById(ids: readonly string[]): Promise<(StoredConversation | null)[]>
  /**
   * Writes whole turns in one transaction, one multi-row statement a table, sorted by conversation.
   * A turn's own fate does not touch the others': `duplicate` (its message was received before, nothing
   * written) or `lost` (somebody else moved the conversation on: load again and repeat the turn).
   */
  commit(turns: readonly TurnRecord[]): Promise<CommitFate[]>

  /** Leases inbox rows whose turn failed before: oldest first, one a conversation's person. */
  claimInbox(claim: Claim): Promise<InboxRow[]>
  /** Gives a claimed row up for good (`dead`, which drops its content) or lets it be tried again at `notBefore`. */
  settleInbox(settlements: readonly InboxSettlement[]): Promise<void>

  /** Leases the first unsent row of each conversation, oldest first: rows of one conversation leave in order. */
  claimOutbox(claim: Claim & { accounts: readonly string[] }): Promise<OutboxRow[]>
  settleOutbox(settlements: readonly OutboxSettlement[]): Promise<void>
  /**
   * The unsettled row that each of these echoes may be of: the first one of that person, if it was tried and the
   * platform's id is not known to be another's.
   */
  mayBeEchoed(echoes: readonly SeenEcho[]): Promise<(OutboxRow & { platformId: string })[]>
  /** Rows that nobody waits for any more and nobody holds, oldest first. */
  overdueOutbox(query: { now: number; limit: number }): Promise<OutboxRow[]>

  /** Leases jobs that are due, oldest first. A job is finished by the turn that carries its `job` id. */
  claimJobs(claim: Claim): Promise<JobRow[]>
  /** Lets a failed job be tried again at `notBefore`. */
  retryJob(id: string, notBefore: number, reason: string): Promise<void>
  /** Frees every lease; for an engine that only one process uses, at its start. */
  releaseLeases(): Promise<void>

  /** The transcript after `after`, oldest first. */
  messages(query: { conversation: string; after: number; limit: number }): Promise<MessageRow[]>

  /** Those of these outbox rows, by id, that still wait to be sent. */
  pendingOutbox(ids: readonly string[]): Promise<string[]>

  /**
   * Who waits for staff or has left them a word, the oldest first; also whom nobody answered in a hand-off that ended at
   * `missedSince` or later.
   */
  handoffs(query: { missedSince: number; limit: number }): Promise<HandoffRow[]>
  /** Staff have seen to it; it is listed no more. False where there is none. */
  closeHandoff(close: { id: string; at: number }): Promise<boolean>

  /** The slip with this code, as JSON, or null where there is none (any more). */
  slip(query: { code: string; now: number }): Promise<string | null>

  /** Everything that hangs on a conversation, for the person whose it is; null where there is none (any more). */
  keptOf(conversation: string): Promise<KeptRows | null>
  /**
   * Opens a page of somebody's own data for one browser, until `expires`; both are hashes. False where another
   * browser was first.
   */
  openOwnPage(page: { id: string; browser: string; expires: number }): Promise<boolean>
  /** The browser that opened this page, or null where none did. */
  ownPageBrowser(id: string): Promise<string | null>

  /** Visits of a root guide, summed by step and exit; see analytics/funnel.ts. */
  visitCounts(query: { rootGuide: string; since?: number; until?: number }): Promise<VisitCount[]>
  eventCounts(query: { since?: number; until?: number }): Promise<{ type: string; count: number }[]>

  /** A value under a name: tokens, the curation document. `version` starts at 1. */
  getDocument(name: string): Promise<{ body: string; version: number } | null>
  /** Writes if the version is still `expected` (0: there is none yet); false where somebody was faster. */
  putDocument(name: string, body: string, expected: number): Promise<boolean>

  /** Channel accounts with the unit and the title that hold now; unknown ones are added, known ones updated. */
  seedAccounts(accounts: readonly AccountRow[]): Promise<void>
  /** All of them, by id; removed ones too, for figures name them. */
  accounts(): Promise<ChannelAccount[]>
  /** Adds an account, or gives a known one new settings; a removed one comes back, a paused one stays paused. */
  putAccount(account: AccountWrite): Promise<void>
  /** Forgets its settings for good. False where there is none (any more), as with those below. */
  removeAccount(id: string, at: number): Promise<boolean>
  /** Pauses an account; false where it is paused already, unless an operator says so anew. */
  pauseAccount(id: string, pause: AccountPause): Promise<boolean>
  /** Ends a pause of `by`; one of the other's stays. */
  resumeAccount(id: string, by: AccountPause['by']): Promise<boolean>
  /** Lets what waits on an account for another try be tried now; how many requests. */
  hurryOutbox(account: string, now: number): Promise<number>

  /**
   * For a clock that was set back: what waited for a time of the old clock's, and would wait that much longer, is due
   * now. Timers that were set for a day and an hour stay.
   */
  bringForward(now: number): Promise<void>

  /**
   * Deletes what is past its time, and notes in the log of removals what that was: messages and slips on their day; all
   * else by its age. With a conversation goes what hangs on it (one with a job stays, but where the person has turned
   * away; visits are closed as left and stay as figures). Returns rows by kind: a table, or `figures_unlinked`.
   */
  sweep(now: number, keep: Retention): Promise<{ [kind: string]: number }>
  /** What was removed since then, summed by kind and reason. */
  removals(
    since: number,
  ): Promise<{ kind: string; reason: 'age' | 'request'; rows: number; lastAt: number }[]>
  /** When the oldest row of each kind is of, null where there is none; `newest` is when a message last came in. */
  oldest(): Promise<{ [kind: string]: number | null }>
  /**
   * Calls back when other instances have written something; returns how to stop. An engine that one process uses alone
   * never calls. News can be late or lost: they spare waiting, and whatever matters is looked for without them as well.
   */
  onNews(listener: (news: News) => void): () => void
  /** Adds to what people sent by the hour. */
  countArrivals(counts: readonly ArrivalCount[]): Promise<void>
  /** What people sent since that hour, by account and hour. */
  arrivals(sinceHour: number): Promise<ArrivalCount[]>

  /** Throws `StoreUnavailable` unless a write gets through. */
  check(): Promise<void>
  /** Figures for the metrics. */
  backlog(now: number): Promise<Backlog>
  close(): Promise<void>
}

/**
 * What waits, in rows; `dead` counts inbox rows that were set aside. Ages are in milliseconds, 0 where nothing waits: of a
 * message whose turn failed since it came, of a request since it was written, of a job since it was due.
 */
export type Backlog = {
  inbox: number
  outbox: number
  jobs: number
  dead: number
  /** Of those, the ones received within a day. */
  deadToday: number
  oldestInboxAge: number
  oldestOutboxAge: number
  oldestJobAge: number
}

/** `hour` in hours since 1970 (UTC); `plain` of those do not begin with #; `lastAt` in epoch milliseconds. */
export type ArrivalCount = { account: string; hour: number; count: number; plain: number; lastAt: number }

/** For how many days things are kept. */
export type Retention = {
  /** Since anything was heard of somebody: the conversation, and questions of it that were not understood. */
  conversationDays: number
  /** Requests that a platform took. */
  sentDays: number
  /** Requests that were given up. */
  unsentDays: number
  /** Hashes of message ids. */
  receivedDays: number
  /** Figures. They say whose they are for `conversationDays` at the most. */
  figureDays: number
  /** What staff did. */
  auditDays: number
  removalDays: number
}

/** What went in one sweep: of nobody in particular. `olderThan` is the cut-off, null where a person wished it. */
export type Removal = {
  kind: string
  reason: 'age' | 'request'
  rows: number
  olderThan: number | null
}

export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable'
}

/** Who writes where. `person` is the platform's id, or of the web chat the cookie's. */
export type PersonKey = { account: string; person: string }

/**
 * What another instance wrote. `persons`: whose transcript has grown, `unsent`: whose requests wait for whoever has their
 * turn, both as keys that `personHash` makes. Null: it is not known what, so look at everybody's.
 */
export type News = { persons: readonly string[]; unsent: readonly string[] } | null

export type AccountRow = { id: string; kind: string; unit: string; title: string }

/** `settings` is sealed, `profile` is JSON; see schema.ts. */
export type ChannelAccount = AccountRow & {
  origin: 'built-in' | 'environment' | 'command'
  settings: string | null
  profile: string | null
  addedAt: number
  removedAt: number | null
  paused: AccountPause | null
}
export type AccountWrite = Omit<ChannelAccount, 'addedAt' | 'removedAt' | 'paused'> & { at: number }

/**
 * While it lasts, what comes in is taken and answered, and the answers wait. `by`: whose word ends it; `token` is lifted as
 * soon as there is a token again. `reason` is English, without secrets.
 */
export type AccountPause = { by: 'operator' | 'token'; reason: string; at: number }

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
    /** The bare row: the turn failed and a worker tries again. `body` is JSON. */
    | { status: 'pending'; body: string; attempts: number; notBefore: number; reason: string }
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
  /** Requests of the bot's before this message that have not left are given up, since staff took over; null: none. */
  silencedBefore?: number | null
  /** What was not understood, already masked. */
  questions: { text: string; at: number; status: string; candidates: string; step: string | null }[]
}

export type CommitFate = 'committed' | 'duplicate' | 'lost'

/** `leaseMs`: for how long the rows are the caller's. */
export type Claim = { now: number; limit: number; leaseMs: number }

export type InboxRow = PersonKey & {
  id: string
  messageId: string
  body: string
  receivedAt: number
  attempts: number
}
export type InboxSettlement = { id: string; reason: string } & (
  | { status: 'retry'; notBefore: number }
  | { status: 'dead' }
)

export type OutboxRow = {
  id: string
  conversation: string
  account: string
  person: string
  seq: number
  part: number
  request: string
  attempts: number
  expires: number
}
/** An outbox row's id: its place. */
export function outboxId(row: Pick<OutboxRow, 'conversation' | 'seq' | 'part'>): string {
  return `${row.conversation}/${row.seq}/${row.part}`
}
/** A message of the bot's own that a platform showed, with the platform's id of it. */
export type SeenEcho = PersonKey & { platformId: string }

export type OutboxSettlement = { id: string } & (
  | { status: 'sent'; platformId: string | null; at: number }
  | { status: 'retry'; notBefore: number; reason: string }
  /** It may have got through: until then the platform's echo may show that it did. */
  | { status: 'unsure'; notBefore: number; reason: string }
  /** It was not tried, and anybody may take it; nothing happens where the lease is another one by now. */
  | { status: 'released'; leasedUntil: number }
  /** It waits for no fault of its own: this is no try. */
  | { status: 'put_off'; notBefore: number; reason: string }
  /** `given_up`: for this row; the next one of the conversation may leave. */
  | { status: 'given_up'; reason: string; at: number }
)

export type JobRow = {
  id: string
  conversation: string
  key: string
  kind: string
  due: number
  payload: string
  attempts: number
}

/** `summary`: where the person is, in content's own words. `endedAt` of one that nobody answered in time. */
export type HandoffRow = {
  id: string
  conversation: string
  account: string
  unit: string
  what: 'handoff' | 'word'
  summary: string
  startedBy: 'staff' | 'citizen'
  startedAt: number
  answeredAt: number | null
  endedAt: number | null
}

export type MessageRow = { seq: number; from: 'person' | 'bot' | 'staff'; body: string; at: number }

/** What is kept of one person, as it stands in the tables. */
export type KeptRows = {
  conversation: PersonKey & {
    unit: string
    state: string
    firstLink: string | null
    lastLink: string | null
    createdAt: number
    updatedAt: number
    forgetAt: number | null
  }
  messages: (MessageRow & { expires: number })[]
  runs: {
    guide: string
    relation: string
    link: string | null
    outcome: string | null
    startedAt: number
    endedAt: number | null
  }[]
  visits: {
    guide: string
    path: string
    exit: string | null
    obstacle: string | null
    openedAt: number
    closedAt: number | null
  }[]
  events: {
    type: string
    at: number
    topic: string | null
    facet: string | null
    guide: string | null
    result: string | null
    link: string | null
  }[]
  questions: { text: string; at: number }[]
  slips: { code: string; body: string; expires: number }[]
  dossiers: { code: string; status: number | null; addedAt: number }[]
  handoffs: {
    what: string
    summary: string
    startedAt: number
    answeredAt: number | null
    endedAt: number | null
  }[]
  jobs: { kind: string; due: number }[]
  outbox: { status: string; notBefore: number; settledAt: number | null }[]
}

export type VisitCount = {
  guide: string
  step: string
  path: string
  /** Null while the visit is open. */
  exit: string | null
  obstacle: string | null
  count: number
}
