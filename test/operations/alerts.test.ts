import { describe, expect, it, vi } from 'vitest'
import { documentMemory } from '../../src/operations/alerts/memory.ts'
import { newsOf } from '../../src/operations/alerts/news.ts'
import type { Memory, Trouble } from '../../src/operations/alerts/trouble.ts'
import { type Seen, troublesIn } from '../../src/operations/alerts/troubles.ts'
import { startAlerts } from '../../src/operations/alerts/watch.ts'
import type { AccountHealth } from '../../src/operations/figures/account-troubles.ts'
import { makeLog } from '../../src/operations/log.ts'
import type { Notice, Told } from '../../src/operations/telling.ts'
import { openSqliteStore } from '../../src/store/sqlite/open.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const NOW = Date.parse('2026-11-18T03:00:00Z')
const disk: Trouble = { id: 'disk', subject: 'The disk is nearly full', text: 'Free some space.' }

/** Plays looks at these minutes, and tells what was said at each. */
function play(looks: readonly [minute: number, troubles: Trouble[]][]): string[] {
  let memory: Memory = {}
  return looks.flatMap(([minute, troubles]) => {
    const { news, memory: next } = newsOf(troubles, memory, NOW + minute * MINUTE)
    memory = next
    return news.map(({ subject }) => `${minute} ${subject}`)
  })
}

describe('what an operator is told', () => {
  it('is told once, again after a day, and when it is over', () => {
    expect(
      play([
        [0, [disk]],
        [1, [disk]],
        [1439, [disk]],
        [1440, [disk]],
        [1441, [disk]],
        [1442, []],
        [1448, []],
        [1449, []],
      ]),
    ).toEqual([
      '0 The disk is nearly full',
      '1440 Still: The disk is nearly full',
      '1448 Over: The disk is nearly full',
    ])
  })

  it('is one trouble where it comes and goes', () => {
    expect(
      play([
        [0, [disk]],
        [1, []],
        [2, [disk]],
        [4, []],
        [6, [disk]],
      ]),
    ).toHaveLength(1)
  })

  it('has to last where a moment of it is nothing, and is then not told to be over either', () => {
    const away = { ...disk, graceMs: 2 * MINUTE }
    expect(
      play([
        [0, [away]],
        [1, []],
        [9, []],
      ]),
    ).toEqual([])
    expect(
      play([
        [0, [away]],
        [1, [away]],
        [2, [away]],
      ]),
    ).toHaveLength(1)
  })
})

const OA = 'zalo:4000000000000000004'
const working = { kind: 'working' as const, issuedAt: NOW - HOUR, expiresAt: NOW + 24 * HOUR }
const healthy: AccountHealth = { account: OA, paused: null, token: working }

const still = {
  ...{ inbox: 0, outbox: 0, jobs: 0, dead: 0, deadToday: 0 },
  ...{ oldestInboxAge: 0, oldestOutboxAge: 0, oldestJobAge: 0 },
}

function seen(also: Partial<Seen> = {}, store: Partial<Seen['store'] & object> = {}): Seen {
  return {
    now: NOW,
    store: { backlog: still, arrivals: [], ...store },
    storeReason: null,
    freeBytes: 50e9,
    states: [healthy],
    stopped: new Map(),
    caps: [{ account: 'zalo-bot:1', cap: 3000, sent: 2399 }],
    knowsSilence: true,
    ...also,
  }
}

const idsOf = (what: Seen) => troublesIn(what).map(({ id }) => id)

describe('what is wrong', () => {
  const hour = NOW / HOUR
  const lively = [1, 2, 3, 4].map(weeks => ({
    ...{ account: OA, hour: hour - weeks * 168 - 1, count: 9, plain: 9, lastAt: 0 },
  }))
  const paused = { by: 'token', reason: 'Zalo gives no token: open /oauth/zalo', at: NOW }
  const byOperator = { ...healthy, paused: { ...paused, by: 'operator' } }
  const ending = { ...working, kind: 'ending' as const, reason: 'let an administrator consent' }

  it.each<[string, Seen, string[]]>([
    ['nothing', seen(), []],
    ['a full disk', seen({ freeBytes: 9e8 }), ['disk']],
    ['a database that is away', { ...seen(), store: null, storeReason: 'locked' }, ['database']],
    ['a token that is lost', seen({ states: [{ ...healthy, paused }] }), [`stopped:${OA}`]],
    ['a token that will be', seen({ states: [{ ...healthy, token: ending }] }), [`token:${OA}`]],
    ['what a platform refuses', seen({ stopped: new Map([[OA, 'blocked']]) }), [`stopped:${OA}`]],
    ['an account that an operator paused', seen({ states: [byOperator] }, { arrivals: lively }), []],
    ['a month that is nearly used up', seen({ caps: [{ account: 'b', cap: 3000, sent: 2400 }] }), ['cap:b']],
    ['messages set aside', seen({}, { backlog: { ...still, dead: 5, deadToday: 2 } }), ['dead']],
    ['messages set aside last week', seen({}, { backlog: { ...still, dead: 5 } }), []],
    [
      'answers that wait',
      seen({}, { backlog: { ...still, outbox: 9, oldestOutboxAge: 20 * MINUTE } }),
      ['outbox'],
    ],
    ['a channel that fell silent', seen({}, { arrivals: lively }), [`silent:${OA}`]],
    [
      'the silence of a server that has just started',
      seen({ knowsSilence: false }, { arrivals: lively }),
      [],
    ],
    ['an account that is gone', seen({ states: [] }, { arrivals: lively }), []],
  ])('%s', (_, what, ids) => {
    expect(idsOf(what)).toEqual(ids)
  })
})

describe('answers that wait', () => {
  it('are told of once they have waited on for five minutes: those of an account that was paused leave within them', () => {
    const late = troublesIn(seen({}, { backlog: { ...still, outbox: 9, oldestOutboxAge: HOUR } }))
    expect(
      play([
        [0, late],
        [4, late],
        [5, []],
      ]),
    ).toEqual([])
    expect(
      play([
        [0, late],
        [5, late],
      ]),
    ).toEqual(['5 Answers have waited for 60 minutes'])
  })
})

describe('the watch', () => {
  /** Two instances on one database, a clock, and a mailbox. */
  async function house() {
    const store = await openSqliteStore(':memory:')
    const box: string[] = []
    const world = {
      troubles: [disk],
      now: NOW,
      away: false,
      answer: { kind: 'told' } as Told | Promise<Told>,
    }
    const instance = () =>
      startAlerts({
        look: async () => world.troubles,
        memory: {
          async read() {
            if (world.away) throw new Error('The database is away.')
            return documentMemory(store).read()
          },
          write: (memory, version) => documentMemory(store).write(memory, version),
        },
        means: [{ by: 'mail', to: 'truc@example.gov.vn' }],
        async tell({ subject }: Notice) {
          box.push(subject)
          return world.answer
        },
        now: () => world.now,
        log: makeLog('silent'),
        onTroubles: () => {},
      })
    return { world, box, one: instance(), other: instance() }
  }

  it('tells once, however many instances look', async () => {
    const { box, one, other } = await house()
    await Promise.all([one.look(), other.look()])
    await other.look()
    await one.look()
    expect(box).toEqual(['Dẫn Lối: The disk is nearly full'])
  })

  it('tells again at the next look what could not be told', async () => {
    const { box, one, world } = await house()
    world.answer = { kind: 'later', reason: 'mail: ECONNREFUSED' }
    await one.look()
    world.answer = { kind: 'told' }
    await one.look()
    await one.look()
    expect(box).toHaveLength(2)
  })

  it('tells nothing twice where one instance is still trying to tell while another tells something else', async () => {
    const { box, one, other, world } = await house()
    let release = (_: Told) => {}
    world.answer = new Promise<Told>(resolve => {
      release = resolve
    })
    const trying = one.look()
    await vi.waitFor(() => expect(box).toHaveLength(1))
    world.answer = { kind: 'told' }
    world.troubles = [disk, { ...disk, id: 'cap:zalo-bot:1', subject: 'A month is nearly used up' }]
    world.now += MINUTE
    await other.look()
    release({ kind: 'later', reason: 'mail: ETIMEDOUT' })
    await trying
    for (const instance of [one, other]) await instance.look()
    expect(box).toEqual([
      'Dẫn Lối: The disk is nearly full',
      'Dẫn Lối: A month is nearly used up',
      'Dẫn Lối: The disk is nearly full',
    ])
  })

  it('tells of a database that is away, and that it is back', async () => {
    const { box, one, world } = await house()
    world.troubles = [{ ...disk, id: 'database', subject: 'The database is away' }]
    world.away = true
    await one.look()
    world.now += MINUTE
    await one.look()
    world.away = false
    world.troubles = []
    for (const minutes of [1, 6]) {
      world.now += minutes * MINUTE
      await one.look()
    }
    expect(box).toEqual(['Dẫn Lối: The database is away', 'Dẫn Lối: Over: The database is away'])
  })
})
