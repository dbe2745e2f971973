import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { readSettings } from '../../src/config.ts'
import { type Server, startServer } from '../../src/house/server.ts'
import type { Store } from '../../src/store/store.ts'
import { seedParsed } from '../content-knowledge.ts'
import { FakeMessenger } from '../fakes/messenger.ts'
import { FakeZalo } from '../fakes/zalo.ts'
import { FakeZaloBot } from '../fakes/zalo-bot.ts'
import { realContent } from './real-content.ts'

export type House = {
  server: Server
  zalo: FakeZalo
  zaloBot: FakeZaloBot
  messenger: FakeMessenger
  folder: string
  /** The server's clock: moved on or back by so many milliseconds. Those of the platforms stay as they are. */
  passTime(ms: number): void
}

/** What the houses of a file know is mostly the same: held here, it is worked out once. */
const known = new Set<unknown>()

/**
 * The real server on a real database and a free port, with the platforms on loopback. All of it goes when the
 * test ends.
 * `files` are content beside the real one.
 */
export async function openHouse(
  files: { [file: string]: string } = {},
  openStore?: (file: string) => Promise<Store>,
): Promise<House> {
  const { close, ...house } = await startHouse(files, openStore)
  onTestFinished(close)
  return house
}

/** One house for all tests of a file or a `describe`, for such as have each their own people and harm no others. */
export function oneHouse(): () => House {
  let house: Awaited<ReturnType<typeof startHouse>> | null = null
  beforeAll(async () => {
    house = await startHouse()
  }, 60_000)
  afterAll(() => house?.close())
  return () => {
    if (!house) throw new Error('The house opens before the first test.')
    return house
  }
}

async function startHouse(
  files: { [file: string]: string } = {},
  openStore?: (file: string) => Promise<Store>,
): Promise<House & { close(): Promise<void> }> {
  let passed = 0
  const folder = mkdtempSync(join(tmpdir(), 'dan-loi-house-'))
  const data = join(folder, 'data')
  seedParsed(data)
  const zalo = await FakeZalo.start()
  const zaloBot = await FakeZaloBot.start()
  const messenger = await FakeMessenger.start()
  const server = await startServer(
    {
      ...readSettings({
        PORT: '0',
        HOST: '127.0.0.1',
        PUBLIC_URL: 'https://danloi.example.gov.vn',
        DATA_DIR: data,
        CONTENT_DIR: realContent(folder, files),
        LOG_LEVEL: 'silent',
        ...zalo.environment,
        ...zaloBot.environment,
        ...messenger.environment,
      }),
      // What is on loopback is no citizen's channel, so the sandbox may answer here.
      dossiers: { kind: 'sandbox' },
    },
    () => Date.now() + passed,
    openStore,
  )
  zalo.postsTo(`${server.url}/webhooks/zalo`)
  zaloBot.postsTo(`${server.url}/webhooks/zalo-bot`)
  messenger.postsTo(`${server.url}/webhooks/messenger`)
  known.add(server.library.knowledge)
  return {
    server,
    zalo,
    zaloBot,
    messenger,
    folder,
    passTime(ms) {
      passed += ms
    },
    async close() {
      await server.close()
      await zalo.stop()
      await zaloBot.stop()
      await messenger.stop()
      rmSync(folder, { recursive: true })
    },
  }
}

/** Resolves when `holds` does; fails loudly after some seconds. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  what: string,
  withinMs = 5_000,
): Promise<void> {
  const end = Date.now() + withinMs
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Waited in vain for ${what}`)
    await new Promise(resolve => setTimeout(resolve, 5))
  }
}
