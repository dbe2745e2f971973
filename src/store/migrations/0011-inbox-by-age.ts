import type { Migration } from './migration.ts'

/** Where thousands of messages wait for their turn, the oldest are found without reading all of them. */
export const inboxByAge: Migration = {
  name: '0011-inbox-by-age',
  statements: [`create index inbox_waiting on inbox (received_at, place) where status = 'pending'`],
}
