import type { ArrivalCount } from '../../store/records/figures.ts'
import type { Backlog } from '../../store/records/queues.ts'
import type { AccountHealth } from '../figures/account-troubles.ts'
import { DISK_LOW_BYTES } from '../figures/disk.ts'
import { expectedSilence } from './silence.ts'
import type { Trouble } from './trouble.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** Pauses between tries grow to a quarter of an hour: what has waited for longer is stuck. */
const OUTBOX_TOO_OLD_MS = 20 * MINUTE_MS
/** What waited while an account was paused leaves within moments of its end. */
const OUTBOX_GRACE_MS = 5 * MINUTE_MS
/** A few moments without a database are a restart of it. */
const DATABASE_GRACE_MS = 2 * MINUTE_MS

/** What was seen at one look. */
export type Seen = {
  now: number
  /** Null where the database cannot be read or written; arrivals are of the last four weeks. */
  store: { backlog: Backlog; arrivals: readonly ArrivalCount[] } | null
  /** Why the database is away. */
  storeReason: string | null
  freeBytes: number | null
  /** How it stands with the accounts on foreign platforms. */
  states: readonly AccountHealth[]
  /** By account: why nothing got through since its last success, seen by this instance. */
  stopped: ReadonlyMap<string, string>
  /** Accounts with a limit of messages a month, and how many were sent. */
  caps: readonly { account: string; cap: number; sent: number }[]
  /** This server has run for long enough that silence is not its own. */
  knowsSilence: boolean
}

/** What an operator has to be told. Pure. */
export function troublesIn(seen: Seen): Trouble[] {
  const { store } = seen
  return [
    ...disk(seen),
    ...accounts(seen),
    ...caps(seen),
    ...(store
      ? [...deadLetters(store.backlog), ...outbox(store.backlog), ...silence(seen)]
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

/** What waits for a token, or will; and what else stopped an account, as far as this instance has seen. */
function accounts({ states, stopped }: Seen): Trouble[] {
  return states.flatMap(({ account, paused, token }): Trouble[] => {
    if (paused?.by === 'operator') return []
    const reason = paused?.reason ?? stopped.get(account)
    if (reason !== undefined) {
      const text = `${reason}\n\nWhat people write is taken in and answered; the answers wait, and leave as soon as this is mended, if the platform still lets them through (Messenger: within 24 hours). Run "npm run doctor".`
      return [{ id: `stopped:${account}`, subject: `Nothing gets through on ${account}`, text }]
    }
    if (token?.kind !== 'ending') return []
    const subject = `The token of ${account} ends and cannot be renewed`
    const text = `${token.reason}\n\nIt still works until ${timeOf(token.expiresAt)}.`
    return [{ id: `token:${account}`, subject, text }]
  })
}

const SOON_USED_UP = 0.8

function caps({ caps: all }: Seen): Trouble[] {
  return all.flatMap(({ account, cap, sent }) => {
    if (cap <= 0 || sent < cap * SOON_USED_UP) return []
    const text = `${sent} of ${cap} messages of this calendar month are sent. When all are, people there get no answer until the first of the next month: show them the web chat, and ask the platform for more.`
    return [{ id: `cap:${account}`, subject: `The month's messages of ${account} are nearly used up`, text }]
  })
}

/** `25/11 14:05`, in Vietnam. */
function timeOf(at: number): string {
  const options = { day: '2-digit', month: '2-digit', hour: '2-digit', minute: '2-digit' } as const
  return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'Asia/Ho_Chi_Minh' }).format(at)
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
  const text = `${outbox} answers wait in all, the oldest for ${minutes} minutes. The log ("did not get through") says why; the platform may be down or slow. After 24 hours an answer is given up.`
  const subject = `Answers have waited for ${minutes} minutes`
  return [{ id: 'outbox', subject, text, graceMs: OUTBOX_GRACE_MS }]
}

function silence({ store, states, now, knowsSilence }: Seen): Trouble[] {
  if (!store || !knowsSilence) return []
  const hour = Math.floor(now / HOUR_MS)
  return states.flatMap(({ account, paused }) => {
    if (paused?.by === 'operator') return []
    const counts = store.arrivals.filter(one => one.account === account)
    const usual = expectedSilence(counts, hour)
    if (usual === null) return []
    const text = `Nobody has written on ${account} for three hours; at this time of the week some ${usual} messages come otherwise. A platform switches a webhook off that failed for an hour, without a word. Write to the account yourself, run "npm run doctor", and see the platform's console. On a holiday it may be nothing.`
    return [{ id: `silent:${account}`, subject: `${account} has been silent for three hours`, text }]
  })
}
