import { describe, expect, it } from 'vitest'
import type { Bench } from '../describe-store.ts'
import { closed, DAY, failed, KEEPING, MINUTE, NOON, next, opened, someone, turn } from '../samples.ts'

export function retention(bench: Bench): void {
  const lan = someone('lan')
  const run = (id: string, at = NOON) => ({
    kind: 'started' as const,
    id,
    guide: 'nop-ho-so',
    relation: 'minh',
    guideVersion: 'a1b2c3',
    link: null,
    unit: 'xa-hoa-binh',
    at,
  })
  const walked = {
    runs: [run('r1'), { kind: 'ended' as const, id: 'r1', outcome: 'xong', at: NOON }],
    visits: [opened('v1', 'nop-ho-so/sim'), closed('v1', 'answered')],
    events: [{ event: { type: 'conversation_started' as const }, at: NOON }],
  }

  describe('retention', () => {
    it('forgets whoever turned away when their time is up, whatever was promised, and leaves the figures', async () => {
      const { store } = bench
      const jobs = [{ key: 'remind', kind: 'remind' as const, due: NOON + 9 * DAY }]
      await store.commit([
        turn(lan, { ...walked, visits: [opened('v1', 'nop-ho-so/sim')], jobs, forgetAt: NOON + DAY }),
      ])
      expect(await store.sweep(NOON + DAY - 1, KEEPING)).toMatchObject({ conversations: 0 })
      expect(await store.sweep(NOON + DAY, KEEPING)).toMatchObject({ conversations: 1 })
      const rows = await bench.dump()
      expect(JSON.stringify(rows)).not.toContain(lan.person)
      expect(JSON.stringify(rows)).not.toContain(lan.id)
      expect(rows.visits).toMatchObject([{ id: 'v1', exit: 'left', conversation: null }])
    })

    it('keeps whoever said something by then', async () => {
      await bench.store.commit([turn(lan, { forgetAt: NOON + DAY })])
      await bench.store.commit([turn(next(lan), { at: NOON + MINUTE, forgetAt: null })])
      expect(await bench.store.sweep(NOON + DAY, KEEPING)).toMatchObject({ conversations: 0 })
      expect(await bench.store.load([lan])).toMatchObject([{ id: lan.id }])
    })

    it('takes the name off figures of people who have been coming for long, but of nothing that is open', async () => {
      const open = {
        ...walked,
        runs: [...walked.runs, run('r2')],
        visits: [...walked.visits, opened('v2', 'nop-ho-so/bay')],
      }
      await bench.store.commit([turn(lan, open)])
      const now = NOON + 90 * DAY
      await bench.store.commit([
        turn(next(lan), { at: now, events: [{ event: { type: 'hurried' }, at: now }] }),
      ])
      const keep = { ...KEEPING, conversationDays: 90 }
      expect(await bench.store.sweep(now, keep)).toMatchObject({ figures_unlinked: 0 })
      expect(await bench.store.sweep(now + 1, keep)).toMatchObject({ figures_unlinked: 3, conversations: 0 })
      const { runs = [], visits = [], events = [] } = await bench.dump()
      const whose = (rows: readonly { [column: string]: unknown }[]) =>
        Object.fromEntries(rows.map(row => [row.id ?? row.type, row.conversation]))
      expect(whose(runs)).toEqual({ r1: null, r2: lan.id })
      expect(whose(visits)).toEqual({ v1: null, v2: lan.id })
      expect(whose(events)).toEqual({ conversation_started: null, hurried: lan.id })
      // What is open is still closed by its own id.
      await bench.store.commit([
        turn({ ...next(lan), revision: 2, nextSeq: 5 }, { at: now, visits: [closed('v2', 'left')] }),
      ])
      expect(await bench.store.visitCounts({ rootGuide: 'nop-ho-so' })).toMatchObject([
        { exit: 'left' },
        { exit: 'answered' },
      ])
    })

    it('deletes figures on their day, and none that is open', async () => {
      const many = Array.from({ length: 1_100 }, (_, index) => ({
        event: { type: 'hurried' as const },
        at: NOON - index,
      }))
      await bench.store.commit([turn(lan, { ...walked, events: many })])
      await bench.store.commit([
        turn(someone('hung'), { runs: [run('r2')], visits: [opened('v2', 'nop-ho-so/bay')] }),
      ])
      const keep = { ...KEEPING, figureDays: 365 }
      expect(await bench.store.sweep(NOON + 365 * DAY, keep)).toMatchObject({
        events: 1_099,
        visits: 0,
        runs: 0,
      })
      expect(await bench.store.sweep(NOON + 365 * DAY + 1, keep)).toMatchObject({
        events: 1,
        visits: 1,
        runs: 1,
      })
      const { runs = [], visits = [] } = await bench.dump()
      expect([...runs, ...visits].map(({ id }) => id)).toEqual(['r2', 'v2'])
    })

    it('notes what went, how much and by which cut-off, and of nobody in particular', async () => {
      await bench.store.commit([turn(lan, { messageId: 'm-1' }), failed(someone('hung'))])
      const now = NOON + 31 * DAY
      await bench.store.sweep(now, { ...KEEPING, conversationDays: 1 })
      await bench.store.sweep(now, { ...KEEPING, conversationDays: 1 })
      const { removals: log = [] } = await bench.dump()
      expect(log).toEqual([
        { at: now, kind: 'messages', reason: 'age', rows_removed: 2, older_than: now },
        { at: now, kind: 'inbox', reason: 'age', rows_removed: 1, older_than: NOON + DAY },
        { at: now, kind: 'conversations', reason: 'age', rows_removed: 1, older_than: NOON + 30 * DAY },
      ])
      expect(await bench.store.removals(now)).toEqual([
        { kind: 'conversations', reason: 'age', rows: 1, lastAt: now },
        { kind: 'inbox', reason: 'age', rows: 1, lastAt: now },
        { kind: 'messages', reason: 'age', rows: 2, lastAt: now },
      ])
      expect(await bench.store.removals(now + 1)).toEqual([])
      await bench.store.sweep(now + 1096 * DAY, KEEPING)
      expect(await bench.store.removals(0)).toEqual([
        { kind: 'removals', reason: 'age', rows: 3, lastAt: now + 1096 * DAY },
      ])
    })

    it('notes that somebody was erased at their wish, and not who', async () => {
      await bench.store.commit([turn(lan)])
      const fresh = { ...lan, id: 'conversation-fresh', personId: 'random-fresh' }
      await bench.store.commit([turn(fresh, { at: NOON + MINUTE, erase: true })])
      expect((await bench.dump()).removals).toEqual([
        { at: NOON + MINUTE, kind: 'conversations', reason: 'request', rows_removed: 1, older_than: null },
      ])
    })

    it('tells of when the oldest of everything is', async () => {
      expect(await bench.store.oldest()).toMatchObject({ messages: null, newest: null })
      await bench.store.commit([turn(lan)])
      await bench.store.commit([turn(next(lan), { at: NOON + DAY })])
      expect(await bench.store.oldest()).toMatchObject({
        messages: NOON,
        conversations: NOON + DAY,
        inbox: NOON,
        newest: NOON + DAY,
      })
    })
  })
}
