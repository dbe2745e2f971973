import { describe, expect, it } from 'vitest'
import type { Bench } from '../describe-store.ts'
import { DAY, KEEPING, MINUTE, NOON, next, opened, someone, turn } from '../samples.ts'

const HAND_OFF = {
  kind: 'started',
  id: 'h1',
  what: 'handoff',
  by: 'citizen',
  summary: 'Đang làm trích lục',
  at: NOON,
} as const

export function ownData(bench: Bench): void {
  const lan = someone('lan')

  describe("one's own data", () => {
    it('is all that hangs on the conversation, in order, and nothing of anybody else', async () => {
      const question = { text: 'sao lâu thế', at: NOON, status: 'unknown', candidates: '[]', step: null }
      await bench.store.commit([
        turn(lan, {
          firstLink: 'TO3',
          visits: [opened('v1', 'nop-ho-so/sim')],
          events: [{ event: { type: 'conversation_started' }, at: NOON }],
          slips: [{ code: 'K7M2-QXTB', body: '{"code":"K7M2-QXTB"}', expires: NOON + DAY }],
          jobs: [{ key: 'remind', kind: 'remind', due: NOON + DAY }],
          questions: [question],
          handOffs: [HAND_OFF],
        }),
        turn(someone('hung'), { questions: [{ ...question, text: 'câu của người khác' }] }),
      ])
      await bench.store.commit([turn(next(lan), { at: NOON + MINUTE, firstLink: 'TO3' })])
      const kept = await bench.store.keptOf(lan.id)
      expect(kept).toMatchObject({
        conversation: {
          account: lan.account,
          person: lan.person,
          firstLink: 'TO3',
          createdAt: NOON,
          updatedAt: NOON + MINUTE,
        },
        messages: [
          { seq: 1, from: 'person', at: NOON },
          { seq: 2 },
          { seq: 3 },
          { seq: 4, at: NOON + MINUTE },
        ],
        visits: [{ guide: 'nop-ho-so', path: 'nop-ho-so/sim', openedAt: NOON, closedAt: null }],
        events: [{ type: 'conversation_started', at: NOON }],
        slips: [{ code: 'K7M2-QXTB' }],
        jobs: [{ kind: 'remind', due: NOON + DAY }],
        questions: [{ text: 'sao lâu thế', at: NOON }],
        handoffs: [{ what: 'handoff', summary: 'Đang làm trích lục', startedAt: NOON, endedAt: null }],
        outbox: [{ status: 'pending' }, {}, {}, {}],
      })
      expect(JSON.stringify(kept)).not.toContain('câu của người khác')
    })

    it('of a conversation that is not there (any more) is nothing', async () => {
      expect(await bench.store.keptOf('conversation-lan')).toBeNull()
    })

    it('opens in the browser that was first, as often as it likes, and in no other', async () => {
      const { store } = bench
      const page = { id: 'hash-of-address', expires: NOON + DAY }
      expect(await store.ownPageBrowser(page.id)).toBeNull()
      const asked = ['one', 'two'].map(browser => store.openOwnPage({ ...page, browser }))
      expect((await Promise.all(asked)).toSorted()).toEqual([false, true])
      const first = await store.ownPageBrowser(page.id)
      expect(await store.openOwnPage({ ...page, browser: first ?? '' })).toBe(true)
      expect(await store.openOwnPage({ ...page, browser: 'three' })).toBe(false)
      expect(await store.sweep(NOON + DAY, KEEPING)).toMatchObject({ own_pages: 1 })
      expect(await store.ownPageBrowser(page.id)).toBeNull()
    })
  })
}
