import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { TurnRecord } from '../../src/store/records/turn.ts'
import { openSqliteStore } from '../../src/store/sqlite/open.ts'
import { citizen } from './turns-mix.ts'

const AT_ONCE = 500
const DAY_MS = 24 * 60 * 60 * 1000

/** What one conversation leaves behind: its state, and so many messages of its transcript. */
export type Trace = { state: string; bodies: readonly string[] }

/** What the first citizen's conversation left in a database. */
export async function traceIn(file: string, account: string): Promise<Trace> {
  const store = await openSqliteStore(file)
  try {
    const [conversation] = await store.load([{ account, person: citizen(0) }])
    if (!conversation) throw new Error('Nobody has written yet.')
    const rows = await store.messages({ conversation: conversation.id, after: 0, limit: 20 })
    return { state: conversation.state, bodies: rows.map(({ body }) => body) }
  } finally {
    await store.close()
  }
}

/** Makes a database in which so many citizens have each had such a conversation. */
export async function fillWith(file: string, account: string, people: number, trace: Trace): Promise<void> {
  mkdirSync(dirname(file), { recursive: true })
  const store = await openSqliteStore(file)
  try {
    await store.seedAccounts([{ id: account, kind: 'zalo', unit: 'bench', title: 'bench' }])
    for (let from = 0; from < people; from += AT_ONCE)
      await store.commit(
        Array.from({ length: Math.min(AT_ONCE, people - from) }, (_, index) =>
          recordOf(account, from + index, trace),
        ),
      )
  } finally {
    await store.close()
  }
}

function recordOf(account: string, number: number, { state, bodies }: Trace): TurnRecord {
  const person = citizen(number)
  const now = Date.now()
  return {
    inbox: {
      account,
      person,
      messageId: `crowd-${number}`,
      receivedAt: now,
      claimed: null,
      status: 'done',
    },
    job: null,
    change: {
      conversation: {
        account,
        person,
        id: `crowd-${number}`,
        personId: `person-${number}`,
        unit: 'bench',
        revision: 1,
        nextSeq: bodies.length + 1,
        state,
      },
      firstLink: null,
      lastLink: null,
      erase: false,
      messages: bodies.map((body, index) => ({
        seq: index + 1,
        from: 'bot',
        body,
        at: now,
        expires: now + 90 * DAY_MS,
      })),
      outbox: [],
      jobs: [],
      cancelled: [],
      runs: [],
      visits: [],
      events: [],
      slips: [],
      questions: [],
    },
  }
}
