/** An outbox row's id outside of the store: its place. It needs no column and no index of its own. */
export function outboxId({ conversation, seq, part }: Place): string {
  return `${conversation}/${seq}/${part}`
}

/** Throws where `id` is none that `outboxId` made. */
export function outboxPlace(id: string): Place {
  const [, conversation, seq, part] = /^(.*)\/(\d+)\/(\d+)$/.exec(id) ?? []
  if (conversation === undefined) throw new Error(`${id} is not the id of an outbox row.`)
  return { conversation, seq: Number(seq), part: Number(part) }
}

type Place = { conversation: string; seq: number; part: number }
