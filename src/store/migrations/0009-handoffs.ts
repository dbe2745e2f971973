import type { Migration } from './migration.ts'

/**
 * What staff find when somebody waits for them, or has left a word. `what` is `handoff` or `word`; `summary` says in
 * content's words where the person is; `ended_by` why it ended.
 */
export const handoffs: Migration = {
  name: '0009-handoffs',
  statements: [
    "alter table handoffs add column what text not null default 'handoff'",
    "alter table handoffs add column summary text not null default ''",
    'alter table handoffs add column answered_at bigint',
    'alter table handoffs add column ended_by text',
    'create index handoffs_started on handoffs (started_at)',
  ],
}
