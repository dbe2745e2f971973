import type { Server as HttpServer } from 'node:http'
import { cappedAmong } from '../accounts/channels.ts'
import { openPlatforms } from '../accounts/platforms.ts'
import type { Register } from '../accounts/register.ts'
import { Listeners, makeDoor } from '../bot/door.ts'
import { Turns } from '../bot/turns.ts'
import type { Knowledge } from '../catalogue/knowledge.ts'
import type { Channel, Door } from '../channels/channel.ts'
import { startPosting } from '../channels/common/posting.ts'
import type { Settings } from '../config.ts'
import { Enrolment } from '../handoff/enrolment.ts'
import { notifier } from '../handoff/notify.ts'
import type { Library } from '../library/library.ts'
import type { crashPoints } from '../operations/crash-points.ts'
import { showAccounts } from '../operations/figures/account-troubles.ts'
import type { Metrics } from '../operations/figures/metrics.ts'
import { showMonthlyCaps } from '../operations/figures/monthly-caps.ts'
import { timedSending } from '../operations/figures/timed-sending.ts'
import type { Log } from '../operations/log.ts'
import { telling } from '../operations/telling.ts'
import { sealOwnAddress } from '../pages/own-address.ts'
import type { Store } from '../store/store.ts'
import { listen, makeApp, stopListening } from './http.ts'
import { dossierProviderOf } from './looking-up.ts'
import { retentionOf } from './retention.ts'
import { routesOf } from './routes.ts'
import { startWatching, type Watching } from './watching.ts'
import { openWebs } from './webs.ts'
import { startWorkers, type Workers } from './workers.ts'

export type Server = {
  /** Where it listens: `http://127.0.0.1:3000`. */
  url: string
  settings: Settings
  channels: readonly Channel[]
  library: Library
  turns: Turns
  store: Store
  log: Log
  /** From now on `/readyz` says that it is stopping, and connections are not kept; all else works on. */
  drain(): void
  /** Takes nothing new, ends what is under way, then leaves. */
  close(): Promise<void>
}

/** Everything that stands before the rooms are put together. */
export type House = {
  settings: Settings
  key: string
  log: Log
  now: () => number
  /** Lets another process have the data. */
  letGo: () => void
  store: Store
  library: Library
  metrics: Metrics
  register: Register
  crash: ReturnType<typeof crashPoints>
}

/**
 * Puts the rooms together and opens the door. @throws where the door does not open, with a sentence that says what to do.
 */
export async function putTogether(house: House): Promise<Server> {
  const { settings, store, library, metrics, key, log, now, letGo, register, crash } = house
  const webs = openWebs(settings, library, key, now)
  const posting = startPosting()
  const publicUrl = settings.publicUrl ?? ''
  const platforms = openPlatforms({
    ...{ register, store, key, publicUrl, now, log },
    post: posting.post,
    limits: settings.limits,
    onResumed: account => workers?.resume(account),
    async onChanged({ opened, closed }) {
      for (const account of closed) {
        byAccount.delete(account)
        workers?.close(account)
      }
      for (const channel of opened) workers?.open(enter(channel))
      await nameAccounts(library.knowledge)
    },
  })
  const capped = () => cappedAmong(platforms.accounts)
  showMonthlyCaps(metrics.registry, capped)
  showAccounts(metrics.registry, () => platforms.states(), now)
  const channels = (): readonly Channel[] => [...webs, ...platforms.channels]
  /** As they stand at the moment: accounts come and go. */
  const byAccount = new Map<string, Channel>()
  const enter = (channel: Channel) => {
    const entered = timedSending(crash.channel(channel), metrics.sendSeconds)
    byAccount.set(channel.account, entered)
    return entered
  }
  for (const channel of channels()) enter(channel)
  const { webhookSecret: secret, smtpUrl, mailFrom, handoffUrl } = settings.telling
  const tell = telling({ smtpUrl, mailFrom, secret, channels: () => byAccount, now, post: posting.post })
  const nameAccounts = ({ operator }: Knowledge) =>
    store.seedAccounts(platforms.namesOf(channels(), operator))
  await nameAccounts(library.knowledge)

  const listeners = new Listeners()
  // In the web chat people fetch what is said: nobody would be told there.
  const enrolment = new Enrolment(store, now, account =>
    platforms.channels.some(one => one.account === account),
  )
  let workers: Workers | null = null
  let watching: Watching | null = null
  let leaving = false
  const turns = new Turns({
    store,
    knowledge: account => platforms.knowledgeFor(library.knowledge, account),
    channels: byAccount,
    now,
    leaseFor: account => workers?.leaseFor(account) ?? null,
    sealOwnPage: conversation => sealOwnAddress(key, conversation, now()),
    onCommitted(happening, wrote) {
      metrics.turns.inc({ account: happening.account, outcome: 'done' })
      listeners.tell(happening)
      workers?.wake(wrote)
    },
    onFailed(happening, error) {
      metrics.turns.inc({ account: happening.account, outcome: 'failed' })
      const fields = { err: error, kind: happening.what.kind, account: happening.account }
      log.error(fields, 'A turn failed; it will be tried again')
    },
    onKept(happenings) {
      for (const { account } of happenings) metrics.turns.inc({ account, outcome: 'kept' })
      workers?.bringBack()
    },
    onBehind(isBehind) {
      if (isBehind)
        log.warn('More comes in than can be answered at once; it is kept, and answered in its order')
      else log.info('All that was kept has been answered')
    },
  })
  store.onNews(news => {
    listeners.hear(news?.persons ?? null)
    workers?.hear(news)
  })
  const count = (kind: Channel['kind']) => (what: string) => metrics.refused.inc({ channel: kind, what })
  const doorOf = (channel: Channel): Door => {
    const door = crash.door(makeDoor(turns, store, listeners, channel.account, count(channel.kind)))
    return {
      ...door,
      receive(arrivals) {
        watching?.arrived(arrivals)
        return timed(metrics.turnSeconds, enrolment.receive(arrivals, door.receive))
      },
      echoed: async echoes => workers?.echoed(channel.account, echoes),
    }
  }
  const routes = routesOf({
    ...{ settings, store, library, metrics, key, now, webs, platforms, doorOf, count },
    isLeaving: () => leaving,
  })
  const server = await listen(
    makeApp(settings, routes, log, () => leaving),
    settings,
  )
  // Only now: a house whose door did not open must leave nothing running.
  workers = await startWorkers({
    isShared: settings.databaseUrl !== null,
    store,
    turns,
    channels: byAccount,
    dossiers: dossierProviderOf(settings),
    onSent: (account, sent) => watching?.sent(account, sent),
    retention: () => retentionOf(library.knowledge.operator),
    now,
    log,
    metrics,
    notify: notifier({
      store,
      tell,
      url: handoffUrl,
      chatsOf: duties => enrolment.chatsOf(duties),
      onFailed: (by, told) =>
        log.warn(
          { channel: by, outcome: told.kind, ...(told.kind !== 'told' && { reason: told.reason }) },
          'Somebody on duty could not be told',
        ),
    }),
  })
  await platforms.start()
  watching = startWatching({
    ...{ settings, store, tell, now, log, metrics },
    channels: channels(),
    states: () => platforms.states(),
    capped,
  })
  library.open(knowledge => {
    nameAccounts(knowledge).catch(error => log.error({ err: error }, 'The accounts could not be renamed'))
  })
  return {
    url: addressOf(server, settings),
    settings,
    get channels() {
      return channels()
    },
    library,
    turns,
    store,
    log,
    drain() {
      leaving = true
    },
    async close() {
      leaving = true
      const stopped = stopListening(server)
      for (const web of webs) web.close()
      await library.close()
      await platforms.stop()
      await stopped
      await turns.idle()
      await workers?.stop()
      await turns.idle()
      await watching?.stop()
      await posting.close()
      await store.close()
      letGo()
    },
  }
}

function addressOf(server: HttpServer, { host }: Settings): string {
  const address = server.address()
  const port = address && typeof address === 'object' ? address.port : 0
  return `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`
}

async function timed(histogram: { startTimer(): () => number }, work: Promise<void>): Promise<void> {
  const stop = histogram.startTimer()
  await work
  stop()
}
