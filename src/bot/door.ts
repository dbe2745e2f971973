import type { Arrival, Door, Message } from '../channels/channel.ts'
import type { Store } from '../store/store.ts'
import { redact } from '../understanding/redact.ts'
import type { Turns } from './turns.ts'

/** Messages that one call hands out; a page with a longer transcript asks again. */
const PAGE = 200
/** Ten times the longest story anybody told; reading 100,000 letters would keep everybody else waiting. */
const LONGEST_TEXT = 5_000

/**
 * What every channel is lent (channels/channel.ts). Card numbers, phones and e-mails are cut out here, before
 * anything is stored or read: nothing behind the door ever sees them.
 */
export function makeDoor(
  turns: Turns,
  store: Store,
  listeners: Listeners,
  account: string,
  count: (what: string) => void,
): Door {
  return {
    receive: async arrivals => {
      await Promise.all(arrivals.map(arrival => turns.take(withoutPersonalData(arrival))))
    },
    messages: async (person, after) => {
      const [conversation] = await store.load([{ account, person }])
      if (!conversation) return []
      const rows = await store.messages({ conversation: conversation.id, after, limit: PAGE })
      return rows.map(({ seq, body }): Message => ({ ...JSON.parse(body), seq }))
    },
    listen: (person, onMessages) => listeners.add(account, person, onMessages),
    count,
  }
}

function withoutPersonalData(arrival: Arrival): Arrival {
  const { what } = arrival
  if (!('text' in what) || what.text === null) return arrival
  return { ...arrival, what: { ...what, text: redact(shortened(what.text)).text } }
}

/** A card's number that the cut went through would no longer be known as one, so its digits go with the rest. */
function shortened(text: string): string {
  return text.length <= LONGEST_TEXT
    ? text
    : text
        .slice(0, LONGEST_TEXT)
        .toWellFormed()
        .replace(/[\p{Nd}\p{P}\s+]+$/u, '')
}

/** Who wants to know of new messages, by person. */
export class Listeners {
  private readonly byPerson = new Map<string, Set<() => void>>()

  add(account: string, person: string, onMessages: () => void): () => void {
    const key = `${account}\n${person}`
    const all = this.byPerson.get(key) ?? new Set()
    this.byPerson.set(key, all.add(onMessages))
    return () => {
      all.delete(onMessages)
      if (all.size === 0) this.byPerson.delete(key)
    }
  }

  tell({ account, person }: { account: string; person: string }): void {
    for (const onMessages of this.byPerson.get(`${account}\n${person}`) ?? []) onMessages()
  }
}
