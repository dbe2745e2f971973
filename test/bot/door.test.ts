import { describe, expect, it, onTestFinished } from 'vitest'
import { Listeners, makeDoor } from '../../src/bot/door.ts'
import { Turns } from '../../src/bot/turns.ts'
import type { Arrival } from '../../src/channels/channel.ts'
import { openSqliteStore } from '../../src/store/sqlite/open.ts'
import { knowledgeOf } from '../catalogue/folder.ts'

const knowledge = knowledgeOf()
const NOW = Date.parse('2026-11-23T02:00:00Z')

/** What waits in the inbox after this came in and every turn failed: all that anything behind the door ever sees. */
async function letIn(...whats: Arrival['what'][]): Promise<unknown[]> {
  const store = await openSqliteStore(':memory:')
  onTestFinished(() => store.close())
  const turns = new Turns({
    store,
    knowledge: () => knowledge,
    channels: new Map(),
    now: () => NOW,
    middleware: [{ onTurn: () => Promise.reject(new TypeError('boom')) }],
    onCommitted: () => {},
    onFailed: () => {},
  })
  const door = makeDoor(turns, store, new Listeners(), 'web', () => {})
  await door.receive(
    whats.map((what, n) => ({ account: 'web', person: `p${n}`, messageId: `m${n}`, at: NOW, what })),
  )
  const rows = await store.claimInbox({ now: NOW + 60_000, limit: 20, leaseMs: 1_000 })
  return rows.map(({ body }) => JSON.parse(body).what)
}

const place = (latitude: number, longitude: number): Arrival['what'] => ({
  kind: 'media',
  media: 'location',
  text: null,
  at: { latitude, longitude },
})

describe('the door', () => {
  it('makes a place rough: some 100 m are enough to find an office', async () => {
    expect(await letIn(place(19.80675432, 105.78519876), place(-8.00049, -0.0004))).toMatchObject([
      { at: { latitude: 19.807, longitude: 105.785 } },
      { at: { latitude: -8, longitude: 0 } },
    ])
  })

  it.each([
    ['beyond the pole', place(90.1, 105)],
    ['beyond the date line', place(19, -180.1)],
    ['no number', place(Number.NaN, 105)],
    ['endless', place(19, Number.POSITIVE_INFINITY)],
    ['left out', { kind: 'media', media: 'location', text: null }],
  ] as const)('takes a place that is none for one that could not be read: %s', async (_label, what) => {
    expect(await letIn(what)).toMatchObject([{ media: 'location', at: null }])
  })

  it('cuts cards, phones and e-mails out of texts, captions, titles of taps and what staff say', async () => {
    const secret = 'số 012345678901, gọi 0912345678, an@example.com'
    const waiting = await letIn(
      { kind: 'text', text: secret },
      { kind: 'media', media: 'image', text: secret },
      { kind: 'tap', payload: 'x', title: secret },
      { kind: 'staffSpoke', text: secret },
    )
    expect(waiting).toHaveLength(4)
    expect(JSON.stringify(waiting)).not.toMatch(/012345678901|0912345678|example/)
  })
})
