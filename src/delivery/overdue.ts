import type { OutboxRow } from '../store/records/queues.ts'
import type { Store } from '../store/store.ts'

/** Rows given up at once: what comes next waits for it. */
const BATCH = 200

/**
 * Gives up requests that nobody waits for any more, once they are sure to be offered later. How many of each account.
 */
export async function giveUpOverdue(
  store: Pick<Store, 'overdueOutbox' | 'settleOutbox'>,
  now: number,
  keep: ((rows: readonly OutboxRow[]) => Promise<void>) | undefined,
): Promise<Map<string, number>> {
  const rows = await store.overdueOutbox({ now, limit: BATCH })
  if (rows.length === 0) return new Map()
  await keep?.(rows)
  await store.settleOutbox(
    rows.map(({ id }) => ({ id, status: 'given_up', reason: 'it came too late', at: now })),
  )
  const counts = new Map<string, number>()
  for (const { account } of rows) counts.set(account, (counts.get(account) ?? 0) + 1)
  return counts
}
