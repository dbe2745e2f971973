import { type RawBuilder, sql } from 'kysely'
import type { JobRow, OutboxClaim } from '../records/queues.ts'
import type { Db } from '../schema.ts'
import {
  type ClaimedInbox,
  type ClaimedOutbox,
  type Claims,
  inOrder,
  inOrderOfLeaving,
} from '../sql/claims.ts'
import { free, leased } from '../sql/leases.ts'

/** SQLite has one writer at a time, so a single update is a claim that nobody else can share. */
export const sqliteClaims: Claims = {
  // A transaction begins as the writer, and there is one.
  locked: sql``,
  lockNew: null,

  async inbox(db, claim) {
    const { rows } = await sql<ClaimedInbox>`
      update inbox set ${leased(claim)} where rowid in (
        select rowid from inbox as row
        where status <> 'done' and status = 'pending' and not_before <= ${claim.now} and ${free(claim)}
          and not exists (
            select 1 from inbox as older
            where older.status <> 'done' and older.status = 'pending'
              and older.account = row.account and older.person = row.person
              and (older.received_at, older.place) < (row.received_at, row.place)
          )
        order by received_at, place limit ${claim.limit}
      )
      returning id, account, person, message_id as "messageId", body, received_at as "receivedAt", place, attempts`.execute(
      db,
    )
    return inOrder(rows)
  },

  async outbox(db, claim) {
    const asked = await busyOf(db, claim)
    if (asked.length === 0) return []
    const { rows } = await sql<ClaimedOutbox>`
      update outbox set ${leased(claim)} where rowid in (
        select row from (${sql.join(
          asked.map(one => heads(one, claim.now)),
          sql` union all `,
        )})
        order by not_before limit ${claim.limit}
      )
      returning conversation, account, seq, part, request, attempts, expires, not_before as "notBefore",
        (select person from conversations where id = outbox.conversation) as person`.execute(db)
    return inOrderOfLeaving(rows)
  },

  async jobs(db, claim) {
    const { rows } = await sql<JobRow>`
      update jobs set ${leased(claim)} where rowid in (
        select rowid from jobs where due <= ${claim.now} and ${free(claim)} order by due limit ${claim.limit}
      )
      returning id, conversation, key, kind, due, payload, attempts`.execute(db)
    return rows.sort((one, other) => one.due - other.due)
  },
}

type Asked = { account: string; most: number }

/** A part of a statement for each account costs time, and there may be 500 at the most. */
const MOST_ACCOUNTS = 64

/** The accounts on which something can be claimed; where they are many, those that wait longest. */
async function busyOf(db: Db, { accounts, most, limit, now }: OutboxClaim): Promise<Asked[]> {
  const { rows } = await sql<{ place: number }>`
    select key as place, (
      select not_before from outbox where ${isHead(sql`value`, now)} order by not_before limit 1
    ) as oldest
    from json_each(${JSON.stringify(accounts)})
    where oldest is not null order by oldest limit ${MOST_ACCOUNTS}`.execute(db)
  return rows.map(({ place }) => ({ account: accounts[place] ?? '', most: most?.[place] ?? limit }))
}

/** Of one account, so that the index gives the oldest first and a long queue is not read to its end. */
function heads({ account, most }: Asked, now: number): RawBuilder<unknown> {
  return sql`select * from (
    select rowid as row, not_before from outbox where ${isHead(sql`${account}`, now)}
    order by not_before limit ${most}
  )`
}

/**
 * The first of its conversation that waits, and free. What came too late is given up and offered later (`overdueOutbox`):
 * it must not leave in the same moment.
 */
function isHead(account: RawBuilder<unknown>, now: number): RawBuilder<unknown> {
  return sql`status = 'pending' and account = ${account} and not_before <= ${now} and expires >= ${now}
    and ${free({ now })}
    and not exists (
      select 1 from outbox as earlier
      where earlier.status = 'pending' and earlier.conversation = outbox.conversation
        and (earlier.seq, earlier.part) < (outbox.seq, outbox.part)
    )`
}
