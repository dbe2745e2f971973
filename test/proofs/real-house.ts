import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { seedData } from '../content-knowledge.ts'
import { freePort } from '../free-port.ts'
import { ROOT, realContent } from '../front-door/real-content.ts'
import { type Look, lookIntoFile, lookIntoPostgres } from './databases.ts'
import { readMetrics } from './metrics.ts'

export type ZaloAddress = {
  appId: string
  appSecret: string
  oaId: string
  oaSecretKey: string
  refreshToken: string
  apiUrl: string
  oauthUrl: string
}

/**
 * The real server as citizens meet it, spawned as `npm start` does, on a database in a temporary
 * folder or on a PostgreSQL that others may share, with a Zalo on loopback. It can be killed and started again on the same data and the same port.
 */
export class RealHouse {
  readonly url: string
  readonly folder = mkdtempSync(join(tmpdir(), 'dan-loi-proof-'))
  /** Looks into its database. */
  readonly look: Look
  readonly #environment: { [name: string]: string }
  #child: ChildProcess | null = null

  private constructor(port: number, zalo: ZaloAddress, databaseUrl: string | null) {
    this.url = `http://127.0.0.1:${port}`
    this.#environment = {
      // Nothing of this machine's own settings gets in, so that no real address is ever called.
      PATH: process.env.PATH ?? '',
      PORT: String(port),
      HOST: '127.0.0.1',
      PUBLIC_URL: 'https://danloi.example.gov.vn',
      DATA_DIR: join(this.folder, 'data'),
      CONTENT_DIR: realContent(this.folder),
      LOG_LEVEL: 'error',
      ...(databaseUrl !== null && {
        DATABASE_URL: databaseUrl,
        SECRET_KEY: 'khoa-chung-cua-moi-may-chu-trong-phep-thu',
      }),
      ZALO_APP_ID: zalo.appId,
      ZALO_APP_SECRET: zalo.appSecret,
      ZALO_OA_ID: zalo.oaId,
      ZALO_OA_SECRET_KEY: zalo.oaSecretKey,
      ZALO_REFRESH_TOKEN: zalo.refreshToken,
      ZALO_API_URL: zalo.apiUrl,
      ZALO_OAUTH_URL: zalo.oauthUrl,
      // What is measured is the house, and not what Zalo lets through.
      ZALO_APP_CALLS_PER_MINUTE: '0',
    }
    seedData(join(this.folder, 'data'))
    this.look = databaseUrl === null ? lookIntoFile(this.database) : lookIntoPostgres(databaseUrl)
    atTheEnd.add(() => {
      this.#child?.kill('SIGKILL')
      rmSync(this.folder, { recursive: true, force: true })
    })
  }

  /** `databaseUrl`: of a PostgreSQL; null for SQLite. */
  static async build(zalo: ZaloAddress, databaseUrl: string | null = null): Promise<RealHouse> {
    return new RealHouse(await freePort(), zalo, databaseUrl)
  }

  /** The file of SQLite. */
  get database(): string {
    return join(this.folder, 'data', 'dan-loi.db')
  }

  /** What the server logged so far, standard error included. */
  get log(): string {
    return readFileSync(join(this.folder, 'log'), 'utf8')
  }

  get isRunning(): boolean {
    return this.#child !== null && this.#child.exitCode === null && this.#child.signalCode === null
  }

  /** Resolves with the milliseconds from spawning until `/readyz` first said 200. */
  async start(nodeOptions: readonly string[] = [], also: { [name: string]: string } = {}): Promise<number> {
    const log = openSync(join(this.folder, 'log'), 'a')
    const began = performance.now()
    // In its own folder, so that no `.env` of a developer is read.
    this.#child = spawn(process.execPath, ['--max-semi-space-size=4', ...nodeOptions, MAIN], {
      cwd: this.folder,
      env: { ...this.#environment, ...also },
      stdio: ['ignore', log, log],
    })
    closeSync(log)
    while (!(await this.#isReady())) {
      if (!this.isRunning)
        throw new Error(`The server ended while it started (${this.#ending}):\n${this.log}`)
      if (performance.now() - began > START_MS) throw new Error(`No /readyz in ${START_MS} ms:\n${this.log}`)
      await pause(POLL_MS)
    }
    return performance.now() - began
  }

  /** Resolves when it has ended by itself. */
  async ended(): Promise<void> {
    if (this.#child && this.isRunning) await once(this.#child, 'exit')
  }

  /** Nothing is warned, nothing is written any more: as when the power goes. */
  kill(): Promise<void> {
    return this.#end('SIGKILL')
  }

  /** As a service manager stops it. */
  stop(): Promise<void> {
    return this.#end('SIGTERM')
  }

  async remove(): Promise<void> {
    await this.kill()
    rmSync(this.folder, { recursive: true, force: true })
  }

  metrics() {
    return readMetrics(this.url)
  }

  /** Resolves when no message waits for its turn and no reply for its sending. */
  async idle(withinMs = 120_000): Promise<void> {
    const end = Date.now() + withinMs
    for (;;) {
      const metrics = await this.metrics()
      const waiting = metrics('danloi_backlog{queue="inbox"}') + metrics('danloi_backlog{queue="outbox"}')
      if (waiting === 0) return
      if (Date.now() > end) throw new Error(`${waiting} rows still wait after ${withinMs} ms.`)
      await pause(100)
    }
  }

  get #ending(): string {
    const { exitCode = null, signalCode = null } = this.#child ?? {}
    return signalCode === null ? `exit code ${exitCode}` : `by ${signalCode}`
  }

  async #isReady(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/readyz`)).ok
    } catch {
      return false
    }
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child
    if (!child || !this.isRunning) return
    const ended = once(child, 'exit')
    child.kill(signal)
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
    await ended
    clearTimeout(late)
  }
}

/** However a proof ends, no server and no folder outlives it. */
const atTheEnd = new Set<() => void>()
process.once('exit', () => {
  for (const clear of atTheEnd) clear()
})
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(1))

const MAIN = join(ROOT, 'src', 'main.ts')
/** Far more than a start takes, for machines that are busy with something else; the bench measures starts. */
const START_MS = 60_000
const STOP_MS = 15_000
const POLL_MS = 5
