import { spawnSync } from 'node:child_process'
import { mkdir, open, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '../../src/store/schema.ts'
import { sqlStore } from '../../src/store/sql-store.ts'
import { sqliteClaims } from '../../src/store/sqlite/claims.ts'
import { sqliteDialect } from '../../src/store/sqlite/dialect.ts'
import { type Store, StoreUnavailable } from '../../src/store/store.ts'
import { failed, MINUTE, NOON, next, someone, turn, ZALO } from './samples.ts'
import { type SqlitePlace, sqlitePlace } from './sqlite-place.ts'

describe('the file of the SQLite store', () => {
  let place: SqlitePlace
  const lan = someone('lan')

  beforeEach(async () => {
    place = await sqlitePlace({ timeoutMs: 20 })
  })
  afterEach(() => place.remove())

  async function refusal(): Promise<string> {
    const error: unknown = await place.open().catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(StoreUnavailable)
    return error instanceof Error ? error.message : ''
  }

  function pageOf(table: string): number {
    const database = new DatabaseSync(place.file)
    const row = database.prepare('select rootpage from sqlite_master where name = ?').get(table)
    database.close()
    return Number(row?.rootpage)
  }

  it('is made with its folder, and still there when it is opened again', async () => {
    const store = await place.open()
    await store.commit([turn(lan)])
    await store.close()
    const again = await place.open()
    expect(await again.load([lan])).toMatchObject([next(lan)])
    await again.close()
  })

  it('sets free at once what a process held that is gone, as nobody else can hold anything', async () => {
    const store = await place.open()
    const claim = { now: NOON, limit: 10, leaseMs: MINUTE }
    const jobs = [{ key: 'lookup', kind: 'lookup' as const, due: NOON, code: 'H26.35-260302-0007' }]
    await store.commit([turn(lan, { jobs }), failed(someone('hung'))])
    await Promise.all([
      store.claimOutbox({ ...claim, accounts: [ZALO] }),
      store.claimJobs(claim),
      store.claimInbox(claim),
    ])
    await store.releaseLeases()
    expect(await store.claimOutbox({ ...claim, accounts: [ZALO] })).toMatchObject([{ attempts: 1 }])
    expect(await store.claimJobs(claim)).toMatchObject([{ attempts: 1 }])
    expect(await store.claimInbox(claim)).toMatchObject([{ attempts: 2 }])
    await store.close()
  })

  it('sets free at once what the turns of a process that is gone kept for it to send', async () => {
    const store = await place.open()
    const claim = { now: NOON, limit: 10, leaseMs: MINUTE, accounts: [ZALO] }
    const outbox = turn(lan).change.outbox.map(row => ({ ...row, leasedUntil: NOON + MINUTE }))
    await store.commit([turn(lan, { outbox })])
    expect(await store.claimOutbox(claim)).toEqual([])
    await store.releaseLeases()
    expect(await store.claimOutbox(claim)).toMatchObject([{ part: 0, attempts: 1 }])
    await store.close()
  })

  it('holds every commit of a process that was killed', async () => {
    const script = `
      import { openSqliteStore } from './src/store/sqlite/open.ts'
      import { someone, turn } from './test/store/samples.ts'
      const store = await openSqliteStore(${JSON.stringify(place.file)})
      await store.commit([turn(someone('lan'))])
      process.kill(process.pid, 'SIGKILL')`
    const run = spawnSync(process.execPath, ['--input-type=module-typescript', '--eval', script], {
      cwd: new URL('../..', import.meta.url),
      encoding: 'utf8',
    })
    expect(run.signal, run.stderr).toBe('SIGKILL')
    const store = await place.open()
    expect(await store.load([lan])).toMatchObject([next(lan)])
    await store.close()
  })

  it('holds no word of what was erased once it is closed, not even in its free space', async () => {
    const words = 'chuyện riêng của nhà em ở thôn Đông Thịnh'
    const told = Array.from({ length: 300 }, (_, seq) => ({
      seq,
      from: 'person' as const,
      body: JSON.stringify({ text: words.repeat(5) }),
      at: NOON,
      expires: NOON + 30 * MINUTE,
    }))
    const store = await place.open()
    await store.commit([turn(lan, { messages: told, outbox: [] })])
    await store.close()
    expect((await readFile(place.file)).includes(words)).toBe(true)
    const again = await place.open()
    await again.commit([
      turn({ ...lan, id: 'fresh', personId: 'fresh' }, { erase: true, messages: [], outbox: [] }),
    ])
    await again.close()
    expect((await readFile(place.file)).includes(words)).toBe(false)
  })

  it("is written ahead, so that readers and the writer don't wait for each other", async () => {
    const store = await place.open()
    const database = new DatabaseSync(place.file)
    expect(database.prepare('pragma journal_mode').get()).toEqual({ journal_mode: 'wal' })
    database.close()
    await store.close()
  })

  it('is refused with a sentence where it is no database', async () => {
    await mkdir(dirname(place.file), { recursive: true })
    await writeFile(place.file, 'Đây là một tệp văn bản, không phải cơ sở dữ liệu.\n'.repeat(100))
    expect(await refusal()).toContain(`${place.file}: The file is not a database of this bot.`)
  })

  it('is refused with a sentence where it is damaged', async () => {
    const store = await place.open()
    await store.commit(Array.from({ length: 100 }, (_, number) => turn(someone(`p${number}`))))
    await store.close()
    const file = await open(place.file, 'r+')
    const [page, bodies] = [4096, pageOf('messages')]
    await file.write(Buffer.alloc(page, 7), 0, page, (bodies - 1) * page)
    await file.close()
    expect(await refusal()).toMatch(/The database is damaged\. .*restore the last backup/)
  })

  it('is refused with a sentence where its folder cannot be made', async () => {
    await writeFile(dirname(place.file), 'in the way')
    expect(await refusal()).toContain('Check DATA_DIR')
  })

  it('is refused with a sentence where it is a folder', async () => {
    await mkdir(place.file, { recursive: true })
    expect(await refusal()).toContain('cannot be opened. Check that DATA_DIR exists')
  })

  it('cannot be written while another process holds it, and can again afterwards', async () => {
    const store = await place.open()
    const other = new DatabaseSync(place.file)
    other.exec('begin immediate')
    await expect(store.commit([turn(lan)])).rejects.toThrow(StoreUnavailable)
    await expect(store.check()).rejects.toThrow('locked by another process')
    expect(await store.load([lan])).toMatchObject([null])
    other.exec('rollback')
    other.close()
    expect(await store.commit([turn(lan)])).toEqual(['committed'])
    await store.close()
  })

  it('that is full keeps what it has, refuses more, and goes on with what there is room for', async () => {
    await (await place.open()).close()
    const database = new DatabaseSync(place.file)
    const pages = Number(database.prepare('pragma page_count').get()?.page_count)
    database.exec(`pragma max_page_count = ${pages + 20}`)
    const store = overDatabase(database)
    await store.commit([turn(lan)])
    const [message] = turn(next(lan)).change.messages
    const messages = message ? [{ ...message, body: 'x'.repeat(200_000) }] : []
    const tooMuch = store.commit([turn(next(lan), { messages })])
    await expect(tooMuch).rejects.toThrow(StoreUnavailable)
    await expect(tooMuch).rejects.toThrow('The disk is full. Free some space.')
    expect(await store.load([lan])).toMatchObject([next(lan)])
    expect(await store.commit([turn(next(lan))])).toEqual(['committed'])
    await store.close()
  })

  it('that may not be written is refused with a sentence', async () => {
    await (await place.open()).close()
    const store = overDatabase(new DatabaseSync(place.file, { readOnly: true }))
    await expect(store.check()).rejects.toThrow(StoreUnavailable)
    await expect(store.commit([turn(lan)])).rejects.toThrow('The database is read-only.')
    await store.close()
  })
})

function overDatabase(database: DatabaseSync): Store {
  return sqlStore(new Kysely<Database>({ dialect: sqliteDialect(database) }), sqliteClaims)
}
