import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { seedData } from '../content-knowledge.ts'
import { freePort } from '../free-port.ts'
import { until } from './house.ts'
import { ROOT, realContent } from './real-content.ts'

export type RunningServer = {
  url: string
  child: ChildProcess
  /** Everything on standard output and standard error so far. */
  said(): string
  /** Resolves with the exit code, or the signal's name, once it has ended. */
  ended: Promise<number | string>
}

/** A folder of one test with `data` in it and content whose operator is no example; it goes when the test ends. */
export function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dan-loi-process-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  realContent(folder)
  seedData(join(folder, 'data'))
  return folder
}

/** The settings of a server in that folder, and of commands beside it. */
export async function settingsIn(
  folder: string,
  also: { [name: string]: string } = {},
): Promise<{ [name: string]: string }> {
  return {
    PATH: process.env.PATH ?? '',
    PORT: String(await freePort()),
    HOST: '127.0.0.1',
    PUBLIC_URL: 'https://danloi.example.gov.vn',
    DATA_DIR: join(folder, 'data'),
    CONTENT_DIR: join(folder, 'content'),
    ...also,
  }
}

/** The real server in a process of its own, as `npm start` runs it; killed when the test ends. */
export async function startProcess(
  folder: string,
  env: { [name: string]: string },
  main: readonly string[] = [join(ROOT, 'src', 'main.ts')],
  node = process.execPath,
): Promise<RunningServer> {
  // In its own folder, so that no `.env` of a developer is read.
  const child = spawn(node, main, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const heard: string[] = []
  child.stdout.setEncoding('utf8').on('data', (piece: string) => heard.push(piece))
  child.stderr.setEncoding('utf8').on('data', (piece: string) => heard.push(piece))
  const said = () => heard.join('')
  const ended = once(child, 'close').then(([code, signal]): number | string => code ?? signal)
  const url = `http://127.0.0.1:${env.PORT}`
  await until(async () => child.exitCode !== null || (await isReady(url)), 'the start', 60_000)
  if (child.exitCode !== null) throw new Error(`The server did not start:\n${said()}`)
  return { url, child, said, ended }
}

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  )
}
