import { z } from 'zod'
import type { Store } from '../../store/store.ts'
import type { MemoryStore } from './watch.ts'

const NAME = 'alerts'

const Kept = z.record(
  z.string(),
  z.object({ since: z.number(), seenAt: z.number(), toldAt: z.number().nullable(), subject: z.string() }),
)

/** What people were told, as a document of the store: whoever writes it first tells it. */
export function documentMemory(store: Pick<Store, 'getDocument' | 'putDocument'>): MemoryStore {
  return {
    async read() {
      const found = await store.getDocument(NAME)
      if (!found) return { memory: {}, version: 0 }
      const memory = Kept.safeParse(JSON.parse(found.body)).data
      return { memory: memory ?? {}, version: found.version }
    },
    write: (memory, version) => store.putDocument(NAME, JSON.stringify(memory), version),
  }
}
