import type { Migration } from './migration.ts'

/**
 * What was removed for its age or at a person's wish, as numbers; when a conversation is to be forgotten sooner than
 * others; and which pages of somebody's own data were opened, so that an address opens in one browser only.
 */
export const removals: Migration = {
  name: '0005-removals',
  statements: [
    `create table removals (
      at bigint not null,
      kind text not null,
      reason text not null,
      rows_removed bigint not null,
      older_than bigint
    )`,
    'create index removals_at on removals (at)',
    'alter table conversations add column forget_at bigint',
    `create table own_pages (
      id text primary key,
      browser text not null,
      expires bigint not null
    )`,
    'create index own_pages_expires on own_pages (expires)',
  ],
}
