import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

export type Settled = {
  /** Rows that waited when the backup was made, by what they were. */
  replies: number
  messages: number
  jobs: number
}

/** Look-ups, and what writes to somebody at an hour: it was done since, or its hour is over. */
const SPEAKING = "('lookup', 'notify', 'remind', 'nudge')"

/**
 * Makes a restored copy fit to be gone on with. What waited to be sent when it was made, most of it in the next second,
 * was sent since: it is given up rather than said twice, as are messages whose turn had failed, and look-ups and
 * reminders that were due. `keepWaiting` leaves all of it, for a copy after which nothing ran any more. Leases are freed.
 */
export function settleRestored(copy: DatabaseSync, now: number, keepWaiting: boolean): Settled {
  copy.exec('begin immediate')
  for (const table of ['inbox', 'outbox', 'jobs'])
    copy.exec(`update ${table} set lease_until = null where lease_until is not null`)
  const settled = keepWaiting ? { replies: 0, messages: 0, jobs: 0 } : giveUp(copy, now)
  copy.exec('commit')
  return settled
}

function giveUp(copy: DatabaseSync, now: number): Settled {
  const replies = copy
    .prepare(
      `update outbox set status = 'given_up', reason = 'restored from a backup', request = null, settled_at = ?
      where status = 'pending'`,
    )
    .run(now).changes
  const messages = copy
    .prepare(
      `update inbox set status = 'done', person = null, message_id = null, body = null, reason = null
      where status = 'pending'`,
    )
    .run().changes
  const jobs = copy.prepare(`delete from jobs where kind in ${SPEAKING} and due <= ?`).run(now).changes
  return { replies: Number(replies), messages: Number(messages), jobs: Number(jobs) }
}

/**
 * Takes over what Zalo's tokens have become since: each works once, so those in the backup are spent if they were renewed.
 * How many were taken; null where the database that is replaced cannot be read.
 */
export function takeTokensFrom(former: string, copy: DatabaseSync): number | null {
  if (!existsSync(former)) return null
  let old: DatabaseSync | undefined
  try {
    old = new DatabaseSync(former, { readOnly: true })
    const rows = old.prepare("select name, body, version from documents where name like 'zalo-token:%'").all()
    const take = copy.prepare(
      `insert into documents (name, body, version) values (?, ?, ?)
      on conflict (name) do update set body = excluded.body, version = excluded.version
      where excluded.version > documents.version`,
    )
    let taken = 0
    for (const { name, body, version } of rows)
      taken += Number(take.run(String(name), String(body), Number(version)).changes)
    return taken
  } catch {
    return null
  } finally {
    old?.close()
  }
}
