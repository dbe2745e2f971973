import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { retentionCommand } from '../../src/commands/retention.ts'
import { readSettings } from '../../src/config.ts'
import { tryAlerts } from '../../src/doctor/try-alerts.ts'
import { openExistingStore } from '../../src/store/open.ts'

/** Settings that name a folder in which nothing is. */
function wrongPlace() {
  const folder = mkdtempSync(join(tmpdir(), 'dan-loi-missing-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const dataDir = join(folder, 'data')
  return readSettings({ DATA_DIR: dataDir, CONTENT_DIR: 'content', SECRET_KEY: 'khoa'.repeat(8) })
}

describe('a command at the wrong DATA_DIR', () => {
  it.each([
    ['handoffs', openExistingStore],
    ['retention -- report', (settings: ReturnType<typeof wrongPlace>) => retention('report', settings)],
    ['retention -- now', (settings: ReturnType<typeof wrongPlace>) => retention('now', settings)],
    ['retention -- again', (settings: ReturnType<typeof wrongPlace>) => retention('again', settings)],
  ])('%s says so, rather than that nobody is there, and makes no database', async (_, run) => {
    const settings = wrongPlace()
    await expect(run(settings)).rejects.toThrow(`There is no ${join(settings.dataDir, 'dan-loi.db')}`)
    expect(existsSync(settings.dataDir) && existsSync(join(settings.dataDir, 'dan-loi.db'))).toBe(false)
  })

  it('doctor -- --test-alert says what to set, and makes none either', async () => {
    const settings = wrongPlace()
    expect(await tryAlerts(settings)).toMatchObject([{ state: 'fail', say: expect.stringContaining('.env') }])
    expect(existsSync(settings.dataDir)).toBe(false)
  })
})

const retention = (work: string, settings: ReturnType<typeof wrongPlace>) =>
  retentionCommand([work], settings, () => {})
