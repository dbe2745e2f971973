import { startInboxWorker } from '../delivery/inbox-worker.ts'
import type { Loop } from '../delivery/loop.ts'
import type { InboxRow, Store } from '../store/store.ts'
import { Happening } from './happening.ts'
import type { Turns } from './turns.ts'

/** Tries failed turns again; after the last try the person is told, so that nobody waits in silence. */
export function startRetrying(
  store: Store,
  turns: Turns,
  now: () => number,
  onError: (error: unknown) => void,
): Loop {
  return startInboxWorker({
    store,
    now,
    retry: row => turns.take(happeningOf(row), { claimed: row.id, attempts: row.attempts }),
    apologise: async row => {
      if (AWAITED.has(happeningOf(row).what.kind)) await turns.take(apology(row, now()))
    },
    onError,
  })
}

function happeningOf({ body }: InboxRow): Happening {
  return Happening.parse(JSON.parse(body))
}

/** What somebody waits for an answer to. Nobody is written to about a timer, nor about an apology, or that would go on for ever. */
const AWAITED: ReadonlySet<Happening['what']['kind']> = new Set([
  'text',
  'tap',
  'media',
  'jobDone',
  'jobFailed',
])

function apology({ id, account, person }: InboxRow, now: number): Happening {
  return { account, person, messageId: `apology:${id}`, at: now, what: { kind: 'turnFailed' } }
}
