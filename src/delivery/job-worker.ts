import { z } from 'zod'
import type { DossierProvider } from '../dossiers/provider.ts'
import { LookupUnavailable } from '../dossiers/provider.ts'
import type { JobRow } from '../store/records/queues.ts'
import type { Store } from '../store/store.ts'
import { InFlight } from './in-flight.ts'
import { Loop } from './loop.ts'
import { pauseAfter } from './pauses.ts'

const MOST_AT_ONCE = 32
const LEASE_MS = 60_000
const POLL_MS = 1_000
/** A look-up is tried this often before the person is told that it failed. */
const MOST_TRIES = 3

/** What a job came to; it becomes a turn of its own. */
export type JobEnd = { account: string; person: string; messageId: string; job: string } & (
  | { kind: 'jobDone'; result: Awaited<ReturnType<DossierProvider['lookUp']>> }
  | { kind: 'jobFailed' }
  | { kind: 'notified' | 'notNotified' }
  | { kind: 'timer'; timer: 'leave-check' | 'staff-quiet' | 'staff-wait' | 'remind' | 'nudge' | 'calm' }
)

export type JobWorkerOptions = {
  store: Store
  /** Null where no look-up is configured. */
  dossiers: DossierProvider | null
  now: () => number
  /** Tells those on duty of somebody who waits; left out: nobody can be told. Never rejects. */
  notify?: (notice: Notify, conversation: string) => Promise<'told' | 'later' | 'failed'>
  /** Takes the end of a job in as a turn, which also deletes the job. */
  finish: (end: JobEnd) => Promise<void>
  onError: (error: unknown) => void
}

const Notify = z.object({
  kind: z.literal('notify'),
  handOff: z.string(),
  duties: z.array(z.string()),
  mail: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
})
/** The payload of a job of this kind (guidance/outcome.ts). */
export type Notify = z.infer<typeof Notify>

const Payload = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('lookup'), code: z.string() }),
  Notify,
  z.object({ kind: z.literal('leave-check') }),
  z.object({ kind: z.literal('staff-wait') }),
  z.object({ kind: z.literal('staff-quiet') }),
  z.object({ kind: z.literal('remind') }),
  z.object({ kind: z.literal('nudge') }),
  z.object({ kind: z.literal('calm') }),
])

/** Does the work that the engine asked for: look-ups, and timers whose hour has come. */
export function startJobWorker(options: JobWorkerOptions): Pick<Loop, 'wake' | 'stop'> {
  const running = new InFlight(MOST_AT_ONCE)
  const loop: Loop = new Loop(() => begin(options, running, () => loop.wake()), POLL_MS, options.onError)
  return {
    wake: () => loop.wake(),
    async stop() {
      await loop.stop()
      await running.idle()
    },
  }
}

async function begin(options: JobWorkerOptions, running: InFlight, onDone: () => void): Promise<boolean> {
  const { store, now, onError } = options
  if (running.room === 0) return false
  const jobs = await store.claimJobs({ now: now(), limit: running.room, leaseMs: LEASE_MS })
  if (jobs.length === 0) return false
  const conversations = await store.loadById(jobs.map(job => job.conversation))
  for (const [index, job] of jobs.entries()) {
    const conversation = conversations[index]
    if (conversation) running.add(run(options, job, conversation).catch(onError), onDone)
  }
  return true
}

async function run(
  { store, dossiers, notify, now, finish }: JobWorkerOptions,
  job: JobRow,
  { account, person }: { account: string; person: string },
): Promise<void> {
  // The same job at the same hour is the same message: a second worker's end of it is a duplicate.
  const end = { account, person, messageId: `job:${job.id}:${job.due}`, job: job.id }
  const payload = Payload.parse(JSON.parse(job.payload))
  if (payload.kind === 'notify') {
    const told = (await notify?.(payload, job.conversation)) ?? 'failed'
    const again = told === 'later' && job.attempts + 1 < MOST_TRIES
    if (again) return store.retryJob(job.id, now() + pauseAfter(job.attempts), 'nobody on duty could be told')
    return finish({ ...end, kind: told === 'told' ? 'notified' : 'notNotified' })
  }
  if (payload.kind !== 'lookup') return finish({ ...end, kind: 'timer', timer: payload.kind })
  if (!dossiers) return finish({ ...end, kind: 'jobFailed' })
  try {
    return await finish({ ...end, kind: 'jobDone', result: await dossiers.lookUp(payload.code) })
  } catch (error) {
    if (!(error instanceof LookupUnavailable)) throw error
    if (job.attempts + 1 >= MOST_TRIES) return finish({ ...end, kind: 'jobFailed' })
    await store.retryJob(job.id, now() + pauseAfter(job.attempts), error.message)
  }
}
