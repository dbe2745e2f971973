import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { retentionCommand } from '../../src/commands/retention.ts'
import { readSettings } from '../../src/config.ts'
import { ErasedList } from '../../src/operations/erased/list.ts'
import { secretKey } from '../../src/operations/secret.ts'
import { openSqliteStore } from '../../src/store/sqlite/open.ts'
import { seedParsed } from '../content-knowledge.ts'
import { DAY, someone, turn } from '../store/samples.ts'

/** What the command prints, and the sentence with which it refuses. */
async function retention(folder: string, ...words: string[]) {
  const lines: string[] = []
  const settings = readSettings({ DATA_DIR: folder, CONTENT_DIR: 'content' })
  const wrong = await retentionCommand(words, settings, text => lines.push(text)).then(
    () => '',
    (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : String(error)),
  )
  return { said: lines.map(line => `${line}\n`).join(''), wrong }
}

/** A database in which somebody wrote so many days ago, and somebody else now. */
async function database({ now = Date.now() } = {}): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'dan-loi-retention-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  seedParsed(folder)
  const store = await openSqliteStore(join(folder, 'dan-loi.db'))
  await store.commit([turn(someone('lan'), { at: now - 200 * DAY }), turn(someone('hung'), { at: now })])
  await store.close()
  return folder
}

describe('npm run retention', () => {
  it('removes what is past its time, says what, and keeps a log of it that names nobody', async () => {
    const folder = await database()
    const before = await retention(folder, 'report')
    expect(before.wrong).toBe('')
    expect(before.said).toMatch(/Tin nhắn: 90 ngày; cũ nhất .* \(QUÁ HẠN/)
    expect(before.said).toContain('chưa xóa gì')

    const { said, wrong } = await retention(folder, 'now')
    expect(wrong).toBe('')
    expect(said).toMatch(/Vừa xóa:\n {2}Tin nhắn: 2\n/)
    expect(said).toMatch(/Cuộc trò chuyện: 1, hết hạn, gần nhất/)
    expect(said).not.toContain('QUÁ HẠN')
    expect(said).not.toContain('platform-lan')
    expect((await retention(folder, 'now')).said).toContain('Không có gì quá hạn.')
  })

  it('throws nothing away by a clock that nobody has vouched for', async () => {
    const folder = await database({ now: Date.now() - 5 * DAY })
    const doubtful = await retention(folder, 'now')
    expect(doubtful.wrong).toMatch(/^Refusal: Đồng hồ máy này đang chỉ ngày .*--sure$/s)
    expect((await retention(folder, 'report')).said).toContain('chưa xóa gì')
    expect((await retention(folder, 'now', '--sure')).said).toContain('Tin nhắn: 2')
  })

  it('erases one person who asks in another way, at a word, and remembers it for a restore', async () => {
    const folder = await database()
    secretKey(null, folder)
    const { account, person } = someone('lan')
    expect((await retention(folder, 'erase', account, person)).wrong).toMatch(/^Refusal: Cách dùng.*--sure/s)
    expect((await retention(folder, 'erase', account, person, '--sure')).said).toContain('Đã xóa mọi điều')
    expect((await retention(folder, 'erase', account, person, '--sure')).wrong).toContain('Không giữ gì')
    expect(ErasedList.of(folder).lines()).toMatchObject([{ kind: 'erased' }])
    const store = await openSqliteStore(join(folder, 'dan-loi.db'))
    expect((await store.people({ after: '', limit: 9 })).map(({ id }) => id)).toEqual(['conversation-hung'])
    await store.close()
  })

  it('says how it is called', async () => {
    expect((await retention('nowhere')).wrong).toContain('npm run retention -- report')
  })
})
