import { describe, expect, it } from 'vitest'
import type { Bench } from '../describe-store.ts'
import { failed, kept, MINUTE, NOON, next, someone, turn, ZALO } from '../samples.ts'

export function inbox(bench: Bench): void {
  const [lan, hung] = [someone('lan'), someone('hung')]
  const claim = (now = NOON) => bench.store.claimInbox({ now, limit: 10, leaseMs: MINUTE })

  describe('turns that failed', () => {
    it('wait with everything that a second try needs', async () => {
      await bench.store.commit([failed(lan, { messageId: 'm-1', text: 'dang ky khai sinh' })])
      expect(await claim()).toEqual([
        {
          id: expect.any(String),
          account: ZALO,
          person: lan.person,
          messageId: 'm-1',
          body: '{"text":"dang ky khai sinh"}',
          receivedAt: NOON,
          attempts: 1,
        },
      ])
    })

    it('are not tried before their time', async () => {
      await bench.store.commit([failed(lan, { notBefore: NOON + MINUTE })])
      expect(await claim(NOON)).toEqual([])
      expect(await claim(NOON + MINUTE)).toHaveLength(1)
    })

    it('come oldest first, one a person, as many as asked for', async () => {
      const mai = someone('mai')
      await bench.store.commit([
        failed(hung, { messageId: 'h-1', at: NOON - 1 }),
        failed(lan, { messageId: 'l-1', at: NOON - 2 }),
        failed(lan, { messageId: 'l-2', at: NOON - 3 }),
        failed(mai, { messageId: 'm-1', at: NOON }),
      ])
      const rows = await bench.store.claimInbox({ now: NOON, limit: 2, leaseMs: MINUTE })
      expect(rows.map(row => row.messageId)).toEqual(['l-2', 'h-1'])
    })

    it('keep their order within one millisecond', async () => {
      const ids = ['c', 'a', 'b', 'e', 'd']
      await bench.store.commit(ids.map(messageId => failed(lan, { messageId })))
      const seen: string[] = []
      for (const _ of ids) {
        const [row, ...more] = await claim()
        expect(more).toEqual([])
        seen.push(row?.messageId ?? '')
        await bench.store.settleInbox([{ id: row?.id ?? '', status: 'dead', reason: 'tried often enough' }])
      }
      expect(seen).toEqual(ids)
    })

    it('wait for an older one of the same person, also while that one is not due', async () => {
      await bench.store.commit([failed(lan, { messageId: 'old', at: NOON - 1, notBefore: NOON + MINUTE })])
      await bench.store.commit([failed(lan, { messageId: 'young' })])
      expect(await claim(NOON)).toEqual([])
      expect((await claim(NOON + MINUTE)).map(row => row.messageId)).toEqual(['old'])
    })

    it('belong to one worker until the lease ends, which counts as an attempt', async () => {
      await bench.store.commit([failed(lan)])
      expect(await claim(NOON)).toHaveLength(1)
      expect(await claim(NOON + MINUTE - 1)).toEqual([])
      expect((await claim(NOON + MINUTE)).map(row => row.attempts)).toEqual([2])
    })

    it('are done when the claimed row is committed, and then once only', async () => {
      await bench.store.commit([failed(lan)])
      const [row] = await claim()
      const again = turn(lan, { claimed: row?.id ?? '' })
      expect(await bench.store.commit([again])).toEqual(['committed'])
      expect(await bench.store.messages({ conversation: lan.id, after: 0, limit: 9 })).toHaveLength(2)
      const twice = turn(next(lan), { claimed: row?.id ?? '' })
      expect(await bench.store.commit([twice])).toEqual(['duplicate'])
      expect(await claim(NOON + 2 * MINUTE)).toEqual([])
      expect(JSON.stringify((await bench.dump()).inbox)).not.toMatch(/platform-lan|khai sinh/)
    })

    it('may fail once more', async () => {
      await bench.store.commit([failed(lan, { messageId: 'm-1' })])
      const [row] = await claim()
      const again = failed(lan, { claimed: row?.id ?? '', attempts: 2, notBefore: NOON + MINUTE })
      expect(await bench.store.commit([again])).toEqual(['committed'])
      expect(await claim(NOON)).toEqual([])
      expect(await claim(NOON + MINUTE)).toMatchObject([{ messageId: 'm-1', attempts: 2 }])
    })

    it('stay with whoever took them over, when somebody who had them fails too late', async () => {
      await bench.store.commit([failed(lan, { messageId: 'm-1' })])
      const [row] = await claim(NOON)
      await claim(NOON + MINUTE)
      const { id } = row ?? { id: '' }
      const late = failed(lan, { claimed: id, attempts: 2, notBefore: NOON })
      expect(await bench.store.commit([late])).toEqual(['duplicate'])
      await bench.store.settleInbox([
        { id, status: 'dead', reason: 'failed 3 times', leasedUntil: NOON + MINUTE },
      ])
      expect(await claim(NOON + MINUTE)).toEqual([])
      expect((await bench.dump()).inbox).toMatchObject([{ status: 'pending', attempts: 2 }])
    })

    it('can be put off', async () => {
      await bench.store.commit([failed(lan)])
      const [row] = await claim()
      const later = NOON + 5 * MINUTE
      await bench.store.settleInbox([
        { id: row?.id ?? '', status: 'retry', notBefore: later, reason: 'the store was busy' },
      ])
      expect(await claim(later - 1)).toEqual([])
      expect((await claim(later)).map(({ attempts }) => attempts)).toEqual([2])
    })

    it('lose what was said and by whom when they are given up, and no longer hold up the next one', async () => {
      await bench.store.commit([failed(lan, { text: 'câu làm hỏng mọi thứ' })])
      await bench.store.commit([failed(lan, { messageId: 'next', at: NOON + 1 })])
      const [row] = await claim(NOON + 1)
      await bench.store.settleInbox([{ id: row?.id ?? '', status: 'dead', reason: 'failed 5 times' }])
      expect((await claim(NOON + 1)).map(({ messageId }) => messageId)).toEqual(['next'])
      expect(await bench.store.backlog(NOON)).toMatchObject({ inbox: 1, dead: 1 })
      const [next] = await claim(NOON + 2 * MINUTE)
      await bench.store.commit([turn(lan, { claimed: next?.id ?? '' })])
      expect(JSON.stringify((await bench.dump()).inbox)).not.toMatch(/câu làm hỏng mọi thứ|platform-lan|next/)
    })
  })

  describe('messages that wait for their first turn', () => {
    it('let nothing of the same person overtake them, and hold up nobody else', async () => {
      await bench.store.commit([kept(lan)])
      expect(await bench.store.commit([turn(lan), turn(hung)])).toEqual(['early', 'committed'])
      expect(await bench.store.load([lan])).toEqual([null])
    })

    it('are overtaken by no turn that another writes in the same moment', async () => {
      expect(await bench.store.commit([turn(lan)])).toEqual(['committed'])
      await bench.store.commit([kept(lan, { messageId: 'first' })])
      const [row] = await claim()
      const its = turn(next(lan), { claimed: row?.id ?? '' })
      expect(await bench.store.commit([its, turn(next(lan))])).toEqual(['committed', 'early'])
    })

    it('let the turns of jobs pass', async () => {
      await bench.store.commit([kept(lan)])
      expect(await bench.store.commit([turn(lan, { job: 'job-1' })])).toEqual(['committed'])
    })

    it('hold nobody up any more when they were answered, failed, or were given up', async () => {
      await bench.store.commit([kept(lan, { messageId: 'first' })])
      const [row] = await claim()
      const id = row?.id ?? ''
      await bench.store.commit([failed(lan, { claimed: id, attempts: 1, notBefore: NOON + MINUTE })])
      expect(await bench.store.commit([turn(lan)])).toEqual(['committed'])
      await bench.store.commit([kept(hung, { messageId: 'second' })])
      const [second] = await claim()
      await bench.store.commit([turn(hung, { claimed: second?.id ?? '' })])
      expect(await bench.store.commit([turn(next(hung))])).toEqual(['committed'])
    })

    it('do so also after whoever ran their turn is gone', async () => {
      await bench.store.commit([kept(lan)])
      await claim(NOON)
      await claim(NOON + MINUTE)
      expect(await bench.store.commit([turn(lan)])).toEqual(['early'])
    })
  })
}
