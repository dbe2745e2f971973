import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { forgottenAgain } from '../../src/commands/retention-again.ts'
import { backUp } from '../../src/operations/backup/back-up.ts'
import { restore } from '../../src/operations/backup/restore.ts'
import { eraseAgain } from '../../src/operations/erased/again.ts'
import { ErasedList, namesBy } from '../../src/operations/erased/list.ts'
import { rememberingErasures } from '../../src/operations/erased/remembering.ts'
import type { StoredConversation } from '../../src/store/records/conversation.ts'
import { openSqliteStore } from '../../src/store/sqlite/open.ts'
import { DAY, KEEPING, MINUTE, NOON, next, someone, turn } from '../store/samples.ts'

const KEY = 'khoa-cua-nha-nay-dai-hon-32-ky-tu'
const lan = someone('lan')
const hung = someone('hung')

/** A house with data of Lan and Hùng, and a backup of it. */
async function backedUp() {
  const folder = mkdtempSync(join(tmpdir(), 'dan-loi-erased-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const data = join(folder, 'data')
  const failures: unknown[] = []
  const open = async () =>
    rememberingErasures(await openSqliteStore(join(data, 'dan-loi.db')), {
      dataDir: data,
      secretKey: KEY,
      onFailed: error => failures.push(error),
    })
  const store = await open()
  await store.commit([turn(lan), turn(hung)])
  const file = join(folder, 'backups', 'monday.db')
  backUp(data, file)
  return { folder, data, file, open, store, failures }
}

/** Everything goes, and a fresh conversation carries the confirmation. */
function erasing(person: StoredConversation, at: number, messageId?: string) {
  const fresh = { ...person, id: `${person.id}-fresh`, personId: 'random-fresh', revision: 0, nextSeq: 1 }
  return turn(fresh, { at, erase: true, forgetAt: at + DAY, ...(messageId && { messageId }) })
}

let restores = 0
const restoring = (data: string, file: string, secretKey: string | null = KEY) =>
  restore({ dataDir: data, file, now: NOON + DAY + ++restores * MINUTE, keepWaiting: true, secretKey })

describe('who erased their data after a backup was made', () => {
  it('is not back after its restore, everybody else is', async () => {
    const { data, file, open, store } = await backedUp()
    await store.commit([erasing(lan, NOON + MINUTE)])
    await store.close()
    expect((await restoring(data, file)).again).toEqual({ erased: 1, leaving: 0, unreadable: 0 })
    const restored = await open()
    expect(await restored.load([lan, hung])).toMatchObject([null, next(hung)])
    expect(await restored.removals(0)).toMatchObject([{ reason: 'request', rows: 1 }])
    await restored.close()
    expect(readFileSync(join(data, 'dan-loi.db')).includes('platform-lan')).toBe(false)
    expect(readdirSync(data).filter(name => name.includes('restoring'))).toEqual([])
  })

  it('is not back on a new machine either, where only the backups are left', async () => {
    const { folder, data, file, store } = await backedUp()
    await store.commit([erasing(lan, NOON + MINUTE)])
    backUp(data, join(folder, 'backups', 'tuesday.db'))
    await store.close()
    const other = join(folder, 'new-machine')
    expect((await restoring(other, file)).again).toMatchObject({ erased: 1 })
    // The list has come along for the next time.
    expect(ErasedList.of(other).lines()).toEqual(ErasedList.of(data).lines())
  })

  it('keeps what they said anew afterwards, where a backup holds it', async () => {
    const { folder, data, open, store } = await backedUp()
    await store.commit([erasing(lan, NOON + MINUTE)])
    const later = join(folder, 'backups', 'tuesday.db')
    backUp(data, later)
    await store.close()
    expect((await restoring(data, later)).again).toMatchObject({ erased: 0 })
    const restored = await open()
    expect(await restored.load([lan])).toMatchObject([{ id: 'conversation-lan-fresh' }])
    await restored.close()
  })

  it('had not erased where the message had only come a second time', async () => {
    const { data, open, store } = await backedUp()
    const fresh = { ...lan, id: 'conversation-lan-fresh', personId: 'random-fresh' }
    await store.commit([erasing(lan, NOON + MINUTE, 'm-erase')])
    expect(await store.commit([erasing(next(fresh), NOON + 9 * MINUTE, 'm-erase')])).toEqual(['duplicate'])
    expect(await eraseAgain(store, ErasedList.of(data).lines(), KEY)).toMatchObject({ erased: 0 })
    await store.close()
    await (await open()).close()
  })

  it('is forgotten on their day where they had only turned away, unless they came back before the backup', async () => {
    const { data, file, open, store } = await backedUp()
    await store.commit([turn(next(lan), { at: NOON + MINUTE, forgetAt: NOON + 2 * DAY })])
    await store.close()
    expect((await restoring(data, file)).again).toEqual({ erased: 0, leaving: 1, unreadable: 0 })
    const restored = await open()
    await restored.sweep(NOON + DAY, KEEPING)
    expect((await restored.load([lan]))[0]).not.toBeNull()
    await restored.sweep(NOON + 3 * DAY, KEEPING)
    expect(await restored.load([lan, hung])).toMatchObject([null, next(hung)])
    await restored.commit([turn(lan, { at: NOON + 3 * DAY })])
    expect(await eraseAgain(restored, ErasedList.of(data).lines(), KEY)).toMatchObject({ leaving: 0 })
    await restored.close()
  })

  it('is counted, and nobody is erased, where the key of that time is gone', async () => {
    const { data, file, store } = await backedUp()
    await store.commit([erasing(lan, NOON + MINUTE)])
    await store.close()
    const lost = { erased: 0, leaving: 0, unreadable: 1 }
    expect((await restoring(data, file, null)).again).toEqual(lost)
    expect((await restoring(data, file, 'mot-khoa-khac-cung-dai-hon-32-ky-tu')).again).toEqual(lost)
  })
})

describe('the list of who erased their data', () => {
  it('holds when and a keyed hash, nothing by which anybody could be named, for its owner alone', async () => {
    const { data, store } = await backedUp()
    await store.commit([erasing(lan, NOON + MINUTE)])
    await store.close()
    const text = readFileSync(join(data, 'erased', '2026-03.jsonl'), 'utf8')
    expect(text.trim()).toBe(JSON.stringify({ kind: 'erased', who: namesBy(KEY).of(lan), at: NOON + MINUTE }))
    expect(text).not.toMatch(/lan/)
    expect(namesBy('another').of(lan)).not.toBe(namesBy(KEY).of(lan))
  })

  it('is read on behind a line that a power cut left half', async () => {
    const { data, store } = await backedUp()
    await store.commit([erasing(lan, NOON + MINUTE)])
    appendFileSync(join(data, 'erased', '2026-03.jsonl'), '\n{"kind":"erased","wh')
    await store.commit([erasing(hung, NOON + 2 * MINUTE)])
    await store.close()
    expect(ErasedList.of(data).lines()).toHaveLength(2)
  })

  it('forgets months of which no backup can bring anybody back', async () => {
    const { data, store } = await backedUp()
    await store.commit([erasing(lan, NOON), erasing(hung, NOON + 300 * DAY)])
    await store.sweep(NOON + 390 * DAY, KEEPING)
    expect(readdirSync(join(data, 'erased'))).toHaveLength(2)
    await store.sweep(NOON + 440 * DAY, KEEPING)
    expect(readdirSync(join(data, 'erased'))).toEqual(['2026-12.jsonl'])
    await store.close()
  })

  it('never keeps anybody from erasing their data', async () => {
    const { data, store, failures } = await backedUp()
    writeFileSync(join(data, 'erased'), 'a file where the folder should be')
    expect(await store.commit([erasing(lan, NOON + MINUTE)])).toEqual(['committed'])
    expect(failures).toHaveLength(1)
    await store.close()
  })
})

describe('npm run retention -- again', () => {
  it('erases by the lists of all instances, as after a pg_restore', async () => {
    const { folder, data, file, open, store } = await backedUp()
    await store.commit([erasing(lan, NOON + MINUTE)])
    await store.close()
    const elsewhere = join(folder, 'erased-of-the-other')
    cpSync(join(data, 'erased'), elsewhere, { recursive: true })
    rmSync(join(data, 'erased'), { recursive: true })
    await restoring(data, file)
    const settings = { dataDir: data, databaseUrl: null, secretKey: KEY }
    expect(await forgottenAgain([], settings)).toContain('Danh sách trống')
    expect(await forgottenAgain([elsewhere], settings)).toContain('Đã xóa lại dữ liệu của 1 người')
    expect(await forgottenAgain([elsewhere], settings)).toContain('Đã xóa lại dữ liệu của 0 người')
    const restored = await open()
    expect(await restored.load([lan, hung])).toMatchObject([null, next(hung)])
    await restored.close()
  })

  it('says what it wants where it lacks the key or the folder', async () => {
    const { data, store } = await backedUp()
    await store.close()
    const settings = { dataDir: data, databaseUrl: null, secretKey: null }
    await expect(forgottenAgain([], settings)).rejects.toThrow('Đặt SECRET_KEY như trước khi phục hồi')
    await expect(forgottenAgain(['/nowhere'], { ...settings, secretKey: KEY })).rejects.toThrow(
      'Không có thư mục /nowhere',
    )
  })
})
