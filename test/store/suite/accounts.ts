import { describe, expect, it } from 'vitest'
import type { Bench } from '../describe-store.ts'
import { MINUTE, NOON, someone, turn, ZALO } from '../samples.ts'

const OTHER = 'zalo:4000000000000000005'
const written = {
  kind: 'zalo',
  unit: 'Xã Hòa Bình',
  title: 'UBND xã Hòa Bình',
  origin: 'command' as const,
  settings: 's1.sealed',
  profile: null,
  at: NOON,
}
const lost = { by: 'token' as const, reason: 'the token has ended', at: NOON }
const byOperator = { by: 'operator' as const, reason: 'moving house', at: NOON + MINUTE }

export function accounts(bench: Bench): void {
  const only = async (id = ZALO) => (await bench.store.accounts()).find(account => account.id === id)

  describe('channel accounts', () => {
    it('come back as they were written, by id', async () => {
      await bench.store.putAccount({ id: OTHER, ...written, profile: '{"agency":"UBND xã Mới"}' })
      await bench.store.putAccount({ id: ZALO, ...written })
      expect(await bench.store.accounts()).toEqual([
        {
          id: ZALO,
          kind: 'zalo',
          unit: 'Xã Hòa Bình',
          title: 'UBND xã Hòa Bình',
          origin: 'command',
          settings: 's1.sealed',
          profile: null,
          addedAt: NOON,
          removedAt: null,
          paused: null,
        },
        expect.objectContaining({ id: OTHER, profile: '{"agency":"UBND xã Mới"}' }),
      ])
    })

    it('keep the day of their adding and their pause when they are written anew', async () => {
      await bench.store.putAccount({ id: ZALO, ...written })
      await bench.store.pauseAccount(ZALO, lost)
      await bench.store.putAccount({ id: ZALO, ...written, settings: 's1.other', at: NOON + MINUTE })
      expect(await only()).toMatchObject({ settings: 's1.other', addedAt: NOON, paused: lost })
    })

    it('keep their settings when only unit and title are told anew', async () => {
      await bench.store.putAccount({ id: ZALO, ...written })
      await bench.store.seedAccounts([{ id: ZALO, kind: 'zalo', unit: 'Xã Mới', title: 'UBND xã Mới' }])
      expect(await only()).toMatchObject({ unit: 'Xã Mới', title: 'UBND xã Mới', settings: 's1.sealed' })
    })

    it('that are removed lose their settings at once, and come back when they are added again', async () => {
      await bench.store.putAccount({ id: ZALO, ...written })
      await bench.store.pauseAccount(ZALO, byOperator)
      expect(await bench.store.removeAccount(ZALO, NOON)).toBe(true)
      expect(await bench.store.removeAccount(ZALO, NOON)).toBe(false)
      expect(await only()).toMatchObject({ settings: null, removedAt: NOON, paused: null })
      await bench.store.putAccount({ id: ZALO, ...written })
      expect(await only()).toMatchObject({ settings: 's1.sealed', removedAt: null })
    })

    it('are paused for want of a token once, and stay so until there is one', async () => {
      await bench.store.putAccount({ id: ZALO, ...written })
      expect(await bench.store.pauseAccount(ZALO, lost)).toBe(true)
      expect(await bench.store.pauseAccount(ZALO, { ...lost, at: NOON + MINUTE })).toBe(false)
      expect(await bench.store.resumeAccount(ZALO, 'operator')).toBe(false)
      expect(await only()).toMatchObject({ paused: lost })
      expect(await bench.store.resumeAccount(ZALO, 'token')).toBe(true)
      expect(await only()).toMatchObject({ paused: null })
    })

    it('stay paused by an operator whatever becomes of the token', async () => {
      await bench.store.putAccount({ id: ZALO, ...written })
      await bench.store.pauseAccount(ZALO, lost)
      expect(await bench.store.pauseAccount(ZALO, byOperator)).toBe(true)
      expect(await bench.store.resumeAccount(ZALO, 'token')).toBe(false)
      expect(await only()).toMatchObject({ paused: byOperator })
    })

    it('that nobody knows can neither be paused nor removed', async () => {
      expect(await bench.store.pauseAccount(ZALO, byOperator)).toBe(false)
      expect(await bench.store.resumeAccount(ZALO, 'operator')).toBe(false)
      expect(await bench.store.removeAccount(ZALO, NOON)).toBe(false)
    })

    it('let what waits for another try leave now, and only what is theirs', async () => {
      await bench.store.commit([turn(someone('lan')), turn(someone('mai', OTHER))])
      const claim = { now: NOON, limit: 10, leaseMs: MINUTE, accounts: [ZALO, OTHER] }
      const rows = await bench.store.claimOutbox(claim)
      const later = { status: 'retry' as const, notBefore: NOON + 5 * MINUTE, reason: 'no token' }
      await bench.store.settleOutbox(rows.map(({ id }) => ({ id, ...later })))
      expect(await bench.store.claimOutbox(claim)).toEqual([])
      expect(await bench.store.hurryOutbox(ZALO, NOON)).toBe(1)
      expect(await bench.store.claimOutbox(claim)).toMatchObject([{ account: ZALO, seq: 2, part: 0 }])
    })
  })
}
