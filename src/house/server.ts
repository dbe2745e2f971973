import { join } from 'node:path'
import { accountsInEnvironment } from '../accounts/environment.ts'
import { readRegister, seedFromEnvironment } from '../accounts/register.ts'
import { besideAccounts, type Settings } from '../config.ts'
import { openLibrary } from '../library/open.ts'
import { crashPoints } from '../operations/crash-points.ts'
import { rememberingErasures } from '../operations/erased/remembering.ts'
import { makeMetrics } from '../operations/figures/metrics.ts'
import { callCounter, observedStore } from '../operations/figures/observed-store.ts'
import { makeLog } from '../operations/log.ts'
import { secretKey } from '../operations/secret.ts'
import { openSharedStore } from '../store/open.ts'
import { takeFolder } from '../store/sqlite/lock.ts'
import type { Store } from '../store/store.ts'
import { openThreadedStore } from '../store/threaded.ts'
import { type House, putTogether, type Server } from './rooms.ts'

export type { Server }

/**
 * The composition root, first half: takes hold of the data, reads what the bot knows and which accounts are on. Then `rooms.ts`
 * puts the rooms together and opens the door.
 * @throws ContentError, StoreUnavailable, with a sentence that says what to do.
 */
export async function startServer(
  settings: Settings,
  now: () => number = Date.now,
  openStore: (file: string) => Promise<Store> = openThreadedStore,
): Promise<Server> {
  const log = makeLog(settings.logLevel)
  const { dataDir, databaseUrl } = settings
  const letGo = databaseUrl === null ? takeFolder(dataDir) : () => {}
  try {
    const key = secretKey(settings.secretKey, dataDir)
    const store =
      databaseUrl === null ? await openStore(join(dataDir, 'dan-loi.db')) : await openSharedStore(databaseUrl)
    return await withStore(store, { settings, key, log, now, letGo })
  } catch (error) {
    letGo()
    throw error
  }
}

type Given = Pick<House, 'settings' | 'key' | 'log' | 'now' | 'letGo'>

async function withStore(opened: Store, given: Given): Promise<Server> {
  const { log, now } = given
  const metrics = makeMetrics(opened, now)
  const crash = crashPoints()
  const store = rememberingErasures(observedStore(crash.store(opened), callCounter(metrics)), {
    dataDir: given.settings.dataDir,
    secretKey: given.key,
    onFailed: error =>
      given.log.error(
        { err: error },
        'It could not be noted outside the database that somebody erased their data',
      ),
  })
  try {
    if (given.settings.databaseUrl === null) {
      await store.releaseLeases()
      await store.bringForward(now())
    }
    const register = await readRegister(store, given.key, accountsInEnvironment(given.settings))
    const added = register.accounts.filter(({ origin }) => origin === 'command')
    const settings = besideAccounts(given.settings, added)
    const hasRealChannel = register.accounts.length > 0
    const library = await openLibrary({ settings, hasRealChannel, store, log, metrics })
    const { operator } = library.knowledge
    await seedFromEnvironment(store, register, { key: given.key, operator, at: now() })
    return await putTogether({ ...given, settings, store, library, metrics, register, crash })
  } catch (error) {
    await store.close()
    throw error
  }
}
