import { type RawBuilder, sql } from 'kysely'
import { personHash } from '../person-hash.ts'
import type { JobRow, OutboxClaim } from '../records/queues.ts'
import {
  type ClaimedInbox,
  type ClaimedOutbox,
  type Claims,
  inOrder,
  inOrderOfLeaving,
} from '../sql/claims.ts'
import { free, leased } from '../sql/leases.ts'
import { manyRows, values } from '../sql/rows.ts'

/**
 * Instances claim side by side: each locks what it picks and passes over what another has locked. Locking looks at a
 * row once more as it stands then, so that one that was claimed a moment ago is not claimed again.
 */
export const postgresClaims: Claims = {
  locked: sql`order by id for no key update`,

  lockNew: (db, persons) =>
    lockKeys(
      db,
      persons
        .map(personHash)
        .sort()
        .map(key => ({ key })),
    ),

  async inbox(db, claim) {
    const { rows } = await sql<ClaimedInbox>`
      with picked as materialized (
        select id from inbox as row
        where status <> 'done' and status = 'pending' and not_before <= ${claim.now} and ${free(claim)}
          and not exists (
            select 1 from inbox as older
            where older.status <> 'done' and older.status = 'pending'
              and older.account = row.account and older.person = row.person
              and (older.received_at, older.place) < (row.received_at, row.place)
          )
        order by received_at, place limit ${claim.limit} for update skip locked
      )
      update inbox set ${leased(claim)} from picked where inbox.id = picked.id
      returning inbox.id, account, person, message_id as "messageId", body, received_at as "receivedAt", place,
        attempts`.execute(db)
    return inOrder(rows)
  },

  async outbox(db, claim) {
    if (claim.accounts.length === 0) return []
    const { rows } = await sql<ClaimedOutbox>`
      with heads as materialized (${headsOf(claim)}),
      picked as materialized (
        select row.conversation, row.seq, row.part from outbox as row
        join heads using (conversation, seq, part)
        where row.status = 'pending' and ${free(claim)}
        order by row.not_before limit ${claim.limit} for update of row skip locked
      )
      update outbox set ${leased(claim)} from picked
      where outbox.conversation = picked.conversation and outbox.seq = picked.seq and outbox.part = picked.part
      returning outbox.conversation, account, outbox.seq, outbox.part, request, attempts, expires,
        not_before as "notBefore",
        (select person from conversations where id = outbox.conversation) as person`.execute(db)
    return inOrderOfLeaving(rows)
  },

  async jobs(db, claim) {
    const { rows } = await sql<JobRow>`
      with picked as materialized (
        select id from jobs where due <= ${claim.now} and ${free(claim)}
        order by due limit ${claim.limit} for update skip locked
      )
      update jobs set ${leased(claim)} from picked where jobs.id = picked.id
      returning jobs.id, conversation, key, kind, due, payload, attempts`.execute(db)
    return rows.sort((one, other) => one.due - other.due)
  },
}

/** One after another in their order, or two transactions would wait for each other for ever. */
const lockKeys = manyRows<{ key: string }, unknown>((db, rows) =>
  sql`
    with v (key) as (${values(rows)}), ordered as materialized (select key from v order by key collate "C")
    select pg_advisory_xact_lock(hashtextextended(key, 0)) from ordered`.compile(db),
)

/**
 * Account by account, so that the index gives the oldest first and a long queue is not read to its end; in one subquery
 * for all, as one for each would be planned for each (measured: 0.2 s for 200). What came too late is given up and
 * offered later (`overdueOutbox`): it must not leave in the same moment.
 */
function headsOf({ accounts, most, limit, now }: OutboxClaim): RawBuilder<unknown> {
  const asked = accounts.map((account, index) => ({ account, most: most?.[index] ?? limit }))
  return sql`
    select head.conversation, head.seq, head.part
    from json_to_recordset(${JSON.stringify(asked)}::json) as asked (account text, most bigint)
    cross join lateral (
      select conversation, seq, part from outbox
      where status = 'pending' and account = asked.account and not_before <= ${now} and expires >= ${now}
        and ${free({ now })}
        and not exists (
          select 1 from outbox as earlier
          where earlier.status = 'pending' and earlier.conversation = outbox.conversation
            and (earlier.seq, earlier.part) < (outbox.seq, outbox.part)
        )
      order by not_before limit asked.most
    ) as head`
}
