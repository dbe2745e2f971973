import type { Migration } from './migration.ts'

/** Figures have an end too; visits are found by guide and age already. */
export const runsByAge: Migration = {
  name: '0010-runs-by-age',
  statements: ['create index runs_started on runs (started_at)'],
}
