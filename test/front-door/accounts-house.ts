import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { accountsCommand } from '../../src/commands/accounts.ts'
import { readSettings, type Settings } from '../../src/config.ts'
import { type Server, startServer } from '../../src/house/server.ts'
import { seedParsed } from '../content-knowledge.ts'
import type { FakeMessenger } from '../fakes/messenger.ts'
import type { FakeZalo } from '../fakes/zalo.ts'
import { realContent } from './real-content.ts'

export type AccountsHouse = {
  folder: string
  settings: Settings
  /** `npm run accounts -- …`, with these lines piped in; what it prints. */
  command(args: readonly string[], lines?: string | { [name: string]: string }): Promise<string>
  /** `change`: what differs in the settings this time. */
  open(change?: Partial<Settings>): Promise<Server>
}

/** A house without an account: they are added by the command before it opens. All of it goes when the test ends. */
export function accountsHouse(environment: { [name: string]: string } = {}): AccountsHouse {
  const folder = mkdtempSync(join(tmpdir(), 'dan-loi-accounts-'))
  const data = join(folder, 'data')
  seedParsed(data)
  const settings = readSettings({
    PORT: '0',
    HOST: '127.0.0.1',
    PUBLIC_URL: 'https://danloi.example.gov.vn',
    DATA_DIR: data,
    CONTENT_DIR: realContent(folder),
    LOG_LEVEL: 'silent',
    DRAIN_SECONDS: '0',
    ...environment,
  })
  const closing: (() => Promise<void>)[] = []
  onTestFinished(async () => {
    for (const close of closing) await close()
    rmSync(folder, { recursive: true })
  })
  return {
    folder,
    settings,
    async command(args, lines = {}) {
      const said: string[] = []
      const written = Object.entries(lines).map(([name, value]) => `${name}=${value}\n`)
      const input = typeof lines === 'string' ? lines : written.join('')
      await accountsCommand(args, settings, {
        environment: {},
        input: async () => input,
        say: line => said.push(line),
      })
      return said.join('\n')
    },
    async open(change = {}) {
      const server = await startServer({ ...settings, ...change })
      let isOpen = true
      const close = async () => {
        if (isOpen) await server.close()
        isOpen = false
      }
      closing.push(close)
      return { ...server, close }
    },
  }
}

export const linesOfZalo = ({ environment }: FakeZalo) => environment
export const linesOfPage = ({ environment }: FakeMessenger) => environment
