import type { PersonKey } from '../store/records/conversation.ts'
import { type OutboxRow, outboxId } from '../store/records/queues.ts'
import type { ConversationChange } from '../store/records/turn.ts'

/** What a turn left to be done: requests leased to this process, or somebody's that wait for a claim, and jobs. `silenced`: the conversation that staff took over. */
export type Wrote = {
  leased: Leased | null
  unleased: PersonKey | null
  jobs: boolean
  silenced: string | null
}
export type Leased = { rows: OutboxRow[]; until: number }

/** All requests of a turn are leased, or none. */
export function wroteOf({ conversation, outbox, jobs, silencedBefore }: ConversationChange): Wrote {
  const until = outbox[0]?.leasedUntil ?? null
  const { id, account, person } = conversation
  const rows = outbox.map(({ seq, part, request, expires }) => ({
    id: outboxId({ conversation: id, seq, part }),
    conversation: id,
    account,
    person,
    seq,
    part,
    request,
    attempts: 0,
    expires,
  }))
  return {
    leased: until === null ? null : { rows, until },
    unleased: until === null && outbox.length > 0 ? { account, person } : null,
    jobs: jobs.length > 0,
    silenced: silencedBefore == null ? null : conversation.id,
  }
}
