import type { Arrival, Channel, Sent } from '../channels/channel.ts'
import type { Settings } from '../config.ts'
import { meansOf } from '../operations/alerts/means.ts'
import { documentMemory } from '../operations/alerts/memory.ts'
import { HISTORY_HOURS, hoursLookedAt, SILENT_HOURS } from '../operations/alerts/silence.ts'
import { type Seen, troublesIn } from '../operations/alerts/troubles.ts'
import { type Alerts, kindOf, startAlerts } from '../operations/alerts/watch.ts'
import type { AccountHealth } from '../operations/figures/account-troubles.ts'
import { Arrivals } from '../operations/figures/arrivals.ts'
import { freeBytes, showDisk } from '../operations/figures/disk.ts'
import type { Metrics } from '../operations/figures/metrics.ts'
import type { Capped } from '../operations/figures/monthly-caps.ts'
import type { Log } from '../operations/log.ts'
import type { Tell } from '../operations/telling.ts'
import type { Store } from '../store/store.ts'

const HOUR_MS = 60 * 60 * 1000
/** An account that stopped is tried again every few minutes while something waits; after this long nothing does. */
const STOPPED_FOR_MS = 20 * 60_000

/** Why nothing got through on an account, and when that was seen last. */
type Stops = Map<string, { reason: string; at: number }>

export type WatchingOptions = {
  settings: Pick<Settings, 'dataDir' | 'alerts'>
  store: Store
  states: () => readonly AccountHealth[]
  capped: () => readonly Capped[]
  channels: readonly Channel[]
  tell: Tell
  now: () => number
  log: Log
  metrics: Metrics
}

export type Watching = {
  /** Something came in that was verified. */
  arrived(arrivals: readonly Arrival[]): void
  /** A platform answered, or did not. */
  sent(account: string, sent: Sent): void
  /** One look for what an operator has to know; looks come every minute by themselves. */
  look(): Promise<void>
  stop(): Promise<void>
}

/** Watches over the house: counts what comes in, looks for troubles and tells operators of them. */
export function startWatching(options: WatchingOptions): Watching {
  const { store, settings, now, log, metrics } = options
  const startedAt = now()
  const stopped: Stops = new Map()
  const arrivals = new Arrivals(store, now, error =>
    log.warn({ err: error }, 'What came in could not be counted yet'),
  )
  showDisk(metrics.registry, settings.dataDir)
  const alerts: Alerts = startAlerts({
    look: async () => troublesIn(await see(options, startedAt, stopped)),
    memory: documentMemory(store),
    means: meansOf(settings.alerts, options.channels),
    tell: options.tell,
    now,
    log,
    onTroubles(troubles) {
      metrics.troubles.reset()
      for (const { id } of troubles) metrics.troubles.inc({ kind: kindOf(id) })
    },
  })
  return {
    arrived(all) {
      if (arrivals.note(all)) metrics.lastArrival.set({ account: all[0]?.account ?? '' }, now() / 1000)
    },
    sent(account, sent) {
      if (sent.kind === 'sent') stopped.delete(account)
      else if (sent.kind === 'stopped') stopped.set(account, { reason: sent.reason, at: now() })
    },
    look: () => alerts.look(),
    async stop() {
      await alerts.stop()
      await arrivals.stop()
    },
  }
}

async function see(
  { store, settings, states, capped, now }: WatchingOptions,
  startedAt: number,
  stopped: Stops,
): Promise<Seen> {
  const at = now()
  for (const { account, paused } of states())
    if (paused || at - (stopped.get(account)?.at ?? at) > STOPPED_FOR_MS) stopped.delete(account)
  const inStore = await lookInto(store, at)
  return {
    now: at,
    store: 'backlog' in inStore ? inStore : null,
    storeReason: 'reason' in inStore ? inStore.reason : null,
    freeBytes: await freeBytes(settings.dataDir),
    states: states(),
    stopped: new Map([...stopped].map(([account, { reason }]) => [account, reason])),
    caps: await Promise.all(
      capped().map(async ({ account, cap, sent }) => ({ account, cap, sent: await sent().catch(() => 0) })),
    ),
    knowsSilence: at - startedAt > SILENT_HOURS * HOUR_MS,
  }
}

async function lookInto(store: Store, now: number): Promise<(Seen['store'] & object) | { reason: string }> {
  try {
    await store.check()
    const backlog = await store.backlog(now)
    const hour = Math.floor(now / HOUR_MS)
    // Of hundreds of accounts all hours would be too many to fetch each minute.
    return { backlog, arrivals: await store.arrivals(hour - HISTORY_HOURS, hoursLookedAt(hour)) }
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) }
  }
}
