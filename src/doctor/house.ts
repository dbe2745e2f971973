import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { loadKnowledge } from '../catalogue/load.ts'
import { isReachedFromOutside } from '../channels/common/layout.ts'
import type { Settings } from '../config.ts'
import { DISK_FULL_BYTES, DISK_LOW_BYTES, freeBytes } from '../operations/figures/disk.ts'
import { type Check, checker } from './check.ts'

/** Node 24 is what the program runs on; an older one would not have come so far. */
export function runtime(): Check {
  const { ok, warn } = checker('runtime')
  const [major] = process.versions.node.split('.')
  return major === '24'
    ? ok(`Node ${process.versions.node} on ${process.platform} ${process.arch}.`)
    : warn(
        `Node ${process.versions.node}; this program is tested on Node 24. Run "npm ci" again, which brings it along.`,
      )
}

export async function disk({ dataDir }: Pick<Settings, 'dataDir'>): Promise<Check[]> {
  const { ok, warn, fail } = checker('disk')
  if (!existsSync(dataDir))
    return [warn(`${dataDir} is not there yet; the first start of the server makes it.`)]
  try {
    accessSync(dataDir, constants.W_OK)
  } catch {
    return [
      fail(`This user may not write to ${dataDir}. Give the folder to the user that the server runs as.`),
    ]
  }
  const free = await freeBytes(dataDir)
  if (free === null) return [warn(`How much room is left at ${dataDir} could not be seen.`)]
  const room = `${(free / 1e9).toFixed(1)} GB are free at ${dataDir}`
  if (free < DISK_FULL_BYTES) return [fail(`${room}: messages will soon be refused. Make room now.`)]
  if (free < DISK_LOW_BYTES) return [warn(`${room}. Delete old backups and logs, or give the machine more.`)]
  return [ok(`${room}.`)]
}

export function secret({ secretKey, dataDir }: Pick<Settings, 'secretKey' | 'dataDir'>): Check {
  const { ok, warn } = checker('secret key')
  if (secretKey !== null)
    return ok(
      'SECRET_KEY is set. Keep a copy apart from the backups: without it their tokens cannot be read.',
    )
  const file = join(dataDir, 'secret-key')
  if (!existsSync(file)) return ok(`SECRET_KEY is not set: the first start makes ${file}.`)
  const { mode } = statSync(file)
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    return warn(`Others on this machine may read ${file}. Run: chmod 600 ${file}`)
  return ok(`${file}, readable by its owner alone. Keep a copy of it apart from the backups.`)
}

/** Content as the server would read it. */
export function content({ contentDir }: Pick<Settings, 'contentDir'>, hasRealChannel: boolean): Check {
  const { ok, warn, fail } = checker('content')
  const loaded = loadKnowledge(contentDir, { abilities: { 'bot.tra-cuu': 'co' } })
  if (loaded.kind === 'faults') {
    const [first] = loaded.findings
    const where = first ? ` The first: ${first.file}: ${first.message}` : ''
    return fail(`${contentDir}/ has faults. Run "npm run content:lint" and mend them.${where}`)
  }
  const { knowledge } = loaded
  const size = `${knowledge.procedures.size} procedures, ${knowledge.guides.size} guides`
  if (!knowledge.operator.example) return ok(`${size}, of ${knowledge.operator.agency}.`)
  const what = `${contentDir}/operator.yaml is still the example: say whose bot this is, and remove "example: true".`
  return hasRealChannel ? fail(`${what} The server does not start before.`) : warn(what)
}

/** Whether people and platforms get here; asked from this machine, so a way in that this machine does not have may work. */
export async function publicAddress(
  { publicUrl }: Pick<Settings, 'publicUrl'>,
  hasRealChannel: boolean,
  now: () => number,
): Promise<Check[]> {
  const { ok, warn, fail } = checker('public address')
  if (publicUrl === null)
    return [
      hasRealChannel
        ? fail('PUBLIC_URL is not set: no platform can reach this server.')
        : ok('PUBLIC_URL is not set: the web chat is for this network alone.'),
    ]
  if (!isReachedFromOutside(publicUrl)) {
    const what = `${publicUrl} is no https address that others can open. Put a proxy with a certificate in front (docs/operations.md).`
    return [hasRealChannel ? fail(what) : warn(what)]
  }
  const seen = await look(`${publicUrl}/healthz`)
  if (typeof seen === 'string')
    return [
      warn(
        `${publicUrl}/healthz cannot be opened from here (${seen}). Start the server, see the proxy and its certificate, and open it from a phone.`,
      ),
    ]
  if (seen.status !== 200 || !seen.body.includes('"ok"'))
    return [
      fail(
        `${publicUrl}/healthz answers ${seen.status}, and not as this server does. See where the proxy sends.`,
      ),
    ]
  return [ok(`${publicUrl} leads here.`), ...clockBy(seen.date, now())]
}

/** By a clock that is not ours: signatures, leases and "within 24 hours" rest on the time. */
export function clockBy(date: string | null, now: number): Check[] {
  const { ok, warn, fail } = checker('clock')
  const theirs = date === null ? Number.NaN : Date.parse(date)
  if (Number.isNaN(theirs)) return []
  const seconds = Math.round(Math.abs(now - theirs) / 1000)
  if (seconds <= 5) return [ok('goes right.')]
  const say = `is ${seconds} seconds off. Switch time synchronisation on (systemctl enable --now systemd-timesyncd).`
  return [seconds > 120 ? fail(say) : warn(say)]
}

type Seen = { status: number; body: string; date: string | null }

/** A page, or why it cannot be seen. */
export async function look(url: string): Promise<Seen | string> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(LOOK_MS), redirect: 'follow' })
    const body = await response.text()
    return { status: response.status, body, date: response.headers.get('date') }
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
    if (cause instanceof Error) return 'code' in cause ? String(cause.code) : cause.name
    return 'unknown'
  }
}

const LOOK_MS = 8_000
