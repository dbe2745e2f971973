import type { AccountPause, AccountRow, AccountWrite, ChannelAccount } from './records/account.ts'
import type { AuditEntry } from './records/audit.ts'
import type {
  LoadedConversation,
  MessageRow,
  PersonKey,
  PersonRow,
  StoredConversation,
} from './records/conversation.ts'
import type { ArrivalCount, VisitCount } from './records/figures.ts'
import type { HandoffRow } from './records/handoff.ts'
import type { Met, ShutLimit } from './records/instances.ts'
import type { KeptRows, Retention } from './records/kept.ts'
import type {
  Backlog,
  Claim,
  InboxRow,
  InboxSettlement,
  JobRow,
  OutboxClaim,
  OutboxRow,
  OutboxSettlement,
  SeenEcho,
} from './records/queues.ts'
import type { CommitFate, TurnRecord } from './records/turn.ts'

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
   * written), `lost` (somebody else moved the conversation on: load again and repeat the turn) or `early` (an earlier
   * message of that person waits for its first turn: write the bare row, and its turn comes after that one's). A turn of a
   * claimed row or of a job is never early.
   */
  commit(turns: readonly TurnRecord[]): Promise<CommitFate[]>

  /** Leases inbox rows whose turn failed before: oldest first, one a conversation's person. */
  claimInbox(claim: Claim): Promise<InboxRow[]>
  /** Gives a claimed row up for good (`dead`, which drops its content) or lets it be tried again at `notBefore`. */
  settleInbox(settlements: readonly InboxSettlement[]): Promise<void>

  /** Leases the first unsent row of each conversation, oldest first: rows of one conversation leave in order. */
  claimOutbox(claim: OutboxClaim): Promise<OutboxRow[]>
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
  /** Lets a failed job be tried again at `notBefore`. Nothing happens where somebody else has leased it by now. */
  retryJob(id: string, notBefore: number, reason: string, leasedUntil: number): Promise<void>
  /** Deletes a job that nobody can do; false where somebody else has leased it by now. */
  dropJob(id: string, leasedUntil: number): Promise<boolean>
  /**
   * Says that this instance is alive, and forgets those not heard of since then. How many there are, and what platforms
   * take nothing of at present.
   */
  meet(me: { id: string; now: number; aliveSince: number }): Promise<Met>
  /** This instance is gone. */
  leave(id: string): Promise<void>
  /** A platform takes nothing until then of what it counts under this name: an account, or an app. */
  shutLimit(limit: ShutLimit): Promise<void>

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
  /** Notes something that staff did and that leads to no turn. */
  noteAudit(entry: AuditEntry): Promise<void>
  /** What staff did since then, the oldest first, and the newest `limit` of it. */
  audit(query: { since: number; limit: number }): Promise<AuditEntry[]>

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
  /** All people by the ids of their conversations, so many after that id. */
  people(query: { after: string; limit: number }): Promise<PersonRow[]>
  /**
   * For people whom a restored backup brought back. `erased` had erased everything at that time, and it goes again as it
   * went then. `leaving` had turned away: a sweep forgets them from `until` on, unless they come back.
   */
  forgetPeople(these: {
    erased: readonly (PersonKey & { id: string; at: number })[]
    leaving: readonly { id: string; until: number }[]
  }): Promise<void>
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
  /** What people sent since that hour, by account and hour; where `only` is given, of these and of each account's first. */
  arrivals(sinceHour: number, only?: readonly number[]): Promise<ArrivalCount[]>

  /** Throws `StoreUnavailable` unless a write gets through. */
  check(): Promise<void>
  /** Figures for the metrics. */
  backlog(now: number): Promise<Backlog>
  close(): Promise<void>
}

/**
 * What another instance wrote. `persons`: whose transcript has grown, `unsent`: whose requests wait for whoever has their
 * turn, both as keys that `personHash` makes. Null: it is not known what, so look at everybody's.
 */
export type News = { persons: readonly string[]; unsent: readonly string[] } | null

export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable'
}
