import type { Migration } from './migration.ts'

/**
 * Which instances work on this database, by their last sign of life, and what platforms take nothing of until when
 * (`name`: an account, or an app), so that instances keep limits together.
 */
export const instances: Migration = {
  name: '0012-instances',
  statements: [
    `create table instances (id text primary key, seen_at bigint not null)`,
    `create table shut_limits (name text primary key, until bigint not null)`,
  ],
}
