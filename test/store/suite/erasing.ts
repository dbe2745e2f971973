import { describe, expect, it } from 'vitest'
import type { Bench } from '../describe-store.ts'
import { closed, DAY, failed, KEEPING, MINUTE, NOON, next, opened, someone, turn, ZALO } from '../samples.ts'

export function erasing(bench: Bench): void {
  const lan = someone('lan')
  const fresh = { ...lan, id: 'conversation-fresh', personId: 'random-fresh' }
  const confirmation = () =>
    turn(fresh, {
      at: NOON + MINUTE,
      erase: true,
      visits: [{ ...closed('visit-2', 'erased', NOON + MINUTE), obstacle: 'khong-chinh-chu' }],
      events: [{ event: { type: 'data_erased' }, at: NOON + MINUTE }],
    })

  async function live(): Promise<void> {
    await bench.store.commit([
      turn(lan, {
        runs: [
          {
            kind: 'started',
            id: 'run-1',
            guide: 'nop-ho-so',
            relation: 'self',
            guideVersion: 'a1b2c3',
            link: null,
            unit: 'xa-hoa-binh',
            at: NOON,
          },
        ],
        visits: [
          opened('visit-1', 'nop-ho-so/mot'),
          closed('visit-1', 'answered'),
          opened('visit-2', 'nop-ho-so/hai'),
          opened('visit-3', 'nop-ho-so/ba'),
        ],
        jobs: [{ key: 'leave-check', kind: 'leave-check', due: NOON + DAY }],
        events: [{ event: { type: 'conversation_started' }, at: NOON }],
        questions: [{ text: 'sao lâu thế', at: NOON, status: 'unknown', candidates: '[]', step: null }],
      }),
    ])
    await bench.store.commit([failed(lan, { text: 'câu hỏi còn chờ' })])
  }

  describe('erasing a person', () => {
    it('leaves nothing by which they could be found but the fresh conversation', async () => {
      await live()
      expect(await bench.store.commit([confirmation()])).toEqual(['committed'])
      const { conversations = [], outbox = [], ...others } = await bench.dump()
      expect(conversations.map(row => row.id)).toEqual([fresh.id])
      expect(outbox.map(row => row.conversation)).toEqual([fresh.id, fresh.id])
      expect(JSON.stringify(others)).not.toMatch(/platform-lan/)
      expect(JSON.stringify({ conversations, outbox, ...others })).not.toMatch(
        /conversation-lan|random-lan|sao lâu thế|câu hỏi còn chờ/,
      )
    })

    it('still sends them the confirmation', async () => {
      await live()
      await bench.store.commit([confirmation()])
      const claim = { now: NOON + MINUTE, limit: 10, leaseMs: MINUTE, accounts: [ZALO] }
      const [row] = await bench.store.claimOutbox(claim)
      expect(row).toMatchObject({ conversation: fresh.id, person: lan.person, part: 0 })
      expect(await bench.store.load([lan])).toMatchObject([next(fresh)])
    })

    it('keeps the figures, with every visit closed', async () => {
      await live()
      await bench.store.commit([confirmation()])
      const counts = await bench.store.visitCounts({ rootGuide: 'nop-ho-so' })
      expect(counts.map(({ path, exit, obstacle }) => [path, exit, obstacle])).toEqual([
        ['nop-ho-so/ba', 'erased', null],
        ['nop-ho-so/hai', 'erased', 'khong-chinh-chu'],
        ['nop-ho-so/mot', 'answered', null],
      ])
      const { runs = [], visits = [] } = await bench.dump()
      expect(runs.map(row => row.conversation)).toEqual([null])
      expect(visits.map(row => row.conversation)).toEqual([null, null, null])
    })

    it('still knows a message that is delivered again', async () => {
      await bench.store.commit([turn(lan, { messageId: 'm-1' })])
      await bench.store.commit([failed(lan, { messageId: 'm-2' })])
      await bench.store.commit([confirmation()])
      const again = [turn(next(fresh), { messageId: 'm-1' }), failed(lan, { messageId: 'm-2' })]
      expect(await bench.store.commit(again)).toEqual(['duplicate', 'duplicate'])
    })

    it('keeps what they wrote after asking for it', async () => {
      await bench.store.commit([turn(lan)])
      await bench.store.commit([failed(lan, { at: NOON + 2 * MINUTE, text: 'chào lại' })])
      await bench.store.commit([confirmation()])
      const rows = await bench.store.claimInbox({ now: NOON + DAY, limit: 10, leaseMs: MINUTE })
      expect(rows.map(row => row.body)).toEqual(['{"text":"chào lại"}'])
    })

    it('lets a turn be lost that was made from the erased conversation', async () => {
      await bench.store.commit([turn(lan)])
      await bench.store.commit([confirmation()])
      expect(await bench.store.commit([turn(next(lan))])).toEqual(['lost'])
    })

    it('is not lost when the conversation moved on meanwhile', async () => {
      await bench.store.commit([turn(lan)])
      await bench.store.commit([turn(next(lan))])
      expect(await bench.store.commit([confirmation()])).toEqual(['committed'])
    })

    it('works for somebody of whom nothing is known', async () => {
      expect(await bench.store.commit([confirmation()])).toEqual(['committed'])
      expect(await bench.store.load([lan])).toMatchObject([next(fresh)])
    })

    it('leaves everybody else alone', async () => {
      const hung = someone('hung')
      await bench.store.commit([turn(lan), turn(hung)])
      await bench.store.commit([failed(hung)])
      await bench.store.commit([confirmation()])
      expect(await bench.store.load([hung])).toMatchObject([next(hung)])
      expect(await bench.store.messages({ conversation: hung.id, after: 0, limit: 9 })).toHaveLength(2)
      expect(await bench.store.claimInbox({ now: NOON, limit: 9, leaseMs: MINUTE })).toHaveLength(1)
    })
  })

  describe('people whom a restored backup brought back', () => {
    const hung = someone('hung')

    it('are found, all of them, so many at a time', async () => {
      await bench.store.commit([turn(lan), turn(hung, { at: NOON + MINUTE })])
      const [first] = await bench.store.people({ after: '', limit: 1 })
      const [second] = await bench.store.people({ after: first?.id ?? '', limit: 1 })
      const { account, person } = hung
      expect(first).toEqual({
        ...{ id: hung.id, account, person },
        ...{ createdAt: NOON + MINUTE, updatedAt: NOON + MINUTE },
      })
      expect(second?.id).toBe(lan.id)
      expect(await bench.store.people({ after: lan.id, limit: 1 })).toEqual([])
    })

    it('go again as they went: nothing of them is left, figures stay, and the log says that it was a wish', async () => {
      await live()
      await bench.store.commit([turn(hung)])
      const { id, account, person } = lan
      const erased = [{ id, account, person, at: NOON + MINUTE }]
      await bench.store.forgetPeople({ erased, leaving: [] })
      const { visits = [], ...dump } = await bench.dump()
      expect(JSON.stringify(dump)).not.toMatch(/platform-lan|conversation-lan|random-lan|câu hỏi còn chờ/)
      expect(visits.map(({ exit }) => exit)).toEqual(['answered', 'erased', 'erased'])
      expect(await bench.store.load([hung])).toMatchObject([next(hung)])
      expect(await bench.store.removals(0)).toEqual([
        { kind: 'conversations', reason: 'request', rows: 1, lastAt: NOON + MINUTE },
      ])
    })

    it('are forgotten on the day on which they would have been, where they had turned away', async () => {
      await bench.store.commit([turn(lan), turn(hung, { forgetAt: NOON + 5 * MINUTE })])
      const leaving = [lan, hung].map(({ id }) => ({ id, until: NOON + 9 * MINUTE }))
      await bench.store.forgetPeople({ erased: [], leaving })
      await bench.store.sweep(NOON + 6 * MINUTE, KEEPING)
      expect((await bench.store.people({ after: '', limit: 9 })).map(({ id }) => id)).toEqual([lan.id])
      await bench.store.sweep(NOON + 10 * MINUTE, KEEPING)
      expect(await bench.store.people({ after: '', limit: 9 })).toEqual([])
    })
  })
}
