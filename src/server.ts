import type { Server as HttpServer } from 'node:http'
import { join } from 'node:path'
import { cappedAmong } from './accounts/channels.ts'
import { accountsInEnvironment } from './accounts/environment.ts'
import { openPlatforms } from './accounts/platforms.ts'
import { type Register, readRegister, seedFromEnvironment } from './accounts/register.ts'
import { Listeners, makeDoor } from './bot/door.ts'
import { Turns } from './bot/turns.ts'
import type { Knowledge } from './catalogue/knowledge.ts'
import type { Channel, Door } from './channels/channel.ts'
import { startPosting } from './channels/common/posting.ts'
import { webChannel } from './channels/web/channel.ts'
import type { WebMode } from './channels/web/options.ts'
import { besideAccounts, type Settings } from './config.ts'
import { agencyProvider } from './dossiers/agency.ts'
import type { DossierProvider } from './dossiers/provider.ts'
import { sandbox } from './dossiers/sandbox.ts'
import { writeAction } from './guidance/action.ts'
import { Enrolment } from './handoff/enrolment.ts'
import { notifier } from './handoff/notify.ts'
import { listen, makeApp, stopListening } from './http.ts'
import type { Library } from './library/library.ts'
import { openLibrary } from './library/open.ts'
import { showAccounts } from './operations/account-troubles.ts'
import { crashPoints } from './operations/crash-points.ts'
import { healthRoutes } from './operations/health.ts'
import { type Log, makeLog } from './operations/log.ts'
import { type Metrics, makeMetrics, metricsRoutes } from './operations/metrics.ts'
import { showMonthlyCaps } from './operations/monthly-caps.ts'
import { callCounter, observedStore } from './operations/observed-store.ts'
import { secretKey } from './operations/secret.ts'
import { telling } from './operations/telling.ts'
import { timedSending } from './operations/timed-sending.ts'
import { ownPagesOf } from './own-pages.ts'
import { sealOwnAddress } from './pages/own-address.ts'
import { pageRoutes } from './pages/routes.ts'
import { retentionOf } from './retention.ts'
import { openSharedStore } from './store/open.ts'
import { takeFolder } from './store/sqlite/lock.ts'
import type { Store } from './store/store.ts'
import { openThreadedStore } from './store/threaded.ts'
import { startWatching, type Watching } from './watching.ts'
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

/**
 * The composition root: puts the house together and opens its door.
 * @throws ContentError, StoreUnavailable, with a sentence that says what to do.
 */
export async function startServer(
  settings: Settings,
  now: () => number = Date.now,
  openStore: (file: string) => Promise<Store> = openThreadedStore,
): Promise<Server> {
  const log = makeLog(settings.logLevel)
  const { dataDir, databaseUrl } = settings
  const letGo = databaseUrl === null ? takeFolder(dataDir) : () => {}
  try {
    const key = secretKey(settings.secretKey, dataDir)
    const store =
      databaseUrl === null ? await openStore(join(dataDir, 'dan-loi.db')) : await openSharedStore(databaseUrl)
    return await withStore(store, { settings, key, log, now, letGo })
  } catch (error) {
    letGo()
    throw error
  }
}

type Given = {
  settings: Settings
  key: string
  log: Log
  now: () => number
  /** Lets another process have the data. */
  letGo: () => void
}

async function withStore(opened: Store, given: Given): Promise<Server> {
  const { log, now } = given
  const metrics = makeMetrics(opened, now)
  const crash = crashPoints()
  const store = observedStore(crash.store(opened), callCounter(metrics))
  try {
    if (given.settings.databaseUrl === null) {
      await store.releaseLeases()
      await store.bringForward(now())
    }
    const register = await readRegister(store, given.key, accountsInEnvironment(given.settings))
    const added = register.accounts.filter(({ origin }) => origin === 'command')
    const settings = besideAccounts(given.settings, added)
    const hasRealChannel = register.accounts.length > 0
    const library = await openLibrary({ settings, hasRealChannel, store, log, metrics })
    const { operator } = library.knowledge
    await seedFromEnvironment(store, register, { key: given.key, operator, at: now() })
    return await open({ ...given, settings, store, library, metrics, register, crash })
  } catch (error) {
    await store.close()
    throw error
  }
}

type House = Given & {
  store: Store
  library: Library
  metrics: Metrics
  register: Register
  crash: ReturnType<typeof crashPoints>
}

async function open(house: House): Promise<Server> {
  const { settings, store, library, metrics, key, log, now, letGo, register, crash } = house
  const modes: WebMode[] = settings.preview ? ['preview'] : ['citizens', 'practice']
  const webs = modes.map(mode => makeWeb(mode, settings, library, key, now))
  const posting = startPosting()
  const publicUrl = settings.publicUrl ?? ''
  const platforms = openPlatforms({
    ...{ register, store, key, publicUrl, now, log },
    post: posting.post,
    limits: settings.limits,
    onResumed: account => workers?.resume(account),
  })
  showMonthlyCaps(metrics.registry, cappedAmong(platforms.accounts))
  showAccounts(metrics.registry, () => platforms.states(), now)
  const channels: readonly Channel[] = [...webs, ...platforms.channels]
  const byAccount = new Map(
    channels.map(channel => [channel.account, timedSending(crash.channel(channel), metrics.sendSeconds)]),
  )
  const { webhookSecret: secret, smtpUrl, mailFrom, handoffUrl } = settings.telling
  const tell = telling({ smtpUrl, mailFrom, secret, channels: () => byAccount, now, post: posting.post })
  const nameAccounts = ({ operator }: Knowledge) => store.seedAccounts(platforms.namesOf(channels, operator))
  await nameAccounts(library.knowledge)

  const listeners = new Listeners()
  const enrolment = new Enrolment(store, now)
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
  const operations = [
    healthRoutes(
      store,
      () => ({ version: library.knowledge.version, faults: library.faults }),
      () => leaving,
      () => platforms.states(),
    ),
    metricsRoutes(metrics, settings.metricsToken),
    platforms.consent(count('zalo')),
  ]
  // Last, since what nobody else knows is a page's to answer.
  const pages = pageRoutes({
    knowledge: () => library.knowledge,
    publicUrl: settings.publicUrl,
    slip: code => store.slip({ code, now: now() }),
    own: ownPagesOf({
      store,
      webs,
      knowledge: account => platforms.knowledgeFor(library.knowledge, account),
      secretKey: key,
      publicUrl: settings.publicUrl,
      now,
    }),
    now,
  })
  const routes = {
    webhooks: platforms.surfaces(doorOf, count),
    pages: [...operations, ...webs.map(web => web.routes(doorOf(web))), pages],
  }
  const server = await listen(
    makeApp(settings, routes, log, () => leaving),
    settings,
  )
  // Only now: a house whose door did not open must leave nothing running.
  workers = startWorkers({
    store,
    turns,
    channels: byAccount,
    dossiers: dossierProvider(settings),
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
    ...{ settings, store, channels, tell, now, log, metrics },
    states: () => platforms.states(),
    capped: cappedAmong(platforms.accounts),
  })
  library.open(knowledge => {
    nameAccounts(knowledge).catch(error => log.error({ err: error }, 'The accounts could not be renamed'))
  })
  return {
    url: addressOf(server, settings),
    settings,
    channels,
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

function makeWeb(mode: WebMode, settings: Settings, library: Library, key: string, now: () => number) {
  return webChannel({
    mode,
    secretKey: key,
    publicUrl: settings.publicUrl,
    names: () => {
      const { agency, page, desk } = library.knowledge.operator
      return { bot: 'Dẫn Lối', agency, page, desk }
    },
    now,
    erasePayload: writeAction({ do: 'erase', yes: true }),
  })
}

function dossierProvider({ dossiers }: Settings): DossierProvider | null {
  if (dossiers.kind === 'sandbox') return sandbox
  return dossiers.kind === 'agency' ? agencyProvider(dossiers.url, dossiers.key) : null
}

async function timed(histogram: { startTimer(): () => number }, work: Promise<void>): Promise<void> {
  const stop = histogram.startTimer()
  await work
  stop()
}
