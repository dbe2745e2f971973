import type { Generated, Kysely } from 'kysely'
import type { AuditEntry } from './records/audit.ts'

/**
 * Every table as its columns stand in the database. Times are epoch milliseconds, lists and states are JSON
 * text. `migrations/` makes them; PostgreSQL and SQLite share them.
 */
export type Database = {
  units: { id: string; title: string | null }
  channel_accounts: ChannelAccountsTable
  conversations: ConversationsTable
  inbox: InboxTable
  messages: MessagesTable
  outbox: OutboxTable
  jobs: JobsTable
  runs: RunsTable
  visits: VisitsTable
  events: EventsTable
  questions: QuestionsTable
  slips: { code: string; conversation: string; body: string; expires: number }
  dossiers: DossiersTable
  watches: WatchesTable
  handoffs: HandoffsTable
  links: LinksTable
  curation: CurationTable
  notices: NoticesTable
  staff: StaffTable
  audit: AuditTable
  /** See migration 0008. */
  arrivals: { account: string; hour: number; count: number; plain: number; last_at: number }
  documents: { name: string; body: string; version: number }
  removals: RemovalsTable
  /** Pages of somebody's own data that were opened: hashes of the address and of the browser's key. */
  own_pages: { id: string; browser: string; expires: number }
  /** One row that `check` counts up: a write that touches nothing of anybody's. */
  heartbeat: { id: number; beats: number }
  /** See migration 0012. */
  instances: { id: string; seen_at: number }
  shut_limits: { name: string; until: number }
  migrations: { name: string; applied_at: number }
}

/** The database, or a transaction on it. */
export type Db = Kysely<Database>

/**
 * `settings` is sealed JSON: what the channel needs, secrets among it; null where it needs nothing, or was removed.
 * `profile` is JSON: what the account says of its operator in place of content/operator.yaml.
 */
type ChannelAccountsTable = {
  id: string
  kind: string
  unit: string
  title: string
  origin: Generated<'built-in' | 'environment' | 'command'>
  settings: Generated<string | null>
  profile: Generated<string | null>
  added_at: Generated<number>
  removed_at: Generated<number | null>
  /** An operator, or the want of a token; the one does not end the other's. */
  paused_by: Generated<'operator' | 'token' | null>
  paused_reason: Generated<string | null>
  paused_at: Generated<number | null>
}

/** The only table that knows the platform's id of a person (the rendered request aside). */
type ConversationsTable = {
  id: string
  account: string
  person: string
  person_id: string
  unit: string
  revision: number
  next_seq: number
  state: string
  first_link: string | null
  last_link: string | null
  created_at: number
  updated_at: number
  /** When it is forgotten although something was heard of it lately; null where its age alone decides. */
  forget_at: number | null
}

/** `id` is a hash of account and message id. What was said and by whom is null as soon as a row waits no more. */
type InboxTable = {
  id: string
  account: string
  person: string | null
  message_id: string | null
  body: string | null
  status: 'done' | 'pending' | 'dead'
  received_at: number
  /** Tells apart what came in within one millisecond. */
  place: number
  attempts: number
  not_before: number | null
  lease_until: number | null
  reason: string | null
}

type MessagesTable = {
  conversation: string
  seq: number
  sender: 'person' | 'bot' | 'staff'
  body: string
  at: number
  expires: number
}

/** `request` is null once the row is settled. `account` lets a claim pass over one that nothing gets through on. */
type OutboxTable = {
  conversation: string
  seq: number
  part: number
  account: string
  request: string | null
  status: 'pending' | 'sent' | 'given_up'
  not_before: number
  expires: number
  attempts: number
  lease_until: number | null
  /** 1 while nobody knows whether the last try got through. */
  unsure: number
  reason: string | null
  platform_id: string | null
  settled_at: number | null
}

type JobsTable = {
  id: string
  conversation: string
  key: string
  kind: string
  due: number
  payload: string
  attempts: number
  lease_until: number | null
  reason: string | null
}

/** Figures outlive the conversation: erasing sets `conversation` to null. */
type RunsTable = {
  id: string
  conversation: string | null
  account: string
  unit: string
  guide: string
  relation: string
  guide_version: string
  link: string | null
  started_at: number
  outcome: string | null
  ended_at: number | null
}

type VisitsTable = {
  id: string
  conversation: string | null
  account: string
  unit: string
  run: string
  root_guide: string
  guide: string
  step: string
  path: string
  guide_version: string
  link: string | null
  opened_at: number
  exit: string | null
  obstacle: string | null
  closed_at: number | null
}

/** The columns are the allow-list of what an event may say. `result` holds the status, outcome or author. */
export type EventsTable = {
  type: string
  at: number
  conversation: string | null
  account: string
  unit: string
  link: string | null
  topic: string | null
  facet: string | null
  guide: string | null
  run: string | null
  result: string | null
}

type QuestionsTable = {
  id: string
  conversation: string
  text: string
  at: number
  status: string
  candidates: string
  step: string | null
}

type DossiersTable = {
  id: string
  conversation: string
  code: string
  /** The official status last seen. */
  status: number | null
  checked_at: number | null
  added_at: number
}

type WatchesTable = {
  id: string
  dossier: string
  agreed_at: number
  until: number
  next_at: number
  ended_at: number | null
}

type HandoffsTable = {
  id: string
  conversation: string
  what: 'handoff' | 'word'
  summary: string
  started_by: 'staff' | 'citizen'
  staff: string | null
  started_at: number
  answered_at: number | null
  ended_at: number | null
  ended_by: string | null
}

type LinksTable = {
  code: string
  unit: string
  title: string
  made_by: string | null
  made_at: number
  closed_at: number | null
}

/** What staff changed in the curation document, one row a change. */
type CurationTable = {
  id: string
  unit: string
  kind: string
  target: string
  body: string
  staff: string
  at: number
}

type NoticesTable = {
  id: string
  unit: string
  text: string
  shown_from: number
  shown_until: number | null
  staff: string
}

type StaffTable = {
  id: string
  name: string
  role: 'viewer' | 'editor' | 'admin'
  unit: string | null
  password: string
  added_at: number
  disabled_at: number | null
}

/** `staff` is what the operator calls somebody; of the dashboard's accounts their id. */
type AuditTable = {
  id: string
  staff: string
  action: AuditEntry['action']
  target: string
  detail: string | null
  at: number
}

/** `kind` is a table, or a part of one; `older_than` the cut-off, null where a person wished it. Of nobody in particular. */
type RemovalsTable = {
  at: number
  kind: string
  reason: 'age' | 'request'
  rows_removed: number
  older_than: number | null
}
