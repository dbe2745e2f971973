import type { Settings } from '../config.ts'
import type { Looked } from '../store/looking.ts'
import { type Check, checker } from './check.ts'

const MINUTE_MS = 60_000

/** How it stands with the database, and with what waits in it. */
export async function database(
  { databaseUrl, dataDir }: Pick<Settings, 'databaseUrl' | 'dataDir'>,
  looked: Looked,
  now: number,
): Promise<Check[]> {
  const { ok, warn, fail } = checker('database')
  const where = databaseUrl === null ? `SQLite under ${dataDir}` : 'PostgreSQL'
  if (looked.kind === 'none') return [ok(`${where} is made at the first start.`)]
  const { missing, newer, store } = looked
  if (newer.length > 0)
    return [
      fail(
        `A newer version has changed it (${newer.join(', ')}). Start that version, or restore an older backup.`,
      ),
    ]
  const damage = await looked.check()
  if (damage)
    return [fail(`It is damaged (${damage}). Stop the server and restore the last backup (npm run restore).`)]
  if (missing.length > 0)
    return [
      warn(`${where} is of an older version; the next start brings it up to date. Make a backup before.`),
    ]
  return [ok(`${where} is sound and up to date.`), ...waiting(await store.backlog(now))]
}

function waiting(backlog: Awaited<ReturnType<(Looked & { kind: 'seen' })['store']['backlog']>>): Check[] {
  const { ok, warn } = checker('queues')
  const { inbox, outbox, jobs, deadToday, oldestOutboxAge, oldestJobAge } = backlog
  const minutes = Math.round(oldestOutboxAge / MINUTE_MS)
  const said = [
    ...(deadToday > 0
      ? [
          warn(
            `${deadToday} messages could not be answered since yesterday; the log ("A turn failed") names the error. Report it.`,
          ),
        ]
      : []),
    ...(minutes >= 20
      ? [
          warn(
            `${outbox} answers wait, the oldest for ${minutes} minutes; the log ("did not get through") says why.`,
          ),
        ]
      : []),
    ...(oldestJobAge > 10 * MINUTE_MS ? [warn(`${jobs} jobs are overdue: does the server run?`)] : []),
  ]
  return said.length > 0 ? said : [ok(`${inbox} messages, ${outbox} answers and ${jobs} jobs wait.`)]
}
