import type { Migration } from './migration.ts'

/** Dossiers that a person agreed to keep, volunteers' links, and the staff's side of the house. */
export const peopleAndStaff: Migration = {
  name: '0003-people-and-staff',
  statements: [
    `create table staff (
      id text primary key,
      name text not null unique,
      role text not null,
      unit text references units (id),
      password text not null,
      added_at bigint not null,
      disabled_at bigint
    )`,
    `create table audit (
      id text primary key,
      staff text not null,
      action text not null,
      target text not null,
      detail text,
      at bigint not null
    )`,
    'create index audit_at on audit (at)',

    `create table dossiers (
      id text primary key,
      conversation text not null references conversations (id) on delete cascade,
      code text not null,
      status integer,
      checked_at bigint,
      added_at bigint not null,
      unique (conversation, code)
    )`,
    `create table watches (
      id text primary key,
      dossier text not null unique references dossiers (id) on delete cascade,
      agreed_at bigint not null,
      until bigint not null,
      next_at bigint not null,
      ended_at bigint
    )`,
    `create table handoffs (
      id text primary key,
      conversation text not null references conversations (id) on delete cascade,
      started_by text not null,
      staff text references staff (id),
      started_at bigint not null,
      ended_at bigint
    )`,
    'create index handoffs_conversation on handoffs (conversation)',

    `create table links (
      code text primary key,
      unit text not null references units (id),
      title text not null,
      made_by text references staff (id),
      made_at bigint not null,
      closed_at bigint
    )`,
    `create table curation (
      id text primary key,
      unit text not null references units (id),
      kind text not null,
      target text not null,
      body text not null,
      staff text not null references staff (id),
      at bigint not null
    )`,
    `create table notices (
      id text primary key,
      unit text not null references units (id),
      text text not null,
      shown_from bigint not null,
      shown_until bigint,
      staff text not null references staff (id)
    )`,
  ],
}
