import type { OutboxRow } from '../store/records/queues.ts'
import { type Store, StoreUnavailable } from '../store/store.ts'

/** Rows given up at once: what comes next waits for it. */
const BATCH = 200

export type OverdueOptions = {
  store: Pick<Store, 'overdueOutbox' | 'settleOutbox'>
  now: number
  /** Sees to it that they are offered later. */
  keep: ((rows: readonly OutboxRow[]) => Promise<void>) | undefined
  onError: (error: unknown) => void
}

/**
 * Gives up requests that nobody waits for any more, once they are sure to be offered later, or cannot be. How many of each
 * account.
 */
export async function giveUpOverdue({
  store,
  now,
  keep = async () => {},
  onError,
}: OverdueOptions): Promise<Map<string, number>> {
  const rows = await store.overdueOutbox({ now, limit: BATCH })
  if (rows.length === 0) return new Map()
  const lines = Map.groupBy(rows, ({ conversation }) => conversation)
  await Promise.all([...lines.values()].map(line => keep(line).catch(faultOf(onError))))
  await store.settleOutbox(
    rows.map(({ id }) => ({ id, status: 'given_up', reason: 'it came too late', at: now })),
  )
  const counts = new Map<string, number>()
  for (const { account } of rows) counts.set(account, (counts.get(account) ?? 0) + 1)
  return counts
}

/** What cannot be kept for a reason of its own would come back each second, in front of everybody else's. */
function faultOf(onError: (error: unknown) => void): (error: unknown) => void {
  return error => {
    if (error instanceof StoreUnavailable) throw error
    onError(error)
  }
}
