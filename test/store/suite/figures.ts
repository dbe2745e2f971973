import { describe, expect, it } from 'vitest'
import type { Bench } from '../describe-store.ts'
import { closed, DAY, NOON, next, opened, someone, turn } from '../samples.ts'

export function figures(bench: Bench): void {
  const [lan, hung] = [someone('lan'), someone('hung')]

  describe('figures', () => {
    it('count every visit once, by step and exit, with null for open ones', async () => {
      await bench.store.commit([
        turn(lan, { visits: [opened('v1', 'nop-ho-so/tai-khoan')] }),
        turn(hung, { visits: [opened('v2', 'nop-ho-so/tai-khoan')] }),
      ])
      await bench.store.commit([
        turn(next(lan), {
          visits: [
            { ...closed('v1', 'answered'), obstacle: 'khong-chinh-chu' },
            opened('v3', 'nop-ho-so/thanh-toan'),
          ],
        }),
      ])
      expect(await bench.store.visitCounts({ rootGuide: 'nop-ho-so' })).toEqual(
        expect.arrayContaining([
          {
            guide: 'nop-ho-so',
            step: 'tai-khoan',
            path: 'nop-ho-so/tai-khoan',
            exit: 'answered',
            obstacle: 'khong-chinh-chu',
            count: 1,
          },
          expect.objectContaining({ path: 'nop-ho-so/tai-khoan', exit: null, count: 1 }),
          expect.objectContaining({ path: 'nop-ho-so/thanh-toan', exit: null, count: 1 }),
        ]),
      )
      expect(await bench.store.visitCounts({ rootGuide: 'khai-sinh' })).toEqual([])
    })

    it('close many visits at once, each with its own exit, and each only once', async () => {
      const people = Array.from({ length: 50 }, (_, number) => someone(`p${number}`))
      await bench.store.commit(
        people.map((one, number) => turn(one, { visits: [opened(`v${number}`, 'nop-ho-so/sim')] })),
      )
      const exit = (number: number) => (number % 2 === 0 ? 'answered' : 'left')
      await bench.store.commit(
        people.map((one, number) => turn(next(one), { visits: [closed(`v${number}`, exit(number))] })),
      )
      await bench.store.commit(
        people.map((one, number) => turn(next(next(one)), { visits: [closed(`v${number}`, 'erased')] })),
      )
      const counts = await bench.store.visitCounts({ rootGuide: 'nop-ho-so' })
      expect(counts.map(row => [row.exit, row.count]).sort()).toEqual([
        ['answered', 25],
        ['left', 25],
      ])
    })

    it('can be asked for a span of time: from its start, and before its end', async () => {
      await bench.store.commit([
        turn(lan, {
          visits: [opened('v1', 'nop-ho-so/a', NOON), opened('v2', 'nop-ho-so/b', NOON + DAY)],
          events: [
            { event: { type: 'conversation_started' }, at: NOON },
            { event: { type: 'unfollowed' }, at: NOON + DAY },
          ],
        }),
      ])
      const steps = async (span: { since?: number; until?: number }) =>
        (await bench.store.visitCounts({ rootGuide: 'nop-ho-so', ...span })).map(row => row.step)
      expect(await steps({ since: NOON, until: NOON + DAY })).toEqual(['a'])
      expect(await steps({ since: NOON + 1 })).toEqual(['b'])
      expect(await steps({})).toEqual(['a', 'b'])
      expect(await bench.store.eventCounts({ until: NOON + DAY })).toEqual([
        { type: 'conversation_started', count: 1 },
      ])
      expect(await bench.store.eventCounts({ since: NOON + DAY })).toEqual([{ type: 'unfollowed', count: 1 }])
    })

    it('hold what an event says', async () => {
      await bench.store.commit([
        turn(lan, {
          events: [
            { event: { type: 'link_arrived', link: 'AB12' }, at: NOON },
            {
              event: { type: 'question_asked', status: 'answered', topic: 'faq:le-phi', facet: 'fee' },
              at: NOON,
            },
            {
              event: { type: 'guide_completed', guide: 'nop-ho-so', run: 'run-1', outcome: 'xong' },
              at: NOON,
            },
            { event: { type: 'dossier_looked_up', result: 'found' }, at: NOON },
          ],
        }),
      ])
      const { events } = await bench.dump()
      expect(events).toMatchObject([
        { type: 'link_arrived', link: 'AB12', conversation: lan.id, account: lan.account, unit: lan.unit },
        { type: 'question_asked', result: 'answered', topic: 'faq:le-phi', facet: 'fee' },
        { type: 'guide_completed', guide: 'nop-ho-so', run: 'run-1', result: 'xong' },
        { type: 'dossier_looked_up', result: 'found' },
      ])
    })

    it('keep a run from its start to its end', async () => {
      const started = {
        kind: 'started' as const,
        id: 'run-1',
        guide: 'nop-ho-so',
        relation: 'child',
        guideVersion: 'a1b2c3',
        link: 'AB12',
        unit: 'xa-hoa-binh',
        at: NOON,
      }
      await bench.store.commit([turn(lan, { runs: [started] })])
      await bench.store.commit([
        turn(next(lan), { runs: [{ kind: 'ended', id: 'run-1', outcome: 'xong', at: NOON + 1 }] }),
      ])
      expect((await bench.dump()).runs).toMatchObject([
        {
          id: 'run-1',
          relation: 'child',
          link: 'AB12',
          outcome: 'xong',
          started_at: NOON,
          ended_at: NOON + 1,
        },
      ])
    })
  })
}
