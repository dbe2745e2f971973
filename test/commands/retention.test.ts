import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openSqliteStore } from '../../src/store/sqlite/open.ts'
import { DAY, someone, turn } from '../store/samples.ts'

const root = join(import.meta.dirname, '..', '..')

function retention(folder: string, ...words: string[]) {
  const { stdout, stderr, status } = spawnSync('node', [join(root, 'src/commands/retention.ts'), ...words], {
    cwd: folder,
    env: { PATH: process.env.PATH, DATA_DIR: folder, CONTENT_DIR: join(root, 'content') },
    encoding: 'utf8',
    timeout: 60_000,
  })
  return { said: stdout, wrong: stderr.trim(), status }
}

/** A database in which somebody wrote so many days ago, and somebody else now. */
async function database({ now = Date.now() } = {}): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'dan-loi-retention-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const store = await openSqliteStore(join(folder, 'dan-loi.db'))
  await store.commit([turn(someone('lan'), { at: now - 200 * DAY }), turn(someone('hung'), { at: now })])
  await store.close()
  return folder
}

describe('npm run retention', { timeout: 120_000 }, () => {
  it('removes what is past its time, says what, and keeps a log of it that names nobody', async () => {
    const folder = await database()
    const before = retention(folder, 'report')
    expect(before.wrong).toBe('')
    expect(before.said).toMatch(/Tin nhắn: 90 ngày; cũ nhất .* \(QUÁ HẠN/)
    expect(before.said).toContain('chưa xóa gì')

    const { said, wrong } = retention(folder, 'now')
    expect(wrong).toBe('')
    expect(said).toMatch(/Vừa xóa:\n {2}Tin nhắn: 2\n/)
    expect(said).toMatch(/Cuộc trò chuyện: 1, hết hạn, gần nhất/)
    expect(said).not.toContain('QUÁ HẠN')
    expect(said).not.toContain('platform-lan')
    expect(retention(folder, 'now').said).toContain('Không có gì quá hạn.')
  })

  it('throws nothing away by a clock that nobody has vouched for', async () => {
    const folder = await database({ now: Date.now() - 5 * DAY })
    const doubtful = retention(folder, 'now')
    expect(doubtful.status).toBe(1)
    expect(doubtful.wrong).toMatch(/^Đồng hồ máy này đang chỉ ngày .*--sure$/s)
    expect(retention(folder, 'report').said).toContain('chưa xóa gì')
    expect(retention(folder, 'now', '--sure').said).toContain('Tin nhắn: 2')
  })

  it('says how it is called', () => {
    expect(retention(root).wrong).toContain('npm run retention -- report')
  })
})
