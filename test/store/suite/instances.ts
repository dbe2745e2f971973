import { describe, expect, it } from 'vitest'
import type { Bench } from '../describe-store.ts'
import { MINUTE, NOON } from '../samples.ts'

export function instances(bench: Bench): void {
  const meet = (id: string, now = NOON) => bench.store.meet({ id, now, aliveSince: now - MINUTE })

  describe('instances on one database', () => {
    it('know how many they are, by who was heard of lately and has not left', async () => {
      expect(await meet('one')).toEqual({ instances: 1, shut: [] })
      expect(await meet('two')).toMatchObject({ instances: 2 })
      expect(await meet('one')).toMatchObject({ instances: 2 })
      await bench.store.leave('two')
      expect(await meet('one')).toMatchObject({ instances: 1 })
      await meet('three', NOON)
      expect(await meet('one', NOON + MINUTE)).toMatchObject({ instances: 2 })
      expect(await meet('one', NOON + MINUTE + 1)).toMatchObject({ instances: 1 })
      expect(await meet('three', NOON + MINUTE + 2)).toMatchObject({ instances: 2 })
    })

    it('tell each other what platforms take nothing of, and until when; the later word of two counts', async () => {
      await bench.store.shutLimit({ name: 'zalo-app:9', until: NOON + 2 * MINUTE })
      await bench.store.shutLimit({ name: 'zalo:1', until: NOON + MINUTE })
      await bench.store.shutLimit({ name: 'zalo-app:9', until: NOON + MINUTE })
      const { shut } = await meet('two', NOON)
      expect([...shut].sort((one, other) => one.until - other.until)).toEqual([
        { name: 'zalo:1', until: NOON + MINUTE },
        { name: 'zalo-app:9', until: NOON + 2 * MINUTE },
      ])
      expect((await meet('two', NOON + MINUTE)).shut).toMatchObject([{ name: 'zalo-app:9' }])
      expect((await meet('two', NOON + 2 * MINUTE)).shut).toEqual([])
    })
  })
}
