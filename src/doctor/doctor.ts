import { post } from '../channels/common/http.ts'
import type { Settings } from '../config.ts'
import { knownSecretKey } from '../operations/secret.ts'
import { lookIntoStore } from '../store/looking.ts'
import { accounts } from './accounts.ts'
import { alerts } from './alerts.ts'
import { type Check, checked } from './check.ts'
import { database } from './database.ts'
import { duty } from './duty.ts'
import { content, disk, publicAddress, runtime, secret } from './house.ts'
import { running } from './running.ts'

/**
 * Looks at the whole house and changes nothing, beside a running server or without one. `onCheck` hears of each check as
 * it is done.
 */
export async function examine(
  settings: Settings,
  onCheck: (check: Check) => void,
  now: () => number = Date.now,
): Promise<Check[]> {
  const all: Check[] = []
  const tell = (checks: readonly Check[]) => {
    all.push(...checks)
    checks.forEach(onCheck)
  }
  tell(await checked('runtime', runtime))
  tell(await checked('disk', () => disk(settings)))
  tell(await checked('secret key', () => secret(settings)))
  tell(await checked('server', () => running(settings)))
  const hasRealChannel = await inStore(settings, tell, now())
  tell(await checked('content', () => content(settings, hasRealChannel)))
  tell(await checked('public address', () => publicAddress(settings, hasRealChannel, now)))
  tell(await checked('alerts', () => alerts(settings, hasRealChannel)))
  return all
}

/** What the database says; whether anybody can come by a foreign platform. */
async function inStore(
  settings: Settings,
  tell: (checks: readonly Check[]) => void,
  now: number,
): Promise<boolean> {
  let hasAccounts = settings.zalo !== null || settings.zaloBot !== null || settings.messenger !== null
  await checked('database', async () => {
    const looked = await lookIntoStore(settings)
    try {
      tell(await checked('database', () => database(settings, looked, now)))
      if (looked.kind === 'none' || looked.missing.length > 0 || looked.newer.length > 0)
        return checked('duty', () => duty(settings, null))
      const { store } = looked
      const rows = await store.accounts()
      hasAccounts ||= rows.some(({ origin, removedAt }) => origin === 'command' && removedAt === null)
      const key = knownSecretKey(settings.secretKey, settings.dataDir)
      tell(await checked('accounts', () => accounts({ settings, store, key, post, now })))
      tell(await checked('duty', () => duty(settings, store)))
    } finally {
      if (looked.kind === 'seen') await looked.store.close()
    }
    return []
  }).then(tell)
  return hasAccounts
}
