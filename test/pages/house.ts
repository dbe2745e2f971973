import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readSettings } from '../../src/config.ts'
import { type Server, startServer } from '../../src/house/server.ts'
import { seedParsed } from '../content-knowledge.ts'

export type House = { server: Server; close(): Promise<void> }

/** The real server with a database of its own on a free port; `now` is its clock. */
export async function openHouse(
  settings: { [name: string]: string } = {},
  now: () => number = Date.now,
): Promise<House> {
  const folder = mkdtempSync(join(tmpdir(), 'dan-loi-pages-'))
  seedParsed(folder)
  const environment = { DATA_DIR: folder, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'silent', ...settings }
  const server = await startServer(readSettings(environment), now)
  return {
    server,
    async close() {
      await server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
