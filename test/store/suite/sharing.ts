import { describe, expect, it } from 'vitest'
import type { Bench } from '../describe-store.ts'
import { failed, MINUTE, NOON, next, someone, turn, ZALO } from '../samples.ts'

export function sharing(bench: Bench): void {
  const lan = someone('lan')
  const claim = { now: NOON, limit: 10, leaseMs: MINUTE }
  const later = { ...claim, now: NOON + MINUTE }
  const work = {
    jobs: [{ key: 'lookup', kind: 'lookup' as const, due: NOON, code: 'H26.35-260302-0007' }],
  }

  describe('two handles on one database', () => {
    it('see what the other wrote, and let one of two first turns win', async () => {
      const other = await bench.open()
      expect(await bench.store.commit([turn(lan)])).toEqual(['committed'])
      expect(await other.commit([turn({ ...lan, id: 'conversation-other' })])).toEqual(['lost'])
      expect(await other.load([lan])).toMatchObject([next(lan)])
      expect(await other.commit([turn(next(lan))])).toEqual(['committed'])
      expect(await bench.store.commit([turn(next(lan))])).toEqual(['lost'])
      await other.close()
    })

    it('never claim the same work', async () => {
      const other = await bench.open()
      await bench.store.commit([turn(lan, work), failed(someone('hung'))])
      expect(await bench.store.claimOutbox({ ...claim, accounts: [ZALO] })).toHaveLength(1)
      expect(await bench.store.claimJobs(claim)).toHaveLength(1)
      expect(await bench.store.claimInbox(claim)).toHaveLength(1)
      expect(await other.claimOutbox({ ...claim, accounts: [ZALO] })).toEqual([])
      expect(await other.claimJobs(claim)).toEqual([])
      expect(await other.claimInbox(claim)).toEqual([])
      await other.close()
    })

    it('take a message once that reaches both', async () => {
      const other = await bench.open()
      await bench.store.commit([turn(lan, { messageId: 'm-1' })])
      expect(await other.commit([turn(next(lan), { messageId: 'm-1' })])).toEqual(['duplicate'])
      await other.close()
    })
  })

  describe('after a process ended in the middle of its work', () => {
    it('everything that was committed is there, and what it held is free when its leases are over', async () => {
      await bench.store.commit([turn(lan, work), failed(someone('hung'))])
      await bench.store.claimOutbox({ ...claim, accounts: [ZALO] })
      await bench.store.claimJobs(claim)
      await bench.store.claimInbox(claim)

      const reopened = await bench.open()
      expect(await reopened.load([lan])).toMatchObject([next(lan)])
      expect(await reopened.claimOutbox({ ...later, accounts: [ZALO] })).toMatchObject([{ attempts: 1 }])
      expect(await reopened.claimJobs(later)).toMatchObject([{ attempts: 1 }])
      expect(await reopened.claimInbox(later)).toMatchObject([{ attempts: 2 }])
      await reopened.close()
    })
  })
}
