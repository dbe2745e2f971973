import { mkdirSync } from 'node:fs'
import type { Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import express, { type Express, type NextFunction, type Request, type Response } from 'express'
import helmet from 'helmet'
import { Listeners, makeDoor } from './bot/door.ts'
import type { Happening } from './bot/happening.ts'
import { startRetrying } from './bot/retry.ts'
import { Turns } from './bot/turns.ts'
import { Curation } from './catalogue/curation.ts'
import { isFail } from './catalogue/finding.ts'
import type { Knowledge } from './catalogue/knowledge.ts'
import { loadKnowledge } from './catalogue/load.ts'
import type { Channel } from './channels/channel.ts'
import { webChannel } from './channels/web/channel.ts'
import { zaloChannel } from './channels/zalo/channel.ts'
import type { Settings, ZaloSettings } from './config.ts'
import { Dispatcher } from './delivery/dispatcher.ts'
import { type JobEnd, startJobWorker } from './delivery/job-worker.ts'
import { agencyProvider } from './dossiers/agency.ts'
import type { DossierProvider } from './dossiers/provider.ts'
import { sandbox } from './dossiers/sandbox.ts'
import { writeAction } from './guidance/action.ts'
import { healthRoutes } from './operations/health.ts'
import { type Log, makeLog } from './operations/log.ts'
import { makeMetrics, metricsRoutes } from './operations/metrics.ts'
import { secretKey } from './operations/secret.ts'
import { openDocument } from './store/document.ts'
import { openSqliteStore } from './store/sqlite/open.ts'
import type { Store } from './store/store.ts'
import { tokenStorage } from './store/tokens.ts'
import { warmUp } from './understanding/understand.ts'

export type Server = {
  /** Where it listens: `http://127.0.0.1:3000`. */
  url: string
  settings: Settings
  channels: readonly Channel[]
  knowledge: Knowledge
  turns: Turns
  store: Store
  /** Drains what is under way, then leaves. */
  close(): Promise<void>
}

/** Content that cannot be led through; `message` names every fault, one a line. */
export class ContentError extends Error {
  override readonly name = 'ContentError'
}

/**
 * The composition root: puts the house together and opens its door.
 * @throws ContentError, StoreUnavailable, with a sentence that says what to do.
 */
export async function startServer(settings: Settings, now: () => number = Date.now): Promise<Server> {
  const log = makeLog(settings.logLevel)
  mkdirSync(settings.dataDir, { recursive: true })
  const key = secretKey(settings.secretKey, settings.dataDir)
  const store = await openSqliteStore(join(settings.dataDir, 'dan-loi.db'))
  try {
    await store.releaseLeases()
    const knowledge = await readKnowledge(settings, store, log)
    return await open({ settings, store, knowledge, key, log, now })
  } catch (error) {
    await store.close()
    throw error
  }
}

type House = {
  settings: Settings
  store: Store
  knowledge: Knowledge
  key: string
  log: Log
  now: () => number
}

async function open({ settings, store, knowledge, key, log, now }: House): Promise<Server> {
  const web = makeWeb(settings, knowledge, key, now)
  const channels: Channel[] = [web]
  if (settings.zalo) channels.push(makeZalo(settings, settings.zalo, store, key, log, now))
  const byAccount = new Map(channels.map(channel => [channel.account, channel]))
  await store.seedAccounts(
    channels.map(({ account, kind }) => ({
      id: account,
      kind,
      unit: knowledge.operator.unit,
      title: knowledge.operator.agency,
    })),
  )

  const metrics = makeMetrics(store, now)
  const listeners = new Listeners()
  const turns = new Turns({
    store,
    knowledge: () => knowledge,
    channels: byAccount,
    now,
    onCommitted(happening, wrote) {
      metrics.turns.inc({ account: happening.account, outcome: 'done' })
      listeners.tell(happening)
      if (wrote.outbox) dispatcher.wake()
      if (wrote.jobs) jobs.wake()
    },
    onFailed(happening, error) {
      metrics.turns.inc({ account: happening.account, outcome: 'failed' })
      log.error(
        { err: error, kind: happening.what.kind, account: happening.account },
        'A turn failed; it will be tried again',
      )
    },
  })
  const onError = (error: unknown) => log.error({ err: error }, 'A worker met an error; it goes on')
  const sending = new Map([...byAccount].filter(([, channel]) => channel.kind !== 'web'))
  const dispatcher = new Dispatcher({
    store,
    channels: sending,
    now,
    onSent(account, sent) {
      metrics.sends.inc({ account, outcome: sent.kind })
      if (sent.kind !== 'sent')
        log.warn({ account, outcome: sent.kind, reason: sent.reason }, 'A request did not get through')
    },
    onError,
  })
  const jobs = startJobWorker({
    store,
    dossiers: dossierProvider(settings),
    now,
    finish: end => turns.take(happeningOf(end, now()), { job: end.job }),
    onError,
  })
  const inbox = startRetrying(store, turns, now, onError)

  const app = express().disable('x-powered-by').set('trust proxy', 'loopback')
  app.use(
    helmet({
      contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } },
      strictTransportSecurity: settings.publicUrl?.startsWith('https:') ?? false,
    }),
  )
  app.use(healthRoutes(store, () => knowledge.version))
  app.use(metricsRoutes(metrics, settings.metricsToken))
  app.use(
    '/pictures',
    express.static(join(settings.contentDir, 'pictures'), { maxAge: '1h', fallthrough: true }),
  )
  for (const channel of channels) {
    const count = (what: string) => metrics.refused.inc({ channel: channel.kind, what })
    const door = makeDoor(turns, store, listeners, channel.account, count)
    app.use(
      channel.routes({ ...door, receive: arrivals => timed(metrics.turnSeconds, door.receive(arrivals)) }),
    )
  }
  app.get('/', (_, response) => response.redirect('/chat'))
  app.use(lastResort(log))

  const sweeper = setInterval(() => store.sweep(now()).catch(onError), 60 * 60 * 1000)
  sweeper.unref()
  warmUp(knowledge)
  const server = await listen(app, settings)
  const { port } = server.address() as AddressInfo
  return {
    url: `http://${settings.host === '0.0.0.0' ? '127.0.0.1' : settings.host}:${port}`,
    settings,
    channels,
    knowledge,
    turns,
    store,
    async close() {
      clearInterval(sweeper)
      web.close()
      await new Promise(done => {
        server.close(done)
        server.closeIdleConnections()
      })
      await turns.idle()
      await Promise.all([dispatcher.stop(), jobs.stop(), inbox.stop()])
      await turns.idle()
      await store.close()
    },
  }
}

async function readKnowledge(settings: Settings, store: Store, log: Log): Promise<Knowledge> {
  const curation = await openDocument(store, 'curation', Curation.parse({}), body => Curation.parse(body))
  const abilities = { 'bot.tra-cuu': settings.dossiers.kind === 'none' ? 'khong' : 'co' } as const
  const loaded = loadKnowledge(settings.contentDir, { abilities, curation: curation.data })
  if (loaded.kind === 'faults') {
    const faults = loaded.findings
      .filter(isFail)
      .map(({ file, line, message }) => `${file}:${line ?? 1}  ${message}`)
    throw new ContentError(`The content in ${settings.contentDir}/ cannot be used:\n${faults.join('\n')}`)
  }
  if (settings.zalo && loaded.knowledge.operator.example)
    throw new ContentError(
      `${settings.contentDir}/operator.yaml is still the example. Say whose bot this is and remove "example: true" before a real channel is on.`,
    )
  for (const { file, message } of loaded.findings) log.warn({ file, message }, 'Content')
  return loaded.knowledge
}

function makeWeb(settings: Settings, knowledge: Knowledge, key: string, now: () => number) {
  return webChannel({
    secretKey: key,
    publicUrl: settings.publicUrl,
    names: () => ({
      bot: 'Dẫn Lối',
      agency: knowledge.operator.agency,
      page: knowledge.operator.page,
      desk: knowledge.operator.desk,
    }),
    now,
    erasePayload: writeAction({ do: 'erase', yes: true }),
  })
}

function makeZalo(
  settings: Settings,
  zalo: ZaloSettings,
  store: Store,
  key: string,
  log: Log,
  now: () => number,
): Channel {
  return zaloChannel({
    ...zalo,
    publicUrl: settings.publicUrl ?? '',
    storage: tokenStorage(store, `zalo-token:${zalo.oaId}`, key),
    now,
    log,
  })
}

function dossierProvider({ dossiers }: Settings): DossierProvider | null {
  if (dossiers.kind === 'sandbox') return sandbox
  return dossiers.kind === 'agency' ? agencyProvider(dossiers.url, dossiers.key) : null
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
    case 'timer':
      return { ...envelope, what: { kind: 'timer', timer: end.timer } }
  }
}

async function timed(histogram: { startTimer(): () => number }, work: Promise<void>): Promise<void> {
  const stop = histogram.startTimer()
  await work
  stop()
}

/** What no route answered, and what a route threw: never a stack, always a sentence. */
function lastResort(log: Log) {
  return [
    (_request: Request, response: Response) => {
      response
        .status(404)
        .json({ error: { code: 'not_found', message: 'Không có trang này. Xin mở /chat để trò chuyện.' } })
    },
    (error: unknown, _request: Request, response: Response, next: NextFunction) => {
      log.error({ err: error }, 'A request failed')
      if (response.headersSent) return next(error)
      response
        .status(500)
        .json({ error: { code: 'internal', message: 'Máy chủ gặp lỗi. Xin thử lại sau ít phút.' } })
    },
  ]
}

function listen(app: Express, { port, host }: Settings): Promise<HttpServer> {
  return new Promise((resolve, reject) => {
    const server = app.listen(port, host, error => (error ? reject(error) : resolve(server)))
  })
}
