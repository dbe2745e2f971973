import { post } from '../../src/channels/common/http.ts'
import type { ZaloOptions } from '../../src/channels/zalo/options.ts'
import type { TokenPair, TokenStorage } from '../../src/channels/zalo/pair.ts'
import type { FakeZalo } from '../fakes/zalo.ts'

export { openDoor, serve } from './setup.ts'

/** Storage in memory, as several processes would share it; `history` holds every pair that was written. */
export function memoryStorage(first: TokenPair | null = null) {
  const storage: TokenStorage & {
    stored: { pair: TokenPair; version: number } | null
    history: TokenPair[]
    failing: boolean
  } = {
    stored: first && { pair: first, version: 1 },
    history: [],
    failing: false,
    async read() {
      if (storage.failing) throw new Error('database is locked')
      return storage.stored
    },
    async write(pair, expectedVersion) {
      if (storage.failing) throw new Error('database is locked')
      if ((storage.stored?.version ?? 0) !== expectedVersion) return false
      storage.stored = { pair, version: expectedVersion + 1 }
      storage.history.push(pair)
      return true
    },
  }
  return storage
}

/** Options for a channel that talks to the fake, and the lines that it logs. */
export function optionsFor(zalo: FakeZalo, storage: TokenStorage = memoryStorage()) {
  const logged: string[] = []
  const write = (fields: object, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`)
  const options: ZaloOptions = {
    ...zalo.settings,
    publicUrl: 'https://danloi.example.gov.vn',
    storage,
    post,
    now: () => zalo.now(),
    log: { info: write, warn: write, error: write },
    timeoutMs: 2_000,
  }
  return { options, logged }
}
