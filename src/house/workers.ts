import type { Happening } from '../bot/happening.ts'
import { REPLY_WORTH_MS } from '../bot/record.ts'
import { startRetrying } from '../bot/retry.ts'
import type { Turns } from '../bot/turns.ts'
import { keeper } from '../bot/undelivered.ts'
import type { Wrote } from '../bot/wrote.ts'
import type { Channel, Echo, Sent } from '../channels/channel.ts'
import { Dispatcher } from '../delivery/dispatcher.ts'
import { Instances } from '../delivery/instances.ts'
import { type JobEnd, type JobWorkerOptions, startJobWorker } from '../delivery/job-worker.ts'
import type { DossierProvider } from '../dossiers/provider.ts'
import { Silence } from '../handoff/silence.ts'
import { watchClock } from '../operations/clock.ts'
import type { Metrics } from '../operations/figures/metrics.ts'
import type { Log } from '../operations/log.ts'
import type { Retention } from '../store/records/kept.ts'
import type { News, Store } from '../store/store.ts'

const SWEEP_EVERY_MS = 60 * 60 * 1000

export type WorkersOptions = {
  store: Store
  turns: Turns
  channels: ReadonlyMap<string, Channel>
  dossiers: DossierProvider | null
  /** For how long things are kept. */
  retention: () => Retention
  /** What became of each request. */
  onSent?: (account: string, sent: Sent) => void
  now: () => number
  log: Log
  metrics: Metrics
  /** Other instances may work on the same database. */
  isShared: boolean
  /** Tells those on duty of somebody who waits for staff. */
  notify: NonNullable<JobWorkerOptions['notify']>
}

export type Workers = {
  /** Until when what a turn says on this account may be leased, to be sent as soon as it is written. */
  leaseFor(account: string): number | null
  /** A turn was written; there may be something to do at once. */
  wake(wrote: Wrote): void
  /** A platform showed us messages of our own. Never rejects. */
  echoed(account: string, echoes: readonly Echo[]): Promise<void>
  /** Sends by this channel from now on, in place of the one that its account had. */
  open(channel: Channel): void
  /** Sends nothing more on this account; what waits on it stays. */
  close(account: string): void
  /** Somebody has done what an account waited for. */
  resume(account: string): void
  /** Messages were kept for their first turn. */
  bringBack(): void
  /** Another instance wrote something. */
  hear(news: News): void
  /** Resolves when what is under way has ended; nothing else begins. */
  stop(): Promise<void>
}

/** Everything that works behind the door: sending, jobs, second tries, and sweeping up what is past its time. */
export async function startWorkers({
  store,
  turns,
  channels,
  dossiers,
  retention,
  onSent,
  now,
  log,
  metrics,
  isShared,
  notify,
}: WorkersOptions): Promise<Workers> {
  const onError = (error: unknown) => log.error({ err: error }, 'A worker met an error; it goes on')
  const silence = new Silence(store, now, ({ expires }) => expires - REPLY_WORTH_MS)
  const instances = isShared ? new Instances({ store, now, onError }) : null
  await instances?.start()
  const dispatcher = new Dispatcher({
    instances,
    store,
    channels: new Map([...channels].filter(([, channel]) => channel.kind !== 'web')),
    now,
    onSent(account, sent) {
      metrics.sends.inc({ account, outcome: sent.kind })
      onSent?.(account, sent)
      if (sent.kind === 'sent') return
      const fields = { account, outcome: sent.kind, reason: sent.reason }
      const isFault = sent.kind === 'stopped' || (sent.kind === 'dropped' && sent.fault === true)
      if (isFault) log.error(fields, 'A request did not get through, and somebody has to look into it')
      else log.warn(fields, 'A request did not get through')
    },
    onKept: keeper(store, async happening => turns.take(happening)),
    onExpired(account, count) {
      metrics.expired.inc({ account }, count)
      log.warn(
        { account, count },
        'Replies were given up: they could not leave for so long that nobody waits any more',
      )
    },
    holdBack: row => silence.holdBack(row),
    onError,
  })
  const jobs = startJobWorker({
    store,
    dossiers,
    notify,
    now,
    finish: end => turns.take(happeningOf(end, now()), { job: end.job }),
    onSetAside: ({ kind, attempts }) =>
      log.error({ kind, attempts }, 'A job was set aside: it could not be run. Report it with its kind.'),
    onError,
  })
  const inbox = startRetrying({
    store,
    turns,
    now,
    onSetAside: ({ account, attempts }) =>
      log.error(
        { account, attempts },
        'A message was set aside: its turn failed every time. The person was told.',
      ),
    onError,
  })
  const wakeAll = () => {
    for (const worker of [dispatcher, jobs, inbox]) worker.wake()
  }
  const clock = watchClock(now, () => {
    log.warn('The clock was set back; what waited for the old time is due now')
    store.bringForward(now()).then(wakeAll, onError)
  })
  const sweep = async () => {
    // What is swept is gone, and the clock may be put right again.
    if (!clock.isTrusted()) return log.warn('The clock sprang forward; nothing is swept for a day')
    const swept = await store.sweep(now(), retention())
    log.debug({ swept }, 'What was past its time is gone')
  }
  const sweeper = setInterval(() => sweep().catch(onError), SWEEP_EVERY_MS)
  sweeper.unref()
  return {
    leaseFor: account => dispatcher.leaseFor(account),
    wake(wrote) {
      if (wrote.silenced) silence.note(wrote.silenced)
      if (wrote.leased) dispatcher.take(wrote.leased.rows, wrote.leased.until)
      if (wrote.unleased) dispatcher.wake(wrote.unleased)
      if (wrote.jobs) jobs.wake()
    },
    echoed: (account, echoes) => dispatcher.echoed(account, echoes),
    open: channel => dispatcher.open(channel),
    close: account => dispatcher.close(account),
    resume: account => dispatcher.resume(account),
    bringBack: () => inbox.wake(),
    hear: news => dispatcher.hear(news?.unsent ?? null),
    async stop() {
      clearInterval(sweeper)
      clock.stop()
      await Promise.all([dispatcher.stop(), jobs.stop(), inbox.stop()])
      await instances?.stop()
    },
  }
}

/** The end of a job comes in through the same door as everything else. */
function happeningOf(end: JobEnd, now: number): Happening {
  const { account, person, messageId } = end
  const envelope = { account, person, messageId, at: now }
  switch (end.kind) {
    case 'jobDone':
      return { ...envelope, what: { kind: 'jobDone', job: { kind: 'lookup', result: end.result } } }
    case 'jobFailed':
      return { ...envelope, what: { kind: 'jobFailed', job: 'lookup' } }
    case 'notified':
      return { ...envelope, what: { kind: 'jobDone', job: { kind: 'notify' } } }
    case 'notNotified':
      return { ...envelope, what: { kind: 'jobFailed', job: 'notify' } }
    case 'timer':
      return { ...envelope, what: { kind: 'timer', timer: end.timer } }
  }
}
