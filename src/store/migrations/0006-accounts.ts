import type { Migration } from './migration.ts'

/**
 * Accounts bring what their channel needs to know. `origin` says who wrote `settings` last: the environment, whose
 * accounts are on only while it names them, or a command. Rows stay when an account is removed: figures name them.
 */
export const accounts: Migration = {
  name: '0006-accounts',
  statements: [
    "alter table channel_accounts add column origin text not null default 'built-in'",
    'alter table channel_accounts add column settings text',
    'alter table channel_accounts add column profile text',
    'alter table channel_accounts add column added_at bigint not null default 0',
    'alter table channel_accounts add column removed_at bigint',
    'alter table channel_accounts add column paused_by text',
    'alter table channel_accounts add column paused_reason text',
    'alter table channel_accounts add column paused_at bigint',
  ],
}
