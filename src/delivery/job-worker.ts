import { z } from 'zod'
import type { DossierProvider } from '../dossiers/provider.ts'
import { LookupUnavailable } from '../dossiers/provider.ts'
import type { JobRow, Store } from '../store/store.ts'
import { pauseAfter } from './dispatcher.ts'
import { Loop } from './loop.ts'

const GROUP = 32
const LEASE_MS = 60_000
const POLL_MS = 1_000
/** A look-up is tried this often before the person is told that it failed. */
const MOST_TRIES = 3

/** What a job came to; it becomes a turn of its own. */
export type JobEnd = { account: string; person: string; messageId: string; job: string } & (
  | { kind: 'jobDone'; result: Awaited<ReturnType<DossierProvider['lookUp']>> }
  | { kind: 'jobFailed' }
  | { kind: 'timer'; timer: 'leave-check' | 'staff-quiet' }
)

export type JobWorkerOptions = {
  store: Store
  /** Null where no look-up is configured. */
  dossiers: DossierProvider | null
  now: () => number
  /** Takes the end of a job in as a turn, which also deletes the job. */
  finish: (end: JobEnd) => Promise<void>
  onError: (error: unknown) => void
}

const Payload = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('lookup'), code: z.string() }),
  z.object({ kind: z.literal('leave-check') }),
  z.object({ kind: z.literal('staff-quiet') }),
])

/** Does the work that the engine asked for: look-ups, and timers whose hour has come. */
export class JobWorker {
  private readonly options: JobWorkerOptions
  private readonly loop: Loop

  constructor(options: JobWorkerOptions) {
    this.options = options
    this.loop = new Loop(() => this.work(), POLL_MS, options.onError)
  }

  wake(): void {
    this.loop.wake()
  }

  stop(): Promise<void> {
    return this.loop.stop()
  }

  private async work(): Promise<boolean> {
    const { store, now, onError } = this.options
    const jobs = await store.claimJobs({ now: now(), limit: GROUP, leaseMs: LEASE_MS })
    if (jobs.length === 0) return false
    const conversations = await store.loadById(jobs.map(job => job.conversation))
    await Promise.all(
      jobs.map(async (job, index) => {
        const conversation = conversations[index]
        if (conversation) await this.run(job, conversation).catch(onError)
      }),
    )
    return true
  }

  private async run(job: JobRow, { account, person }: { account: string; person: string }): Promise<void> {
    const { finish } = this.options
    // The same job at the same hour is the same message: a second worker's end of it is a duplicate.
    const end = { account, person, messageId: `job:${job.id}:${job.due}`, job: job.id }
    const payload = Payload.parse(JSON.parse(job.payload))
    if (payload.kind !== 'lookup') return finish({ ...end, kind: 'timer', timer: payload.kind })
    const { dossiers } = this.options
    if (!dossiers) return finish({ ...end, kind: 'jobFailed' })
    try {
      return await finish({ ...end, kind: 'jobDone', result: await dossiers.lookUp(payload.code) })
    } catch (error) {
      if (!(error instanceof LookupUnavailable)) throw error
      if (job.attempts >= MOST_TRIES) return finish({ ...end, kind: 'jobFailed' })
      await this.options.store.retryJob(job.id, this.options.now() + pauseAfter(job.attempts), error.message)
    }
  }
}
