import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { readSettings } from '../../src/config.ts'
import { startServer } from '../../src/house/server.ts'
import { openSqliteStore } from '../../src/store/sqlite/open.ts'
import { seedData } from '../content-knowledge.ts'
import { readMetrics } from '../proofs/metrics.ts'
import { openHouse, until } from './house.ts'

const CITIZEN = '2000000000000000002'
const PAGE = 4096

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'dan-loi-storage-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

const environment = (dataDir: string) => ({
  PORT: '0',
  HOST: '127.0.0.1',
  DATA_DIR: dataDir,
  LOG_LEVEL: 'silent',
})

/** What the start says where it is refused. */
async function refusal(dataDir: string): Promise<string> {
  const outcome = await startServer(readSettings(environment(dataDir))).catch((error: unknown) => error)
  if (!(outcome instanceof Error)) throw new Error('The server started.')
  expect(outcome.name).toBe('StoreUnavailable')
  return outcome.message
}

/** A database as it lies there after a clean stop. */
async function stoppedDatabase(): Promise<{ data: string; file: string }> {
  const data = folder()
  const file = join(data, 'dan-loi.db')
  await (await openSqliteStore(file)).close()
  return { data, file }
}

/** Overwrites so many pages of a file from a place on. */
function scribble(file: string, from = 0): void {
  const bytes = readFileSync(file)
  bytes.fill(7, from)
  writeFileSync(file, bytes)
}

/** The house, and the connection to its database: the only one to `dan-loi.db` that it opens, here on this thread. */
async function houseWithDatabase() {
  const opened = vi.spyOn(DatabaseSync.prototype, 'exec')
  const house = await openHouse({}, openSqliteStore)
  const contexts: readonly unknown[] = opened.mock.contexts
  opened.mockRestore()
  const [database] = contexts
    .filter(context => context instanceof DatabaseSync)
    .filter(one => one.location()?.endsWith('dan-loi.db'))
  if (!database) throw new Error('The house has opened no database.')
  return { ...house, database, file: join(house.folder, 'data', 'dan-loi.db') }
}

describe('a disk that is full', { timeout: 60_000 }, () => {
  it('makes webhooks and the page say 503 in time, and all goes on when there is room again', async () => {
    const { zalo, server, database } = await houseWithDatabase()
    await zalo.userSays(CITIZEN, 'chào')
    await until(() => zalo.sentTo(CITIZEN).length === 2, 'the greeting')
    const { page_count: pages } = database.prepare('pragma page_count').get() ?? {}
    database.exec(`pragma max_page_count = ${Number(pages)}`)

    let refused = 0
    for (let message = 0; message < 200 && refused === 0; message++) {
      const began = performance.now()
      const { status } = await zalo.userSays(String(3_000_000 + message), 'đăng ký tạm trú')
      if (status === 200) continue
      expect(status).toBe(503)
      expect(performance.now() - began).toBeLessThan(1_500)
      refused++
    }
    expect(refused).toBe(1)
    const post = await fetch(`${server.url}/chat/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text: 'kể dài dài '.repeat(150) }),
    })
    expect(post.status).toBe(503)
    expect(await post.text()).toContain('Xin gửi lại sau ít phút')
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)

    database.exec('pragma max_page_count = 1000000')
    expect((await zalo.userSays(CITIZEN, 'danh mục')).status).toBe(200)
    await until(
      () => zalo.sentTo(CITIZEN).some(({ text }) => text?.includes('Đang cần việc nào') ?? false),
      'the answer',
      20_000,
    )
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
  })
})

describe('a disk that may not be written', { timeout: 60_000 }, () => {
  it('a file in the place of the folder stops the start with what to do', async () => {
    const data = join(folder(), 'data')
    writeFileSync(data, 'in the way')
    expect(await refusal(data)).toMatch(/The folder .*data cannot be made or written\. .* set DATA_DIR/)
  })

  it.runIf(process.platform === 'linux')('so does a folder in which not even root may write', async () => {
    expect(await refusal('/proc/sys')).toMatch(/The folder \/proc\/sys cannot be made or written\./)
  })

  it('so does a database that may only be read', async () => {
    const { data, file } = await stoppedDatabase()
    const bytes = readFileSync(file)
    // The format's word for it, which binds root too: a writer of a later kind (sqlite.org/fileformat.html, 1.3.3).
    bytes[18] = 9
    writeFileSync(file, bytes)
    expect(await refusal(data)).toMatch(/The database is read-only\. Let this process write/)
  })
})

describe('a database that is damaged', { timeout: 60_000 }, () => {
  it('stops the start with what to do, and is left as it was', async () => {
    const { data, file } = await stoppedDatabase()
    scribble(file, 2 * PAGE)
    const before = readFileSync(file)
    expect(await refusal(data)).toMatch(/The database is damaged\. .* restore the last backup/)
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it('that was cut short stops the start too, and one that is another file', async () => {
    const { data, file } = await stoppedDatabase()
    truncateSync(file, 5 * PAGE + 100)
    expect(await refusal(data)).toMatch(/damaged|not a database/)
    writeFileSync(file, 'Đây là một tệp văn bản.\n'.repeat(1_000))
    expect(await refusal(data)).toContain('The file is not a database of this bot.')
    expect(statSync(file).size).toBeGreaterThan(20_000)
  })

  it('while the server runs makes it answer 503, and it lives on', async () => {
    const { zalo, server, database, file } = await houseWithDatabase()
    await zalo.userSays(CITIZEN, 'chào')
    await until(() => zalo.sentTo(CITIZEN).length === 2, 'the greeting')
    await server.turns.idle()
    database.exec('pragma wal_checkpoint(truncate); pragma shrink_memory')
    const sound = readFileSync(file)
    scribble(file, PAGE)
    const began = performance.now()
    expect((await zalo.userSays(CITIZEN, 'danh mục')).status).toBe(503)
    expect(performance.now() - began).toBeLessThan(1_500)
    const ready = await fetch(`${server.url}/readyz`)
    expect(ready.status).toBe(503)
    expect(await ready.text()).toMatch(/damaged|not a database/)
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
    const figures = await readMetrics(server.url)
    expect(figures('danloi_store_up')).toBe(0)
    expect(figures('danloi_passed_over_total{channel="zalo",what="store_unavailable"}')).toBe(1)
    writeFileSync(file, sound)
  })
})

describe('a second process on the same data', { timeout: 60_000 }, () => {
  const main = join(import.meta.dirname, '..', '..', 'src', 'main.ts')
  const root = join(import.meta.dirname, '..', '..')

  it('is refused with a sentence while the first one runs, and starts once that one was killed', async () => {
    const data = join(folder(), 'data')
    seedData(data)
    // In a folder of its own, so that no `.env` of a developer is read.
    const env = { PATH: process.env.PATH, CONTENT_DIR: join(root, 'content'), ...environment(data) }
    const first = spawn(process.execPath, [main], { cwd: data, env, stdio: ['ignore', 'pipe', 'inherit'] })
    onTestFinished(() => void first.kill('SIGKILL'))
    await once(first.stdout, 'data')

    const second = spawnSync(process.execPath, [main], {
      cwd: data,
      env,
      encoding: 'utf8',
      timeout: 20_000,
    })
    expect(second.status).toBe(1)
    expect(second.stderr.trim()).toBe(
      `Another process already works on the data in ${data}. Stop that one first, or set DATA_DIR to a folder of its own for this one.`,
    )

    const ended = once(first, 'exit')
    first.kill('SIGKILL')
    await ended
    const third = await startServer(readSettings(environment(data)))
    expect(await refusal(data)).toContain('Another process already works')
    await third.close()
    await (await startServer(readSettings(environment(data)))).close()
  })
})
