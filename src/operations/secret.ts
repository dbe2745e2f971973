import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StoreUnavailable } from '../store/store.ts'

/**
 * The key that signs cookies and seals tokens: the one from the settings, or one made once and kept under
 * DATA_DIR, readable by its owner alone. Losing it logs every web visitor out and makes stored tokens unreadable.
 * @throws StoreUnavailable where the file can be neither made nor read.
 */
export function secretKey(fromSettings: string | null, dataDir: string): string {
  if (fromSettings !== null) return fromSettings
  const file = join(dataDir, 'secret-key')
  try {
    mkdirSync(dataDir, { recursive: true })
    if (!existsSync(file))
      writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' })
    return readFileSync(file, 'utf8').trim()
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new StoreUnavailable(
      `${file} cannot be made or read. Let this process read and write it, free some space, or set SECRET_KEY. (${reason})`,
      { cause },
    )
  }
}

/** The key as it stands, for whoever looks and makes none; null where there is none yet. */
export function knownSecretKey(fromSettings: string | null, dataDir: string): string | null {
  if (fromSettings !== null) return fromSettings
  const file = join(dataDir, 'secret-key')
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null
}
