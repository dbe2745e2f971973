import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readSettings } from '../config.ts'
import { startServer } from '../house/server.ts'

/** Beside the port of the real server, which may run on the same machine. */
const PORT = '3001'

/**
 * `npm run preview [-- PORT]`: the web chat over the content with its drafts, on a throw-away database, marked as a
 * preview. No Zalo, no Messenger, no figures; what is saved shows seconds later.
 */
async function main(port: string): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env')
  const dataDir = mkdtempSync(join(tmpdir(), 'dan-loi-preview-'))
  const { CONTENT_DIR, HOST = '127.0.0.1' } = process.env
  const leave = () => rmSync(dataDir, { recursive: true, force: true })
  try {
    const settings = readSettings({ CONTENT_DIR, HOST, PORT: port, DATA_DIR: dataDir, LOG_LEVEL: 'warn' })
    const server = await startServer({ ...settings, preview: true })
    console.log(`Bản xem trước đang mở tại ${server.url}/chat
Lưu tệp nháp là thấy ngay sau vài giây. Xem xong nhấn Ctrl+C để dừng.`)
    for (const signal of ['SIGTERM', 'SIGINT'] as const)
      process.once(signal, () => {
        void server.close().then(() => {
          leave()
          process.exit(0)
        })
      })
  } catch (error) {
    leave()
    // What somebody can mend is a sentence; anything else keeps its stack.
    const mendable = error instanceof Error && ['SettingsError', 'ContentError'].includes(error.name)
    console.error(mendable ? error.message : error)
    process.exit(1)
  }
}

await main(process.argv[2] ?? PORT)
