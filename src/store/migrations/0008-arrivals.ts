import type { Migration } from './migration.ts'

/**
 * What people sent, by account and hour (epoch milliseconds / 3,600,000): by it a channel that fell silent is known.
 * `plain` counts what does not begin with #, as Zalo's syntax filter would hold back everything else.
 */
export const arrivals: Migration = {
  name: '0008-arrivals',
  statements: [
    `create table arrivals (
      account text not null,
      hour bigint not null,
      count bigint not null,
      plain bigint not null,
      last_at bigint not null,
      primary key (account, hour)
    )`,
  ],
}
