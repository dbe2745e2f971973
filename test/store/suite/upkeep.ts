import { describe, expect, it } from 'vitest'
import type { Bench } from '../describe-store.ts'
import { DAY, failed, KEEPING, MINUTE, NOON, next, opened, someone, turn, WEB, ZALO } from '../samples.ts'

export function upkeep(bench: Bench): void {
  const lan = someone('lan')
  const claim = (now = NOON) => bench.store.claimOutbox({ now, limit: 10, leaseMs: MINUTE, accounts: [ZALO] })

  const sweep = (now: number, conversationDays = KEEPING.conversationDays) =>
    bench.store.sweep(now, { ...KEEPING, conversationDays })

  describe('upkeep', () => {
    it('deletes messages that are past their time', async () => {
      await bench.store.commit([turn(lan)])
      await bench.store.commit([turn(next(lan), { at: NOON + DAY })])
      expect(await sweep(NOON + 30 * DAY - 1)).toMatchObject({ messages: 0 })
      expect(await sweep(NOON + 30 * DAY)).toMatchObject({ messages: 2 })
      const left = await bench.store.messages({ conversation: lan.id, after: 0, limit: 10 })
      expect(left.map(message => message.seq)).toEqual([3, 4])
    })

    it('deletes sent requests after 2 days, given-up ones after 30, and waiting ones never', async () => {
      await bench.store.commit([turn(lan)])
      await bench.store.commit([turn(next(lan))])
      const [first] = await claim()
      await bench.store.settleOutbox([{ id: first?.id ?? '', status: 'sent', platformId: null, at: NOON }])
      const [second] = await claim()
      await bench.store.settleOutbox([
        { id: second?.id ?? '', status: 'given_up', reason: 'blocked', at: NOON },
      ])
      expect(await sweep(NOON + 2 * DAY)).toMatchObject({ outbox: 0 })
      expect(await sweep(NOON + 2 * DAY + 1)).toMatchObject({ outbox: 1 })
      expect(await sweep(NOON + 30 * DAY)).toMatchObject({ outbox: 0 })
      expect(await sweep(NOON + 30 * DAY + 1)).toMatchObject({ outbox: 1 })
      expect((await bench.dump()).outbox).toHaveLength(2)
    })

    it('forgets done messages after 30 days, and dead ones too, but none that waits', async () => {
      const [hung, mai] = [someone('hung'), someone('mai')]
      await bench.store.commit([turn(lan, { messageId: 'm-1' }), failed(hung), failed(mai)])
      const [row] = await bench.store.claimInbox({ now: NOON, limit: 1, leaseMs: MINUTE })
      await bench.store.settleInbox([{ id: row?.id ?? '', status: 'dead', reason: 'failed 5 times' }])
      expect(await sweep(NOON + 30 * DAY)).toMatchObject({ inbox: 0 })
      expect(await sweep(NOON + 30 * DAY + 1)).toMatchObject({ inbox: 2 })
      expect(await bench.store.backlog(NOON)).toMatchObject({ inbox: 1, dead: 0 })
    })

    it('sweeps more than one batch', async () => {
      const messages = Array.from({ length: 1_100 }, (_, seq) => ({
        seq,
        from: 'bot' as const,
        body: '{}',
        at: NOON,
        expires: NOON,
      }))
      await bench.store.commit([turn(lan, { messages })])
      expect(await sweep(NOON)).toMatchObject({ messages: 1_100 })
    })

    it('forgets conversations of whom nothing was heard, and all that hangs on them but the figures', async () => {
      const [hung, mai] = [someone('hung'), someone('mai')]
      const question = { text: 'hỏi', at: NOON, status: 'unknown', candidates: '[]', step: null }
      const visits = [opened('v1', 'nop-ho-so/sim')]
      const events = [{ event: { type: 'conversation_started' as const }, at: NOON }]
      await bench.store.commit([turn(lan, { visits, events, questions: [question] })])
      await bench.store.commit([
        turn(hung, { jobs: [{ key: 'remind', kind: 'remind', due: NOON + 200 * DAY }] }),
        turn(mai, { at: NOON + 1 }),
      ])
      expect(await sweep(NOON + DAY, 1)).toMatchObject({ conversations: 0, questions: 0 })
      // Of Mai something was heard, and to Hùng something was promised.
      expect(await sweep(NOON + DAY + 1, 1)).toMatchObject({ conversations: 1, questions: 1 })
      expect(await bench.store.load([lan, hung, mai])).toMatchObject([null, next(hung), next(mai)])
      const rows = await bench.dump()
      expect(JSON.stringify(rows)).not.toContain(lan.id)
      expect(JSON.stringify(rows)).not.toContain(lan.person)
      expect(rows.visits).toMatchObject([{ id: 'v1', exit: 'left', closed_at: NOON + DAY }])
      expect(rows.events).toMatchObject([{ type: 'conversation_started', conversation: null }])
      // Whoever comes back is new.
      expect(await bench.store.commit([turn(next(lan))])).toEqual(['lost'])
      expect(await bench.store.commit([turn(lan)])).toEqual(['committed'])
    })

    it('forgets any number of conversations, and questions of those that go on', async () => {
      const people = Array.from({ length: 1_100 }, (_, number) => someone(`p${number}`))
      await bench.store.commit(people.map(one => turn(one, { messages: [], outbox: [] })))
      const question = { text: 'hỏi', at: NOON - DAY, status: 'unknown', candidates: '[]', step: null }
      await bench.store.commit([turn(lan, { at: NOON + DAY, questions: [question] })])
      expect(await sweep(NOON + DAY + 1, 1)).toMatchObject({ conversations: 1_100, questions: 1 })
      expect(await bench.store.load([lan])).toMatchObject([next(lan)])
    })

    it('lets what waited for a later hour than a clock that was set back shows leave now, but for timers', async () => {
      const hour = 60 * MINUTE
      const lookup = { key: 'lookup', kind: 'lookup' as const, due: NOON, code: 'H26.35-260302-0007' }
      const timer = { key: 'remind', kind: 'remind' as const, due: NOON + DAY }
      await bench.store.commit([turn(lan, { jobs: [lookup, timer] }), failed(someone('hung'))])
      const now = NOON - hour
      expect(await claim(now)).toEqual([])
      await bench.store.bringForward(now)
      expect(await claim(now)).toHaveLength(1)
      expect(await bench.store.claimInbox({ now, limit: 9, leaseMs: MINUTE })).toHaveLength(1)
      const jobs = await bench.store.claimJobs({ now, limit: 9, leaseMs: MINUTE })
      expect(jobs.map(({ kind }) => kind)).toEqual(['lookup'])
      expect((await bench.dump()).jobs?.find(({ kind }) => kind === 'remind')?.due).toBe(timer.due)
    })

    it('tells how much waits, and for how long', async () => {
      expect(await bench.store.backlog(NOON)).toEqual({
        inbox: 0,
        outbox: 0,
        jobs: 0,
        dead: 0,
        deadToday: 0,
        oldestInboxAge: 0,
        oldestOutboxAge: 0,
        oldestJobAge: 0,
      })
      await bench.store.commit([
        turn(lan, {
          jobs: [
            { key: 'lookup', kind: 'lookup', due: NOON, code: 'H26.35-260302-0007' },
            { key: 'leave-check', kind: 'leave-check', due: NOON + DAY },
          ],
        }),
        failed(someone('hung')),
      ])
      expect(await bench.store.backlog(NOON + MINUTE)).toEqual({
        inbox: 1,
        outbox: 2,
        jobs: 1,
        dead: 0,
        deadToday: 0,
        oldestInboxAge: MINUTE,
        oldestOutboxAge: MINUTE,
        oldestJobAge: MINUTE,
      })
    })

    it('tells how many messages were set aside, and how many of them today', async () => {
      await bench.store.commit([failed(lan)])
      const [row] = await bench.store.claimInbox({ now: NOON, limit: 1, leaseMs: MINUTE })
      await bench.store.settleInbox([{ id: row?.id ?? '', status: 'dead', reason: 'failed 3 times' }])
      expect(await bench.store.backlog(NOON + DAY - 1)).toMatchObject({ dead: 1, deadToday: 1 })
      expect(await bench.store.backlog(NOON + DAY)).toMatchObject({ dead: 1, deadToday: 0 })
    })

    it('measures the wait of a request from when it was written, however often it was put off', async () => {
      await bench.store.commit([turn(lan)])
      const [row] = await claim()
      const notBefore = NOON + DAY
      await bench.store.settleOutbox([{ id: row?.id ?? '', status: 'retry', notBefore, reason: 'down' }])
      expect(await bench.store.backlog(NOON + DAY / 2)).toMatchObject({ oldestOutboxAge: DAY / 2 })
    })

    it('measures no wait on an account that is paused, or gone', async () => {
      const account = { id: ZALO, kind: 'zalo', unit: 'xa-hoa-binh', title: 'Xã Hòa Bình', profile: null }
      await bench.store.putAccount({ ...account, origin: 'command', settings: 's1.x', at: NOON })
      await bench.store.commit([turn(lan)])
      const age = async () => (await bench.store.backlog(NOON + DAY)).oldestOutboxAge
      expect(await age()).toBe(DAY)
      await bench.store.pauseAccount(ZALO, { by: 'operator', reason: 'moving house', at: NOON })
      expect(await age()).toBe(0)
      await bench.store.commit([turn(someone('hung', WEB), { at: NOON + DAY / 2 })])
      expect(await age()).toBe(DAY / 2)
      await bench.store.resumeAccount(ZALO, 'operator')
      expect(await age()).toBe(DAY)
      await bench.store.removeAccount(ZALO, NOON)
      expect(await age()).toBe(DAY / 2)
    })

    it('checks that a write gets through', async () => {
      const before = await bench.dump()
      await bench.store.check()
      expect(await bench.dump()).not.toEqual(before)
    })

    it('adds the accounts that settings name and updates known ones', async () => {
      const zalo = { id: ZALO, kind: 'zalo', unit: 'xa-hoa-binh', title: 'Xã Hòa Bình' }
      const web = { id: WEB, kind: 'web', unit: 'xa-hoa-binh', title: 'Trang web' }
      await bench.store.seedAccounts([])
      await bench.store.seedAccounts([zalo])
      await bench.store.seedAccounts([{ ...zalo, title: 'UBND xã Hòa Bình', unit: 'xa-moi' }, web])
      const { channel_accounts: accounts = [], units = [] } = await bench.dump()
      expect(accounts.map(row => [row.id, row.title, row.unit]).sort()).toEqual([
        [WEB, 'Trang web', 'xa-hoa-binh'],
        [ZALO, 'UBND xã Hòa Bình', 'xa-moi'],
      ])
      expect(units.map(row => row.id)).toEqual(['xa-hoa-binh', 'xa-moi'])
    })
  })

  describe('documents', () => {
    it('are written only by whoever saw the last version', async () => {
      const { store } = bench
      expect(await store.getDocument('curation')).toBeNull()
      expect(await store.putDocument('curation', 'one', 1)).toBe(false)
      expect(await store.putDocument('curation', 'one', 0)).toBe(true)
      expect(await store.putDocument('curation', 'uno', 0)).toBe(false)
      expect(await store.getDocument('curation')).toEqual({ body: 'one', version: 1 })
      expect(await store.putDocument('curation', 'two', 1)).toBe(true)
      expect(await store.putDocument('curation', 'zwei', 1)).toBe(false)
      expect(await store.getDocument('curation')).toEqual({ body: 'two', version: 2 })
      expect(await store.getDocument('tokens')).toBeNull()
    })
  })
}
