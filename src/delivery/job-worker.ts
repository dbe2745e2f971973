import type { DossierProvider } from '../dossiers/provider.ts'
import { LookupUnavailable } from '../dossiers/provider.ts'
import type { JobRow } from '../store/records/queues.ts'
import { type Store, StoreUnavailable } from '../store/store.ts'
import { InFlight } from './in-flight.ts'
import { type Notify, Payload } from './job-payload.ts'
import { Loop } from './loop.ts'
import { pauseAfter } from './pauses.ts'

const MOST_AT_ONCE = 32
const LEASE_MS = 60_000
const POLL_MS = 1_000
/** A look-up is tried this often before the person is told that it failed. */
const MOST_TRIES = 3
/**
 * A job that cannot be run at all is tried this often: for some four minutes, in which an instance of a newer version may
 * take it that can. So is one whose process ends each time.
 */
const MOST_RUNS = 8

export type { Notify }

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
  /** It was set aside; somebody should look why. */
  onSetAside?: (job: JobRow) => void
  onError: (error: unknown) => void
}

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
  const from = now()
  const jobs = await store.claimJobs({ now: from, limit: running.room, leaseMs: LEASE_MS })
  if (jobs.length === 0) return false
  const conversations = await store.loadById(jobs.map(job => job.conversation))
  for (const [index, row] of jobs.entries()) {
    const conversation = conversations[index]
    const job = { ...row, leasedUntil: from + LEASE_MS }
    if (conversation) running.add(run(options, job, conversation).catch(onError), onDone)
  }
  return true
}

type Leased = JobRow & { leasedUntil: number }
type Person = { account: string; person: string }

async function run(options: JobWorkerOptions, job: Leased, person: Person): Promise<void> {
  const { store, now, onError } = options
  if (job.attempts >= MOST_RUNS) return setAside(options, job, person)
  try {
    await work(options, job, person)
  } catch (error) {
    onError(error)
    // No fault of the job's: it is free again when its lease ends.
    if (error instanceof StoreUnavailable) return
    const reason = error instanceof Error ? error.name : 'unknown'
    await store.retryJob(job.id, now() + pauseAfter(job.attempts), reason, job.leasedUntil)
  }
}

async function work(options: JobWorkerOptions, job: Leased, person: Person): Promise<void> {
  const { store, dossiers, notify, now, finish } = options
  const end = endOf(job, person)
  const again = (reason: string) =>
    store.retryJob(job.id, now() + pauseAfter(job.attempts), reason, job.leasedUntil)
  const isLastTry = job.attempts + 1 >= MOST_TRIES
  const payload = Payload.parse(JSON.parse(job.payload))
  if (payload.kind === 'notify') {
    const told = (await notify?.(payload, job.conversation)) ?? 'failed'
    if (told === 'later' && !isLastTry) return again('nobody on duty could be told')
    return finish({ ...end, kind: told === 'told' ? 'notified' : 'notNotified' })
  }
  if (payload.kind !== 'lookup') return finish({ ...end, kind: 'timer', timer: payload.kind })
  if (!dossiers) return finish({ ...end, kind: 'jobFailed' })
  try {
    return await finish({ ...end, kind: 'jobDone', result: await dossiers.lookUp(payload.code) })
  } catch (error) {
    if (!(error instanceof LookupUnavailable)) throw error
    return isLastTry ? finish({ ...end, kind: 'jobFailed' }) : again(error.message)
  }
}

/** Nobody can do it. Whoever waits for its end hears that it failed; of a timer nobody knows. */
async function setAside(options: JobWorkerOptions, job: Leased, person: Person): Promise<void> {
  const end = endOf(job, person)
  if (job.kind === 'lookup') await options.finish({ ...end, kind: 'jobFailed' })
  else if (job.kind === 'notify') await options.finish({ ...end, kind: 'notNotified' })
  else await options.store.dropJob(job.id, job.leasedUntil)
  options.onSetAside?.(job)
}

/** The same job at the same hour is the same message: a second worker's end of it is a duplicate. */
function endOf(job: JobRow, { account, person }: Person) {
  return { account, person, messageId: `job:${job.id}:${job.due}`, job: job.id }
}
