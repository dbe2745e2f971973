import { describe, expect, it } from 'vitest'
import type { Bench } from '../describe-store.ts'
import { DAY, KEEPING, NOON, next, someone, turn } from '../samples.ts'

const slip = (body: string, code = 'K7M2-QXTB') => ({ code, body, expires: NOON + DAY })

export function slips(bench: Bench): void {
  const read = (now = NOON, code = 'K7M2-QXTB') => bench.store.slip({ code, now })

  describe('slips', () => {
    it('are found by their code until their day', async () => {
      await bench.store.commit([turn(someone('lan'), { slips: [slip('{"have":1}')] })])
      expect(await read()).toBe('{"have":1}')
      expect(await read(NOON + DAY)).toBeNull()
      expect(await read(NOON, 'XXXX-XXXX')).toBeNull()
    })

    it('are written anew under the same code, also twice in one turn', async () => {
      const lan = someone('lan')
      await bench.store.commit([turn(lan, { slips: [slip('one'), slip('two')] })])
      expect(await read()).toBe('two')
      await bench.store.commit([turn(next(lan), { slips: [slip('three')] })])
      expect(await read()).toBe('three')
    })

    it("never take another conversation's place", async () => {
      await bench.store.commit([turn(someone('lan'), { slips: [slip("lan's")] })])
      await bench.store.commit([turn(someone('hung'), { slips: [slip("hung's")] })])
      expect(await read()).toBe("lan's")
    })

    it('go with the conversation, and on their day', async () => {
      const lan = someone('lan')
      await bench.store.commit([turn(lan, { slips: [slip('one')] })])
      const fresh = { ...lan, id: 'conversation-new', personId: 'random-new', revision: 0, nextSeq: 1 }
      await bench.store.commit([turn(fresh, { erase: true })])
      expect(await read()).toBeNull()

      await bench.store.commit([turn(someone('hung'), { slips: [slip('two', 'B2B2-C3C3')] })])
      expect(await bench.store.sweep(NOON + DAY - 1, KEEPING)).toMatchObject({ slips: 0 })
      expect(await bench.store.sweep(NOON + DAY, KEEPING)).toMatchObject({ slips: 1 })
    })
  })
}
