import { z } from 'zod'
import type { Store } from './store.ts'

const Counts = z.object({ month: z.string(), count: z.int() })

/**
 * Counts something by calendar month under a name; several processes may, and each addition is told its own number. Only
 * the latest month is kept.
 */
export function monthlyCounts(store: Pick<Store, 'getDocument' | 'putDocument'>, name: string) {
  /** Additions of this process wait for each other, as only one of those that meet can win. */
  let last: Promise<unknown> = Promise.resolve()

  async function present(month: string): Promise<{ count: number; version: number }> {
    const found = await store.getDocument(name)
    if (!found) return { count: 0, version: 0 }
    const counts = Counts.parse(JSON.parse(found.body))
    return { count: counts.month === month ? counts.count : 0, version: found.version }
  }

  async function addNow(month: string): Promise<number> {
    for (;;) {
      const { count, version } = await present(month)
      const counts = { month, count: count + 1 }
      // Where it does not, another process has counted, so all together get on.
      if (await store.putDocument(name, JSON.stringify(counts), version)) return counts.count
    }
  }

  return {
    read: async (month: string): Promise<number> => (await present(month)).count,
    add(month: string): Promise<number> {
      const added = last.then(() => addNow(month))
      last = added.catch(() => {})
      return added
    },
  }
}
