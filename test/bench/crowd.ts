import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { TurnRecord } from '../../src/store/records/turn.ts'
import { openSqliteStore } from '../../src/store/sqlite/open.ts'
import { DAY, someone, turn } from '../store/samples.ts'
import { citizen } from './turns-mix.ts'

const AT_ONCE = 500

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
  const now = Date.now()
  const before = { ...someone(`crowd-${number}`, account), person: citizen(number), unit: 'bench', state }
  return turn(before, {
    at: now,
    conversation: { ...before, revision: 1, nextSeq: bodies.length + 1 },
    messages: bodies.map((body, index) => ({
      seq: index + 1,
      from: 'bot',
      body,
      at: now,
      expires: now + 90 * DAY,
    })),
    outbox: [],
  })
}
