import type { MessageRow, PersonKey } from './conversation.ts'

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
