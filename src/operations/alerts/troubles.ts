import type { ArrivalCount, Backlog, ChannelAccount } from '../../store/store.ts'
import { expectedSilence } from './silence.ts'
import type { Trouble } from './trouble.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** Pauses between tries grow to a quarter of an hour: what has waited for longer is stuck. */
const OUTBOX_TOO_OLD_MS = 20 * MINUTE_MS
export const DISK_LOW_BYTES = 1_000_000_000
export const DISK_FULL_BYTES = 200_000_000
/** A few moments without a database are a restart of it. */
const DATABASE_GRACE_MS = 2 * MINUTE_MS

/** What an operator is told of, from what was seen. `null` and empty: not seen, or nothing there. Pure. */
export type Seen = {
  now: number
  /** Null where the database cannot be read or written. */
  store: {
    backlog: Backlog
    accounts: readonly ChannelAccount[]
    /** Of the last four weeks. */
    arrivals: readonly ArrivalCount[]
  } | null
  /** Why the database is away. */
  storeReason: string | null
  freeBytes: number | null
  /** By account: why nothing gets through since its last success, seen by this instance. */
  stopped: ReadonlyMap<string, string>
  /** This server has run for long enough that silence is not its own. */
  knowsSilence: boolean
}

export function troublesIn(seen: Seen): Trouble[] {
  const { store } = seen
  return [
    ...disk(seen),
    ...(store
      ? [
          ...accounts(store.accounts, seen),
          ...deadLetters(store.backlog),
          ...outbox(store.backlog),
          ...silence(seen),
        ]
      : [databaseAway(seen)]),
  ]
}

function databaseAway({ storeReason }: Seen): Trouble {
  return {
    id: 'database',
    subject: 'The database is away: nobody gets an answer',
    text: `Webhooks are answered with 503 until it is back. ${storeReason ?? ''}\nThen run "npm run doctor".`,
    graceMs: DATABASE_GRACE_MS,
  }
}

function disk({ freeBytes }: Seen): Trouble[] {
  if (freeBytes === null || freeBytes >= DISK_LOW_BYTES) return []
  const free = `${Math.round(freeBytes / 1e6)} MB`
  const text = `${free} are free on the disk of DATA_DIR. When it is full, nothing more is taken in (nothing that was taken is lost). Delete old backups and logs, or give the machine more room.`
  return [{ id: 'disk', subject: `The disk is nearly full: ${free} left`, text }]
}

/** What waits for a token, by its row; and what else stopped an account, as far as this instance has seen. */
function accounts(rows: readonly ChannelAccount[], { stopped }: Seen): Trouble[] {
  return rows.flatMap(({ id, paused, removedAt }) => {
    const reason = paused?.by === 'token' ? paused.reason : paused === null ? stopped.get(id) : undefined
    if (reason === undefined || removedAt !== null) return []
    const text = `${reason}\n\nWhat people write is taken in and answered; the answers wait, and leave as soon as this is mended (Messenger: within 24 hours). Run "npm run doctor".`
    return { id: `stopped:${id}`, subject: `Nothing gets through on ${id}`, text }
  })
}

function deadLetters({ deadToday }: Backlog): Trouble[] {
  if (deadToday === 0) return []
  const text =
    'Each was tried three times; the person was told that it could not be answered. The log of that time ("A turn failed") names the error: it is a fault of this program or of its content, so report it with those lines.'
  const subject = `${deadToday} ${deadToday === 1 ? 'message' : 'messages'} could not be answered since yesterday`
  return [{ id: 'dead', subject, text }]
}

function outbox({ outbox, oldestOutboxAge }: Backlog): Trouble[] {
  if (oldestOutboxAge < OUTBOX_TOO_OLD_MS) return []
  const minutes = Math.round(oldestOutboxAge / MINUTE_MS)
  const text = `${outbox} answers wait, the oldest for ${minutes} minutes. The log ("did not get through") says why; the platform may be down or slow. After 24 hours an answer is given up.`
  return [{ id: 'outbox', subject: `Answers have waited for ${minutes} minutes`, text }]
}

function silence({ store, now, knowsSilence }: Seen): Trouble[] {
  if (!store || !knowsSilence) return []
  const hour = Math.floor(now / HOUR_MS)
  return store.accounts.flatMap(({ id, removedAt, paused }) => {
    if (removedAt !== null || paused?.by === 'operator') return []
    const usual = expectedSilence(
      store.arrivals.filter(({ account }) => account === id),
      hour,
    )
    if (usual === null) return []
    const text = `Nobody has written on ${id} for three hours; at this time of the week some ${usual} messages come otherwise. A platform switches a webhook off that failed for an hour, without a word. Write to the account yourself, run "npm run doctor", and see the platform's console. On a holiday it may be nothing.`
    return { id: `silent:${id}`, subject: `${id} has been silent for three hours`, text }
  })
}
