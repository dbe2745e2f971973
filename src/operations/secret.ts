import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The key that signs cookies and seals tokens: the one from the settings, or one made once and kept under
 * DATA_DIR, readable by its owner alone. Losing it logs every web visitor out and makes stored tokens unreadable.
 */
export function secretKey(fromSettings: string | null, dataDir: string): string {
  if (fromSettings !== null) return fromSettings
  const file = join(dataDir, 'secret-key')
  mkdirSync(dataDir, { recursive: true })
  if (!existsSync(file))
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' })
  return readFileSync(file, 'utf8').trim()
}
