import { mkdirSync } from 'node:fs'
import type { Server as HttpServer } from 'node:http'
import { join } from 'node:path'
import { Listeners, makeDoor } from './bot/door.ts'
import { Turns } from './bot/turns.ts'
import { Curation } from './catalogue/curation.ts'
import { isFail } from './catalogue/finding.ts'
import type { Knowledge } from './catalogue/knowledge.ts'
import { loadKnowledge } from './catalogue/load.ts'
import type { Channel } from './channels/channel.ts'
import { webChannel } from './channels/web/channel.ts'
import { zaloChannel } from './channels/zalo/channel.ts'
import type { Settings, ZaloSettings } from './config.ts'
import { agencyProvider } from './dossiers/agency.ts'
import type { DossierProvider } from './dossiers/provider.ts'
import { sandbox } from './dossiers/sandbox.ts'
import { writeAction } from './guidance/action.ts'
import { listen, makeApp, stopListening } from './http.ts'
import { healthRoutes } from './operations/health.ts'
import { type Log, makeLog } from './operations/log.ts'
import { makeMetrics, metricsRoutes } from './operations/metrics.ts'
import { secretKey } from './operations/secret.ts'
import { pageRoutes } from './pages/routes.ts'
import { openDocument } from './store/document.ts'
import { openSqliteStore } from './store/sqlite/open.ts'
import type { Store } from './store/store.ts'
import { tokenStorage } from './store/tokens.ts'
import { warmUp } from './understanding/understand.ts'
import { startWorkers, type Workers } from './workers.ts'

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
  const { unit, agency } = knowledge.operator
  await store.seedAccounts(channels.map(({ account, kind }) => ({ id: account, kind, unit, title: agency })))

  const metrics = makeMetrics(store, now)
  const listeners = new Listeners()
  let workers: Workers | null = null
  const turns = new Turns({
    store,
    knowledge: () => knowledge,
    channels: byAccount,
    now,
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
  const surfaces = channels.map(channel => {
    const count = (what: string) => metrics.refused.inc({ channel: channel.kind, what })
    const door = makeDoor(turns, store, listeners, channel.account, count)
    return channel.routes({
      ...door,
      receive: arrivals => timed(metrics.turnSeconds, door.receive(arrivals)),
    })
  })
  const operations = [
    healthRoutes(store, () => knowledge.version),
    metricsRoutes(metrics, settings.metricsToken),
  ]
  warmUp(knowledge)
  // Last, since what nobody else knows is a page's to answer.
  const pages = pageRoutes({ knowledge: () => knowledge, publicUrl: settings.publicUrl, now })
  const server = await listen(makeApp(settings, [...operations, ...surfaces, pages], log), settings)
  // Only now: a house whose door did not open must leave nothing running.
  workers = startWorkers({
    store,
    turns,
    channels: byAccount,
    dossiers: dossierProvider(settings),
    now,
    log,
    metrics,
  })
  return {
    url: addressOf(server, settings),
    settings,
    channels,
    knowledge,
    turns,
    store,
    async close() {
      web.close()
      await stopListening(server)
      await turns.idle()
      await workers?.stop()
      await turns.idle()
      await store.close()
    },
  }
}

function addressOf(server: HttpServer, { host }: Settings): string {
  const address = server.address()
  const port = address && typeof address === 'object' ? address.port : 0
  return `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`
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

async function timed(histogram: { startTimer(): () => number }, work: Promise<void>): Promise<void> {
  const stop = histogram.startTimer()
  await work
  stop()
}
