import type { InboxRow } from '../store/records/queues.ts'
import type { Store } from '../store/store.ts'
import { Loop } from './loop.ts'

/** As many as share two transactions of turns. */
const GROUP = 100
const LEASE_MS = 30_000
const POLL_MS = 1_000
/** A message whose turn failed this often is set aside, and the person is told. */
const MOST_TRIES = 3

export type InboxWorkerOptions = {
  store: Store
  now: () => number
  /** Runs the row's turn; a turn that fails again puts the row back with one more attempt. */
  retry: (row: InboxRow) => Promise<void>
  /** Tells the person that this message could not be answered. */
  apologise: (row: InboxRow) => Promise<void>
  /** Nothing waits that is due. */
  onEmpty: () => void
  /** It was set aside; somebody should look why. */
  onSetAside: (row: InboxRow) => void
  onError: (error: unknown) => void
}

/** Runs the turns of what was taken and not answered: the platform was told 200, so the message is ours to answer. */
export function startInboxWorker(options: InboxWorkerOptions): Loop {
  return new Loop(() => work(options), POLL_MS, options.onError)
}

async function work(options: InboxWorkerOptions): Promise<boolean> {
  const { store, now, onEmpty, onError } = options
  const from = now()
  const rows = await store.claimInbox({ now: from, limit: GROUP, leaseMs: LEASE_MS })
  await Promise.all(rows.map(row => again(options, row, from + LEASE_MS).catch(onError)))
  if (rows.length === 0) onEmpty()
  return rows.length > 0
}

async function again(options: InboxWorkerOptions, row: InboxRow, leasedUntil: number): Promise<void> {
  const { store, retry, apologise, onSetAside } = options
  if (row.attempts < MOST_TRIES) return retry(row)
  await apologise(row)
  const reason = `its turn failed ${row.attempts} times`
  await store.settleInbox([{ id: row.id, status: 'dead', reason, leasedUntil }])
  onSetAside(row)
}
