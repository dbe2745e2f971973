import { z } from 'zod'
import { type Document, openDocument } from './document.ts'
import type { Store } from './store.ts'

const Counts = z.object({ month: z.string(), count: z.int() })
type Counts = z.infer<typeof Counts>

/** Counts something by calendar month under a name; several processes may. Only the latest month is kept. */
export function monthlyCounts(store: Pick<Store, 'getDocument' | 'putDocument'>, name: string) {
  let opening: Promise<Document<Counts>> | null = null
  async function opened(): Promise<Document<Counts>> {
    opening ??= openDocument<Counts>(store, name, { month: '', count: 0 }, Counts.parse)
    // A store that could not be read is asked again the next time.
    opening.catch(() => {
      opening = null
    })
    return opening
  }
  return {
    async read(month: string): Promise<number> {
      const counts = await (await opened()).refresh()
      return counts.month === month ? counts.count : 0
    },
    async add(month: string): Promise<number> {
      const counts = await (await opened()).update(data => {
        if (data.month !== month) Object.assign(data, { month, count: 0 })
        data.count++
      })
      return counts.count
    },
  }
}
