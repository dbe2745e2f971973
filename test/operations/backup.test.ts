import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, onTestFinished } from 'vitest'
import { backUp } from '../../src/operations/backup/back-up.ts'
import { restore } from '../../src/operations/backup/restore.ts'
import { secretKey } from '../../src/operations/secret.ts'
import { takeFolder } from '../../src/store/sqlite/lock.ts'
import { openSqliteStore } from '../../src/store/sqlite/open.ts'
import { failed, KEEPING, MINUTE, NOON, next, someone, turn, ZALO } from '../store/samples.ts'

const lan = someone('lan')

/** A folder with data in which Lan's reply, a failed message, a look-up and a reminder wait. */
async function place() {
  const folder = mkdtempSync(join(tmpdir(), 'dan-loi-backup-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const data = join(folder, 'data')
  const open = () => openSqliteStore(join(data, 'dan-loi.db'))
  const store = await open()
  const jobs = [
    { key: 'lookup', kind: 'lookup' as const, due: NOON, code: 'H26.35-260302-0007' },
    { key: 'remind', kind: 'remind' as const, due: NOON + 60 * MINUTE },
    { key: 'leave-check', kind: 'leave-check' as const, due: NOON },
  ]
  await store.commit([turn(lan, { jobs }), failed(someone('hung'))])
  await store.putDocument('zalo-token:4', 'first', 0)
  return { folder, data, file: join(folder, 'copy.db'), store, open }
}

const restoring = (data: string, file: string, keepWaiting = false, key: string | null = null) =>
  restore({ dataDir: data, file, now: NOON + MINUTE, keepWaiting, secretKey: key })

describe('a backup', () => {
  it('is one sound file that only its owner reads, made while another has the database open', async () => {
    const { data, file, store } = await place()
    const letGo = takeFolder(data)
    expect(backUp(data, file)).toMatchObject({ conversations: 1, filesAlong: [] })
    letGo()
    await store.close()
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
    const copy = new DatabaseSync(file, { readOnly: true })
    expect(copy.prepare('pragma integrity_check').get()).toEqual({ integrity_check: 'ok' })
    expect(copy.prepare('select count(*) as n from messages').get()).toEqual({ n: 2 })
    copy.close()
  })

  it('holds the imported list, and never the key that seals the tokens', async () => {
    const { data, file, store } = await place()
    const key = secretKey(null, data)
    writeFileSync(join(data, 'catalogue.json'), '{"procedures": []}')
    expect(backUp(data, file)).toMatchObject({ filesAlong: ['catalogue.json'] })
    await store.close()
    expect(readFileSync(file).includes(key)).toBe(false)
    rmSync(join(data, 'catalogue.json'))
    await restoring(data, file)
    expect(readFileSync(join(data, 'catalogue.json'), 'utf8')).toBe('{"procedures": []}')
    expect(readFileSync(join(data, 'secret-key'), 'utf8')).toBe(key)
  })

  it('holds nothing of what was erased before', async () => {
    const { data, file, store } = await place()
    await store.commit([turn(next(lan), { messages: [{ ...said, body: 'thôn Đông Thịnh' }] })])
    await store.sweep(NOON + 400 * 24 * 60 * MINUTE, KEEPING)
    backUp(data, file)
    await store.close()
    expect(readFileSync(file).includes('Đông Thịnh')).toBe(false)
  })

  it('writes over no other file, and leaves nothing where it fails', async () => {
    const { folder, data, file, store } = await place()
    await store.close()
    writeFileSync(file, 'older')
    expect(() => backUp(data, file)).toThrow('is there already')
    expect(readFileSync(file, 'utf8')).toBe('older')
    rmSync(file)
    const damaged = readFileSync(join(data, 'dan-loi.db'))
    damaged.fill(7, 4096)
    writeFileSync(join(data, 'dan-loi.db'), damaged)
    expect(() => backUp(data, file)).toThrow(/damaged/)
    expect(readdirSync(folder)).toEqual(['data'])
  })

  it('says what is wrong with the place where it should go, and not with the data', async () => {
    const { folder, data, store } = await place()
    await store.close()
    writeFileSync(join(folder, 'file'), '')
    expect(() => backUp(data, join(folder, 'file', 'copy.db'))).toThrow('cannot be made. Name another one')
    // Nobody, not even root, may make files there.
    if (process.platform === 'linux')
      expect(() => backUp(data, '/proc/copy.db')).toThrow('Nothing can be written in /proc')
  })

  it('says what to check where there is nothing to back up', () => {
    expect(() => backUp('/nowhere', '/nowhere/copy.db')).toThrow('Check DATA_DIR')
  })
})

describe('a restore', () => {
  it('brings back what the backup held, keeps what was there beside it, and says nothing twice', async () => {
    const { data, file, store, open } = await place()
    backUp(data, file)
    await store.commit([turn(next(lan))])
    await store.close()

    const report = await restoring(data, file)
    expect(report).toMatchObject({ replies: 2, messages: 1, jobs: 1 })
    const restored = await open()
    expect((await restored.load([lan]))[0]).toMatchObject({ id: lan.id, revision: 1 })
    const everything = { now: NOON + MINUTE, limit: 10, leaseMs: MINUTE }
    expect(await restored.claimOutbox({ ...everything, accounts: [ZALO] })).toEqual([])
    expect(await restored.claimInbox(everything)).toEqual([])
    expect(
      (await restored.claimJobs({ ...everything, now: NOON + 90 * MINUTE })).map(job => job.kind),
    ).toEqual(['leave-check', 'remind'])
    await restored.close()

    const before = await openSqliteStore(join(report.before ?? '', 'dan-loi.db'))
    expect((await before.load([lan]))[0]).toMatchObject({ revision: 2 })
    await before.close()
  })

  it('sends what waited where nothing ran since, and frees what was leased', async () => {
    const { data, file, store, open } = await place()
    const claim = { now: NOON, limit: 10, leaseMs: 600 * MINUTE, accounts: [ZALO] }
    expect(await store.claimOutbox(claim)).toHaveLength(1)
    backUp(data, file)
    await store.close()
    expect(await restoring(data, file, true)).toMatchObject({ replies: 0, messages: 0, jobs: 0 })
    const restored = await open()
    expect(await restored.claimOutbox(claim)).toHaveLength(1)
    await restored.close()
  })

  it('keeps the newer of two single-use tokens', async () => {
    const { data, file, store, open } = await place()
    backUp(data, file)
    await store.putDocument('zalo-token:4', 'second', 1)
    await store.close()
    expect(await restoring(data, file)).toMatchObject({ tokens: 1 })
    const restored = await open()
    expect(await restored.getDocument('zalo-token:4')).toEqual({ body: 'second', version: 2 })
    await restored.close()
  })

  it('works on an empty folder, and over a damaged database, which stays beside', async () => {
    const { folder, data, file, store } = await place()
    backUp(data, file)
    await store.close()
    expect(await restoring(join(folder, 'new'), file)).toMatchObject({ before: null, tokens: null })
    const scrap = Buffer.from('Đây là một tệp văn bản.'.repeat(500))
    writeFileSync(join(data, 'dan-loi.db'), scrap)
    const { before } = await restoring(data, file)
    expect(readFileSync(join(before ?? '', 'dan-loi.db')).equals(scrap)).toBe(true)
    await (await openSqliteStore(join(data, 'dan-loi.db'))).close()
  })

  it('refuses while a server works on the data', async () => {
    const { data, file, store } = await place()
    backUp(data, file)
    await store.close()
    const letGo = takeFolder(data)
    await expect(restoring(data, file)).rejects.toThrow('Another process already works on the data')
    letGo()
  })

  it('refuses what is damaged, of a newer version, or no backup, and changes nothing', async () => {
    const { folder, data, file, store } = await place()
    backUp(data, file)
    await store.close()
    const whole = readFileSync(join(data, 'dan-loi.db'))
    const good = readFileSync(file)
    const refused = (bytes: Uint8Array) => {
      const path = join(folder, 'other.db')
      writeFileSync(path, bytes)
      return expect(restoring(data, path)).rejects
    }
    await refused(Buffer.from(good).fill(7, 4096)).toThrow('other.db is damaged. Use another backup.')
    await refused(Buffer.from('văn bản'.repeat(2000))).toThrow('other.db is not a backup of this bot')
    await expect(restoring(data, join(data, 'dan-loi.db'))).rejects.toThrow('is the database itself')
    await expect(restoring(data, folder)).rejects.toThrow('is no file')
    const newer = new DatabaseSync(file)
    newer.exec("insert into migrations (name, applied_at) values ('9999-later', 0)")
    newer.close()
    await expect(restoring(data, file)).rejects.toThrow('newer version (9999-later)')
    await expect(restoring(data, join(folder, 'none.db'))).rejects.toThrow('none.db. Name a file that')
    expect(readFileSync(join(data, 'dan-loi.db')).equals(whole)).toBe(true)
    expect(existsSync(join(data, 'dan-loi.db.restoring'))).toBe(false)
    expect(readdirSync(data).filter(name => name.startsWith('before'))).toEqual([])
  })
})

const said = { seq: 3, from: 'person' as const, body: '', at: NOON, expires: NOON + MINUTE }
