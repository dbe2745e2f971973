import { z } from 'zod'
import type { OutboxRow } from '../store/records/queues.ts'
import type { Store } from '../store/store.ts'
import type { Happening } from './happening.ts'

/** Of one conversation: nobody reads more of what is past. */
const MOST = 3

/** Of a message of the transcript, what can be shown once more. */
const Body = z.looseObject({
  text: z.string(),
  links: z.array(z.object({ title: z.string(), url: z.string() })).catch([]),
  progress: z.unknown(),
})

/**
 * Lets the engine know of what can no longer be sent, as turns of their own: the transcript has the words. Resolves when
 * that is on disk; the same row twice is one message.
 */
export function keeper(
  store: Pick<Store, 'messages'>,
  take: (happening: Happening) => Promise<void>,
): (rows: readonly OutboxRow[]) => Promise<void> {
  return async rows => {
    const lines = Map.groupBy(rows, ({ conversation }) => conversation)
    await Promise.all([...lines.values()].map(line => keepLine(store, take, line)))
  }
}

/** One after another, so that the last said is the one that counts. */
async function keepLine(
  store: Pick<Store, 'messages'>,
  take: (happening: Happening) => Promise<void>,
  line: readonly OutboxRow[],
): Promise<void> {
  const bySeq = [...new Map(line.map(row => [row.seq, row])).values()].sort(
    (one, other) => one.seq - other.seq,
  )
  for (const { conversation, account, person, seq } of bySeq.slice(-MOST)) {
    const [message] = await store.messages({ conversation, after: seq - 1, limit: 1 })
    const body = message?.seq === seq ? Body.safeParse(JSON.parse(message.body)).data : undefined
    if (!message || !body) continue
    const { at } = message
    const { text, links, progress } = body
    await take({
      account,
      person,
      messageId: `undelivered:${conversation}/${seq}`,
      at,
      what: { kind: 'undelivered', text, links, isStep: progress != null, at },
    })
  }
}
