import { describe, expect, it } from 'vitest'
import type { Bench } from '../describe-store.ts'
import { DAY, MINUTE, NOON, next, someone, turn, ZALO } from '../samples.ts'

const SUMMARY = 'Thủ tục: Đăng ký khai sinh (1.001193).'
const started = (id: string, at = NOON, what: 'handoff' | 'word' = 'handoff') =>
  ({ kind: 'started', id, what, by: 'citizen', summary: SUMMARY, at }) as const

export function handoffs(bench: Bench): void {
  const open = async (missedSince = NOON) =>
    (await bench.store.handoffs({ missedSince, limit: 10 })).map(({ id }) => id)

  describe('hand-offs', () => {
    it('are listed with where the person is, the oldest first, until they end', async () => {
      const [lan, hung] = [someone('lan'), someone('hung')]
      await bench.store.commit([
        turn(lan, { handOffs: [started('h2', NOON + MINUTE)] }),
        turn(hung, { handOffs: [started('h1', NOON, 'word')] }),
      ])
      expect(await bench.store.handoffs({ missedSince: NOON, limit: 10 })).toEqual([
        expect.objectContaining({ id: 'h1', what: 'word', conversation: hung.id }),
        {
          id: 'h2',
          conversation: lan.id,
          account: ZALO,
          unit: lan.unit,
          what: 'handoff',
          summary: SUMMARY,
          startedBy: 'citizen',
          startedAt: NOON + MINUTE,
          answeredAt: null,
          endedAt: null,
        },
      ])
      const at = NOON + 5 * MINUTE
      await bench.store.commit([
        turn(next(lan), { handOffs: [{ kind: 'answered', id: 'h2', at: NOON + 2 * MINUTE }] }),
      ])
      const second = next(next(lan))
      await bench.store.commit([turn(second, { handOffs: [{ kind: 'answered', id: 'h2', at }] })])
      expect(await bench.store.handoffs({ missedSince: NOON, limit: 10 })).toContainEqual(
        expect.objectContaining({ id: 'h2', answeredAt: NOON + 2 * MINUTE }),
      )
      await bench.store.commit([
        turn(next(second), { handOffs: [{ kind: 'ended', id: 'h2', why: 'handed_back', at }] }),
      ])
      expect(await open()).toEqual(['h1'])
    })

    it('that nobody answered stay in sight for a while, until staff have seen to them', async () => {
      const lan = someone('lan')
      const ended = { kind: 'ended', id: 'h1', why: 'quiet', at: NOON + 30 * MINUTE } as const
      await bench.store.commit([turn(lan, { handOffs: [started('h1')] })])
      await bench.store.commit([turn(next(lan), { handOffs: [ended] })])
      expect(await open()).toEqual(['h1'])
      expect(await open(NOON + DAY)).toEqual([])
      expect(await bench.store.closeHandoff({ id: 'h1', at: NOON + DAY })).toBe(true)
      expect(await open()).toEqual([])
      expect(await bench.store.closeHandoff({ id: 'nobody', at: NOON })).toBe(false)
    })

    it('go with the conversation', async () => {
      const lan = someone('lan')
      await bench.store.commit([turn(lan, { handOffs: [started('h1')] })])
      const fresh = { ...lan, id: 'conversation-new', personId: 'random-new', revision: 0, nextSeq: 1 }
      await bench.store.commit([turn(fresh, { erase: true })])
      expect(await open()).toEqual([])
    })

    it('stop what the bot has not sent yet, and nothing that staff wrote', async () => {
      const [lan, hung] = [someone('lan'), someone('hung')]
      const claim = () => bench.store.claimOutbox({ now: NOON, limit: 10, leaseMs: MINUTE, accounts: [ZALO] })
      await bench.store.commit([turn(lan), turn(hung)])
      const second = next(lan)
      const spoken = turn(second, { silencedBefore: second.nextSeq })
      const [, answer] = spoken.change.messages
      const byStaff = {
        ...spoken,
        change: { ...spoken.change, messages: answer ? [{ ...answer, from: 'staff' as const }] : [] },
      }
      await bench.store.commit([byStaff])
      const third = next(second)
      await bench.store.commit([turn(third, { silencedBefore: third.nextSeq, outbox: [], messages: [] })])
      const rows = await claim()
      expect(await bench.store.pendingOutbox([...rows.map(({ id }) => id), `${lan.id}/2/0`])).toEqual(
        rows.map(({ id }) => id),
      )
      expect(rows.map(({ conversation, seq }) => [conversation, seq]).sort()).toEqual([
        [hung.id, 2],
        [lan.id, second.nextSeq + 1],
      ])
    })
  })

  describe('what staff did', () => {
    const entry = { staff: 'Chị Hoa, Một cửa', target: 'h1', at: NOON }

    it('is kept with the turn that came of it, or alone, and is read in its order', async () => {
      const lan = someone('lan')
      await bench.store.noteAudit({ ...entry, id: 'a2', action: 'closed', at: NOON + 2 * MINUTE })
      const answered = { ...entry, id: 'a1', action: 'answered' } as const
      await bench.store.commit([turn(lan, { audit: [answered], messageId: 'm-1' })])
      await bench.store.commit([turn(next(lan), { audit: [{ ...answered, id: 'a3' }], messageId: 'm-1' })])
      const all = await bench.store.audit({ since: NOON, limit: 10 })
      expect(all.map(({ id }) => id)).toEqual(['a1', 'a2'])
      expect(all[0]).toEqual(answered)
      expect((await bench.store.audit({ since: NOON, limit: 1 })).map(({ id }) => id)).toEqual(['a2'])
      expect(await bench.store.audit({ since: NOON + DAY, limit: 10 })).toEqual([])
    })
  })
}
