import { describe, expect, it } from 'vitest'
import type { OutboxRow } from '../../../src/store/records/queues.ts'
import type { Bench } from '../describe-store.ts'
import { DAY, MINUTE, NOON, next, someone, turn, WEB, ZALO } from '../samples.ts'

export function outbox(bench: Bench): void {
  const [lan, hung] = [someone('lan'), someone('hung')]
  const claim = (now = NOON, accounts: string[] = [ZALO], limit = 10) =>
    bench.store.claimOutbox({ now, limit, leaseMs: MINUTE, accounts })
  const places = (rows: OutboxRow[]) => rows.map(({ conversation, seq, part }) => [conversation, seq, part])
  const sent = ({ id }: OutboxRow) => ({ id, status: 'sent' as const, platformId: 'z-1', at: NOON })

  describe('requests on their way out', () => {
    it('carry what the channel needs', async () => {
      await bench.store.commit([turn(lan)])
      expect(await claim()).toEqual([
        {
          id: expect.any(String),
          conversation: lan.id,
          account: ZALO,
          person: lan.person,
          seq: 2,
          part: 0,
          request: '{"recipient":"platform-lan","part":0}',
          attempts: 0,
          expires: NOON + 2 * DAY,
        },
      ])
    })

    it('are known to be unsent until they are settled', async () => {
      const unsent = async () => (await bench.store.load([lan]))[0]?.unsent
      await bench.store.commit([turn(lan)])
      expect(await unsent()).toBe(true)
      for (let rows = await claim(); rows.length > 0; rows = await claim())
        await bench.store.settleOutbox(rows.map(sent))
      expect(await unsent()).toBe(false)
    })

    it('that the turn leased itself are left alone until that lease ends', async () => {
      const [request] = turn(lan).change.outbox
      await bench.store.commit([
        turn(lan, { outbox: request ? [{ ...request, leasedUntil: NOON + MINUTE }] : [] }),
      ])
      expect(await claim(NOON)).toEqual([])
      expect(await claim(NOON + MINUTE)).toMatchObject([{ conversation: lan.id, attempts: 1 }])
    })

    it('leave in order within a conversation, and each conversation for itself', async () => {
      await bench.store.commit([turn(lan), turn(hung)])
      await bench.store.commit([turn(next(lan))])
      const order: unknown[][] = []
      for (let rows = await claim(); rows.length > 0; rows = await claim()) {
        expect(new Set(rows.map(row => row.conversation)).size).toBe(rows.length)
        order.push(...places(rows))
        await bench.store.settleOutbox(rows.map(sent))
      }
      const of = (id: string) =>
        order.filter(([conversation]) => conversation === id).map(place => place.slice(1))
      expect(of(lan.id)).toEqual([
        [2, 0],
        [2, 1],
        [4, 0],
        [4, 1],
      ])
      expect(of(hung.id)).toEqual([
        [2, 0],
        [2, 1],
      ])
    })

    it('wait while an earlier one of the conversation is on its way', async () => {
      await bench.store.commit([turn(lan)])
      expect(await claim()).toHaveLength(1)
      expect(await claim()).toEqual([])
    })

    it('wait while an earlier one is to be tried again', async () => {
      await bench.store.commit([turn(lan)])
      const [row] = await claim()
      const later = NOON + 5 * MINUTE
      await bench.store.settleOutbox([
        { id: row?.id ?? '', status: 'retry', notBefore: later, reason: 'Zalo answered 503' },
      ])
      expect(await claim(later - 1)).toEqual([])
      expect(await claim(later)).toMatchObject([{ part: 0, attempts: 1 }])
    })

    it('go to the next one where one was given up', async () => {
      await bench.store.commit([turn(lan)])
      const [row] = await claim()
      await bench.store.settleOutbox([
        { id: row?.id ?? '', status: 'given_up', reason: 'the person has blocked the account', at: NOON },
      ])
      expect((await claim()).map(({ part }) => part)).toEqual([1])
    })

    it('are free again when a lease ends, which counts as an attempt', async () => {
      await bench.store.commit([turn(lan)])
      await claim(NOON)
      expect(await claim(NOON + MINUTE - 1)).toEqual([])
      expect(await claim(NOON + MINUTE)).toMatchObject([{ part: 0, attempts: 1 }])
    })

    it('come oldest first and as many as asked for, over all accounts that work', async () => {
      const web = someone('web', WEB)
      await bench.store.commit([
        turn(lan, { at: NOON - 1 }),
        turn(hung, { at: NOON - 3 }),
        turn(web, { at: NOON - 2 }),
      ])
      const rows = await claim(NOON, [ZALO, WEB], 2)
      expect(rows.map(row => row.conversation)).toEqual([hung.id, web.id])
    })

    it('come no more of an account than it has room for', async () => {
      const web = someone('web', WEB)
      await bench.store.commit([turn(lan), turn(hung), turn(web)])
      const claimed = await bench.store.claimOutbox({
        ...{ now: NOON, limit: 10, leaseMs: MINUTE },
        accounts: [ZALO, 'zalo:nobody', WEB],
        most: [1, 1, 0],
      })
      expect(claimed.map(({ account }) => account)).toEqual([ZALO])
      expect(await claim(NOON, [ZALO, WEB])).toHaveLength(2)
    })

    it('come of hundreds of accounts together', async () => {
      const accounts = Array.from({ length: 700 }, (_, index) => `zalo:${index}`)
      const people = accounts.slice(0, 70).map(account => someone(account, account))
      await bench.store.commit(people.map(person => turn(person)))
      const claimed: OutboxRow[] = []
      for (
        let rows = await claim(NOON, accounts, 100);
        rows.length > 0;
        rows = await claim(NOON, accounts, 100)
      )
        claimed.push(...rows)
      expect(new Set(claimed.map(({ account }) => account)).size).toBe(70)
      expect(claimed).toHaveLength(70)
    })

    it('stay where their account is not asked for', async () => {
      await bench.store.commit([turn(lan)])
      expect(await claim(NOON, [WEB])).toEqual([])
      expect(await claim(NOON, [])).toEqual([])
      expect(await claim(NOON, [ZALO])).toHaveLength(1)
    })

    it('are known when they come too late: the oldest first, and none that somebody holds', async () => {
      await bench.store.commit([turn(lan)])
      await bench.store.commit([turn(hung, { at: NOON - MINUTE })])
      await bench.store.commit([turn(next(lan), { at: NOON + DAY })])
      const late = NOON + 2 * DAY + 1
      const overdue = async (now = late, limit = 10) =>
        places(await bench.store.overdueOutbox({ now, limit }))
      expect(await overdue(NOON + 2 * DAY - MINUTE)).toEqual([])
      expect(await overdue(late, 1)).toEqual([[hung.id, 2, 0]])
      expect((await overdue()).map(([conversation]) => conversation)).toEqual([
        ...[hung.id, hung.id],
        ...[lan.id, lan.id],
      ])
      const [row] = await bench.store.overdueOutbox({ now: late, limit: 1 })
      expect(row).toMatchObject({ person: hung.person, account: ZALO, attempts: 0 })
      // Whoever's time is over is claimed by nobody any more: it may be given up in this moment.
      expect(places(await claim(late - MINUTE / 2))).toEqual([[lan.id, 2, 0]])
      expect(await overdue()).toHaveLength(3)
    })

    it('that may have got through wait for their echo, whoever is in a hurry', async () => {
      await bench.store.commit([turn(lan)])
      const [row] = await claim()
      const until = NOON + MINUTE / 2
      await bench.store.settleOutbox([
        { id: row?.id ?? '', status: 'unsure', notBefore: until, reason: 'no answer' },
      ])
      expect((await bench.dump()).outbox).toMatchObject([
        { unsure: 1, attempts: 1, status: 'pending' },
        { unsure: 0 },
      ])
      expect(await bench.store.hurryOutbox(ZALO, NOON)).toBe(0)
      await bench.store.bringForward(NOON)
      expect(await claim(until - 1)).toEqual([])
      expect(await claim(until)).toMatchObject([{ part: 0, attempts: 1 }])
    })

    it('that may have got through wait no more than a minute where the clock was set back', async () => {
      await bench.store.commit([turn(lan)])
      const [row] = await claim()
      await bench.store.settleOutbox([
        { id: row?.id ?? '', status: 'unsure', notBefore: NOON + DAY, reason: 'no answer' },
      ])
      await bench.store.bringForward(NOON)
      expect(await claim(NOON + MINUTE)).toHaveLength(1)
    })

    it('that were held and not tried are free at once, and that is no attempt', async () => {
      await bench.store.commit([turn(lan)])
      const [row] = await claim()
      const { id } = row ?? { id: '' }
      await bench.store.settleOutbox([{ id, status: 'released', leasedUntil: NOON + MINUTE }])
      expect(await claim()).toMatchObject([{ part: 0, attempts: 0 }])
    })

    it('stay with whoever holds them by now, when somebody lets go too late', async () => {
      await bench.store.commit([turn(lan)])
      const [row] = await claim()
      await claim(NOON + MINUTE)
      const { id } = row ?? { id: '' }
      await bench.store.settleOutbox([{ id, status: 'released', leasedUntil: NOON + MINUTE }])
      expect(await claim(NOON + MINUTE)).toEqual([])
    })

    it('that a platform took are sent, though somebody else took them meanwhile', async () => {
      await bench.store.commit([turn(lan)])
      const [row] = await claim()
      await claim(NOON + MINUTE)
      const late = { id: row?.id ?? '', leasedUntil: NOON + MINUTE }
      await bench.store.settleOutbox([{ ...late, status: 'sent', platformId: 'z-1', at: NOON }])
      expect(await bench.store.pendingOutbox([late.id])).toEqual([])
    })

    it.each([
      { status: 'retry', notBefore: NOON, reason: 'Zalo answered 503' },
      { status: 'unsure', notBefore: NOON, reason: 'no answer' },
      { status: 'put_off', notBefore: NOON, reason: 'throttled' },
      { status: 'given_up', reason: 'blocked', at: NOON },
    ] as const)(
      'stay as they are where an answer ($status) comes after somebody else took them',
      async late => {
        await bench.store.commit([turn(lan)])
        const [row] = await claim()
        await claim(NOON + MINUTE)
        const before = (await bench.dump()).outbox
        const { id } = row ?? { id: '' }
        await bench.store.settleOutbox([{ id, ...late, leasedUntil: NOON + MINUTE }])
        expect((await bench.dump()).outbox).toEqual(before)
        await bench.store.settleOutbox([{ id, ...late, leasedUntil: NOON + 2 * MINUTE }])
        expect((await bench.dump()).outbox).not.toEqual(before)
      },
    )

    it('that are put off for no fault of theirs have been tried no more than before', async () => {
      await bench.store.commit([turn(lan)])
      const [row] = await claim()
      const { id } = row ?? { id: '' }
      await bench.store.settleOutbox([
        { id, status: 'put_off', notBefore: NOON + MINUTE, reason: 'throttled' },
      ])
      expect(await claim()).toEqual([])
      expect(await claim(NOON + MINUTE)).toMatchObject([{ part: 0, attempts: 0 }])
    })

    it('may be what an echo is of, once they were tried and as long as they are the first', async () => {
      const echoOf = (person: string, platformId = 'z-9') =>
        bench.store.mayBeEchoed([{ account: ZALO, person, platformId }])
      await bench.store.commit([turn(lan), turn(hung)])
      expect(await echoOf(lan.person)).toEqual([])
      const rows = await claim()
      expect(await echoOf(lan.person)).toEqual(
        rows.filter(row => row.person === lan.person).map(row => ({ ...row, platformId: 'z-9' })),
      )
      expect(await echoOf('a stranger')).toEqual([])
      await bench.store.settleOutbox(rows.map(sent))
      expect(await echoOf(lan.person)).toEqual([])
      const [second] = (await claim()).filter(row => row.person === lan.person)
      const { id } = second ?? { id: '' }
      await bench.store.settleOutbox([
        { id, status: 'unsure', notBefore: NOON + MINUTE, reason: 'no answer' },
      ])
      // The platform's id says that it is the one before.
      expect(await echoOf(lan.person, 'z-1')).toEqual([])
      expect(await echoOf(lan.person)).toMatchObject([{ id, part: 1, request: second?.request }])
      await bench.store.settleOutbox([{ id, status: 'sent', platformId: 'z-9', at: NOON }])
      expect(await echoOf(lan.person)).toEqual([])
    })

    it('may be what each of several echoes of one moment is of', async () => {
      await bench.store.commit([turn(lan), turn(hung)])
      await claim()
      const echo = (person: string, platformId: string) => ({ account: ZALO, person, platformId })
      const rows = await bench.store.mayBeEchoed([
        echo(lan.person, 'a'),
        echo(hung.person, 'b'),
        echo(lan.person, 'c'),
      ])
      expect(rows.map(({ person, platformId }) => [person, platformId]).sort()).toEqual([
        [hung.person, 'b'],
        [lan.person, 'a'],
        [lan.person, 'c'],
      ])
    })

    it('keep no request once they are settled', async () => {
      await bench.store.commit([turn(lan)])
      const [first] = await claim()
      if (first) await bench.store.settleOutbox([sent(first)])
      const [second] = await claim()
      await bench.store.settleOutbox([
        { id: second?.id ?? '', status: 'given_up', reason: 'too long', at: NOON },
      ])
      const { outbox: rows } = await bench.dump()
      expect(JSON.stringify(rows)).not.toContain('platform-lan')
      expect(rows).toMatchObject([
        { status: 'sent', platform_id: 'z-1' },
        { status: 'given_up', reason: 'too long' },
      ])
    })

    it('are settled once: an answer after the lease changes nothing any more', async () => {
      await bench.store.commit([turn(lan)])
      const [row] = await claim()
      if (row) await bench.store.settleOutbox([sent(row)])
      await bench.store.settleOutbox([
        { id: row?.id ?? '', status: 'retry', notBefore: NOON, reason: 'timed out' },
      ])
      expect((await claim()).map(({ part }) => part)).toEqual([1])
    })

    it('refuse to settle what is no row', async () => {
      const nonsense = { id: 'nonsense', status: 'sent' as const, platformId: null, at: NOON }
      await expect(bench.store.settleOutbox([nonsense])).rejects.toThrow('nonsense')
    })
  })
}
