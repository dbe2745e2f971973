import type { Settings } from '../config.ts'
import { type Check, checker } from './check.ts'
import { look } from './house.ts'

/** Whether the server runs on this machine, by its own word. */
export async function running({ port, host }: Pick<Settings, 'port' | 'host'>): Promise<Check> {
  const { ok, warn, fail } = checker('server')
  const url = `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${port}/readyz`
  const seen = await look(url)
  if (typeof seen === 'string') return warn(`does not run here (${url}: ${seen}). Start it: npm start`)
  const told = readJson(seen.body)
  if (seen.status === 503)
    return fail(`runs and is not ready: ${told.error?.message ?? seen.body.slice(0, 200)}`)
  if (seen.status !== 200)
    return fail(`${url} answers ${seen.status}: another program has this port. Set PORT.`)
  const faults = told.contentFaults?.length ?? 0
  return faults > 0
    ? warn(`runs, with former content: ${faults} faults. Run "npm run content:lint".`)
    : ok(`runs and is ready, at ${url.replace('/readyz', '')}.`)
}

function readJson(body: string): { error?: { message?: string }; contentFaults?: unknown[] } {
  try {
    return JSON.parse(body)
  } catch {
    return {}
  }
}
