import { startInboxWorker } from '../delivery/inbox-worker.ts'
import type { Loop } from '../delivery/loop.ts'
import type { InboxRow } from '../store/records/queues.ts'
import type { Store } from '../store/store.ts'
import { Happening } from './happening.ts'
import type { Turns } from './turns.ts'

export type RetryOptions = {
  store: Store
  turns: Turns
  now: () => number
  /** For the operator: this one is not tried again. Its words are nobody's to log. */
  onSetAside?: (row: InboxRow) => void
  onError: (error: unknown) => void
}

/** Runs the turns that wait in the inbox: what was kept, and what failed. After the last try the person is told, so that nobody waits in silence. */
export function startRetrying({ store, turns, now, onSetAside = () => {}, onError }: RetryOptions): Loop {
  return startInboxWorker({
    store,
    now,
    retry: async row => {
      const happening = Happening.parse(JSON.parse(row.body))
      await turns.take(happening, { claimed: row.id, attempts: row.attempts })
    },
    apologise: async row => {
      if (isAwaited(row)) await turns.take(apology(row, now()))
    },
    onEmpty: () => turns.caughtUp(),
    onSetAside,
    onError,
  })
}

/** What another version of the bot wrote may not be readable; it must not keep the person's next message waiting. */
function isAwaited({ body }: InboxRow): boolean {
  const { data } = Happening.safeParse(JSON.parse(body))
  return data === undefined || AWAITED.has(data.what.kind)
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
