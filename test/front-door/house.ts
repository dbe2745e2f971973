import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { readSettings } from '../../src/config.ts'
import { type Server, startServer } from '../../src/house/server.ts'
import type { Store } from '../../src/store/store.ts'
import { seedParsed } from '../content-knowledge.ts'
import { FakeMessenger } from '../fakes/messenger.ts'
import { FakeZalo } from '../fakes/zalo.ts'
import { FakeZaloBot } from '../fakes/zalo-bot.ts'

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
  let passed = 0
  const folder = mkdtempSync(join(tmpdir(), 'dan-loi-house-'))
  const content = join(folder, 'content')
  cpSync('content', content, { recursive: true })
  for (const [file, text] of Object.entries(files)) writeFileSync(join(content, file), text)
  const operator = join(content, 'operator.yaml')
  writeFileSync(operator, readFileSync(operator, 'utf8').replace('example: true\n', ''))
  const data = join(folder, 'data')
  seedParsed(data)
  const zalo = await FakeZalo.start()
  const zaloBot = await FakeZaloBot.start()
  const messenger = await FakeMessenger.start()
  const { settings } = zalo
  const meta = messenger.settings
  const server = await startServer(
    {
      ...readSettings({
        PORT: '0',
        HOST: '127.0.0.1',
        PUBLIC_URL: 'https://danloi.example.gov.vn',
        DATA_DIR: data,
        CONTENT_DIR: content,
        LOG_LEVEL: 'silent',
        ZALO_APP_ID: settings.appId,
        ZALO_APP_SECRET: settings.appSecret,
        ZALO_OA_ID: settings.oaId,
        ZALO_OA_SECRET_KEY: settings.oaSecretKey,
        ZALO_REFRESH_TOKEN: settings.refreshToken,
        ZALO_API_URL: settings.apiUrl,
        ZALO_OAUTH_URL: settings.oauthUrl,
        ZALO_BOT_TOKEN: zaloBot.settings.token,
        ZALO_BOT_SECRET_TOKEN: zaloBot.settings.secretToken,
        ZALO_BOT_API_URL: zaloBot.settings.apiUrl,
        MESSENGER_APP_ID: meta.appId,
        MESSENGER_APP_SECRET: meta.appSecret,
        MESSENGER_PAGE_ID: meta.pageId,
        MESSENGER_PAGE_TOKEN: meta.pageToken,
        MESSENGER_VERIFY_TOKEN: meta.verifyToken,
        MESSENGER_API_URL: meta.apiUrl,
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
  onTestFinished(async () => {
    await server.close()
    await zalo.stop()
    await zaloBot.stop()
    await messenger.stop()
    rmSync(folder, { recursive: true })
  })
  return {
    server,
    zalo,
    zaloBot,
    messenger,
    folder,
    passTime(ms) {
      passed += ms
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
