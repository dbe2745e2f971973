import type { Migration } from './migration.ts'

/** What is counted. Erasing a conversation leaves these rows, without saying whose they were. */
export const figures: Migration = {
  name: '0002-figures',
  statements: [
    `create table runs (
      id text primary key,
      conversation text references conversations (id) on delete set null,
      account text not null,
      unit text not null,
      guide text not null,
      relation text not null,
      guide_version text not null,
      link text,
      started_at bigint not null,
      outcome text,
      ended_at bigint
    )`,
    'create index runs_conversation on runs (conversation)',

    `create table visits (
      id text primary key,
      conversation text references conversations (id) on delete set null,
      account text not null,
      unit text not null,
      run text not null,
      root_guide text not null,
      guide text not null,
      step text not null,
      path text not null,
      guide_version text not null,
      link text,
      opened_at bigint not null,
      exit text,
      obstacle text,
      closed_at bigint
    )`,
    'create index visits_conversation on visits (conversation)',
    'create index visits_guide on visits (root_guide, opened_at)',

    `create table events (
      type text not null,
      at bigint not null,
      conversation text references conversations (id) on delete set null,
      account text not null,
      unit text not null,
      link text,
      topic text,
      facet text,
      guide text,
      run text,
      result text
    )`,
    'create index events_conversation on events (conversation)',
    'create index events_at on events (at, type)',
  ],
}
