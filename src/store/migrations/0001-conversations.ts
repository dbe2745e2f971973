import type { Migration } from './migration.ts'

/** The work of the bot: what came in, what stands, what goes out. */
export const conversations: Migration = {
  name: '0001-conversations',
  statements: [
    'create table units (id text primary key, title text)',
    `create table channel_accounts (
      id text primary key,
      kind text not null,
      unit text not null references units (id),
      title text not null
    )`,
    `create table conversations (
      id text primary key,
      account text not null,
      person text not null,
      person_id text not null,
      unit text not null,
      revision bigint not null,
      next_seq bigint not null,
      state text not null,
      first_link text,
      last_link text,
      created_at bigint not null,
      updated_at bigint not null,
      unique (account, person)
    )`,

    `create table inbox (
      id text primary key,
      account text not null,
      person text,
      message_id text,
      body text,
      status text not null,
      received_at bigint not null,
      place bigint not null,
      attempts integer not null,
      not_before bigint,
      lease_until bigint,
      reason text
    )`,
    `create index inbox_open on inbox (account, person, received_at, place) where status <> 'done'`,
    `create index inbox_done on inbox (received_at) where status = 'done'`,

    `create table messages (
      conversation text not null references conversations (id) on delete cascade,
      seq bigint not null,
      sender text not null,
      body text not null,
      at bigint not null,
      expires bigint not null,
      primary key (conversation, seq)
    )`,
    'create index messages_expires on messages (expires)',

    `create table outbox (
      conversation text not null references conversations (id) on delete cascade,
      seq bigint not null,
      part integer not null,
      account text not null,
      request text,
      status text not null,
      not_before bigint not null,
      expires bigint not null,
      attempts integer not null,
      lease_until bigint,
      reason text,
      platform_id text,
      settled_at bigint,
      primary key (conversation, seq, part)
    )`,
    `create index outbox_pending on outbox (account, not_before) where status = 'pending'`,
    `create index outbox_order on outbox (conversation, seq, part) where status = 'pending'`,
    `create index outbox_expires on outbox (expires) where status = 'pending'`,
    `create index outbox_leased on outbox (lease_until) where lease_until is not null`,
    `create index outbox_settled on outbox (status, settled_at) where settled_at is not null`,

    `create table jobs (
      id text primary key,
      conversation text not null references conversations (id) on delete cascade,
      key text not null,
      kind text not null,
      due bigint not null,
      payload text not null,
      attempts integer not null,
      lease_until bigint,
      reason text,
      unique (conversation, key)
    )`,
    'create index jobs_due on jobs (due)',
    'create index jobs_leased on jobs (lease_until) where lease_until is not null',

    `create table questions (
      id text primary key,
      conversation text not null references conversations (id) on delete cascade,
      text text not null,
      at bigint not null,
      status text not null,
      candidates text not null,
      step text
    )`,
    'create index questions_conversation on questions (conversation)',

    'create table documents (name text primary key, body text not null, version bigint not null)',
    'create table heartbeat (id integer primary key, beats bigint not null)',
    'insert into heartbeat (id, beats) values (1, 0)',
  ],
}
