import type { Migration } from './migration.ts'

/** Slips of preparation, found by their code; they go with the conversation or on their day. */
export const slips: Migration = {
  name: '0004-slips',
  statements: [
    `create table slips (
      code text primary key,
      conversation text not null references conversations (id) on delete cascade,
      body text not null,
      expires bigint not null
    )`,
    'create index slips_conversation on slips (conversation)',
    'create index slips_expires on slips (expires)',
  ],
}
