import type { Migration } from './migration.ts'

/** 1 while nobody knows whether the last try of a request got through: only time or an echo tells. */
export const unsure: Migration = {
  name: '0007-unsure',
  statements: ['alter table outbox add column unsure integer not null default 0'],
}
