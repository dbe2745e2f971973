import type { StoredConversation } from '../../src/store/records/conversation.ts'
import type { ConversationChange, TurnRecord } from '../../src/store/records/turn.ts'

export const ZALO = 'zalo:4000000000000000004'
export const WEB = 'web'
export const NOON = Date.UTC(2026, 2, 2, 5)
export const MINUTE = 60_000
export const DAY = 24 * 60 * MINUTE

/** Keeps people for ever, and all else as long as it is kept where nobody says otherwise. */
export const KEEPING = {
  conversationDays: 100_000,
  sentDays: 2,
  unsentDays: 30,
  receivedDays: 30,
  figureDays: 100_000,
  auditDays: 730,
  removalDays: 1095,
}

/** A conversation that has never been written; `name` becomes part of its ids, so that they are easy to look for. */
export function someone(name: string, account = ZALO): StoredConversation {
  return {
    id: `conversation-${name}`,
    account,
    person: `platform-${name}`,
    personId: `random-${name}`,
    unit: 'xa-hoa-binh',
    revision: 0,
    nextSeq: 1,
    state: '{"stateVersion":1}',
  }
}

let messageNumber = 0

/** The next turn of a conversation: it says `text` and is answered in two platform requests. */
export function turn(
  before: StoredConversation,
  {
    text = 'tôi muốn làm giấy khai sinh cho con',
    at = NOON,
    messageId = `message-${++messageNumber}`,
    job = null,
    claimed = null,
    ...change
  }: Partial<ConversationChange> & {
    text?: string
    at?: number
    messageId?: string
    job?: string | null
    claimed?: string | null
  } = {},
): TurnRecord & { change: ConversationChange } {
  const seq = before.nextSeq
  return {
    inbox: {
      account: before.account,
      person: before.person,
      messageId,
      receivedAt: at,
      claimed,
      status: 'done',
    },
    job,
    change: {
      conversation: next(before),
      firstLink: null,
      lastLink: null,
      erase: false,
      messages: [
        { seq, from: 'person', body: JSON.stringify({ text }), at, expires: at + 30 * DAY },
        {
          seq: seq + 1,
          from: 'bot',
          body: JSON.stringify({ text: 'Dạ, mình cùng làm nhé.' }),
          at,
          expires: at + 30 * DAY,
        },
      ],
      outbox: [0, 1].map(part => ({
        seq: seq + 1,
        part,
        request: JSON.stringify({ recipient: before.person, part }),
        notBefore: at,
        expires: at + 2 * DAY,
      })),
      jobs: [],
      cancelled: [],
      runs: [],
      visits: [],
      events: [],
      slips: [],
      questions: [],
      ...change,
    },
  }
}

/** The conversation after one turn. */
export function next(before: StoredConversation): StoredConversation {
  return { ...before, revision: before.revision + 1, nextSeq: before.nextSeq + 2 }
}

/** The bare row of a turn that failed. */
export function failed(
  { account, person }: StoredConversation,
  {
    messageId = `message-${++messageNumber}`,
    text = 'giay khai sinh can nhung gi',
    at = NOON,
    notBefore = at,
    attempts = 1,
    claimed = null,
    job = null,
    reason = 'TypeError: the turn threw',
  }: {
    messageId?: string
    text?: string
    at?: number
    notBefore?: number
    attempts?: number
    claimed?: string | null
    job?: string | null
    reason?: string | null
  } = {},
): TurnRecord {
  return {
    inbox: {
      account,
      person,
      messageId,
      receivedAt: at,
      claimed,
      status: 'pending',
      body: JSON.stringify({ text }),
      attempts,
      notBefore,
      reason,
    },
    job,
    change: null,
  }
}

/** The bare row of what waits for its first turn. */
export function kept(
  who: StoredConversation,
  { messageId = `message-${++messageNumber}`, at = NOON } = {},
): TurnRecord {
  return failed(who, { messageId, at, attempts: 0, reason: null })
}

export function opened(id: string, path: string, at = NOON) {
  const [guide = '', step = ''] = path.split('/')
  return {
    kind: 'opened' as const,
    id,
    run: 'run-1',
    rootGuide: 'nop-ho-so',
    guide,
    step,
    path,
    guideVersion: 'a1b2c3',
    link: 'AB12',
    unit: 'xa-hoa-binh',
    at,
  }
}

export function closed(id: string, exit: 'answered' | 'left' | 'erased', at = NOON) {
  return { kind: 'closed' as const, id, exit, obstacle: null, at }
}
