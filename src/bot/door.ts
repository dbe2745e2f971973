import type { Arrival, Coordinates, Door, Message } from '../channels/channel.ts'
import { personHash } from '../store/person-hash.ts'
import type { Store } from '../store/store.ts'
import { redact } from '../understanding/private/redact.ts'
import type { Turns } from './turns.ts'

/** Messages that one call hands out; a page with a longer transcript asks again. */
const PAGE = 200
/** Ten times the longest story anybody told; reading 100,000 letters would keep everybody else waiting. */
const LONGEST_TEXT = 5_000

/**
 * What every channel is lent (channels/channel.ts). Card numbers, phones and e-mails are cut out here, and places
 * made rough, before anything is stored or read: nothing behind the door ever sees them.
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
  switch (what.kind) {
    case 'text':
      return { ...arrival, what: { ...what, text: clean(what.text) } }
    case 'staffSpoke':
    case 'overheard':
      return { ...arrival, what: { ...what, text: what.text && clean(what.text) } }
    case 'tap':
      return { ...arrival, what: { ...what, title: what.title && clean(what.title) } }
    case 'media':
      return { ...arrival, what: { ...what, text: what.text && clean(what.text), at: roughly(what.at) } }
    default:
      return arrival
  }
}

function clean(text: string): string {
  return redact(shortened(text)).text
}

/** Three decimals of a degree are some 100 m: enough to find an office, too little to find a house. */
const STEPS_A_DEGREE = 1_000

function roughly(at: Coordinates | null | undefined): Coordinates | null {
  if (!at || !(Math.abs(at.latitude) <= 90) || !(Math.abs(at.longitude) <= 180)) return null
  const rounded = (degrees: number) => Math.round(degrees * STEPS_A_DEGREE) / STEPS_A_DEGREE
  return { latitude: rounded(at.latitude), longitude: rounded(at.longitude) }
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

/** Who wants to know of new messages, by `personHash`. */
export class Listeners {
  private readonly byPerson = new Map<string, Set<() => void>>()

  add(account: string, person: string, onMessages: () => void): () => void {
    const key = personHash({ account, person })
    const all = this.byPerson.get(key) ?? new Set()
    this.byPerson.set(key, all.add(onMessages))
    return () => {
      all.delete(onMessages)
      if (all.size === 0) this.byPerson.delete(key)
    }
  }

  tell({ account, person }: { account: string; person: string }): void {
    if (this.byPerson.size > 0) this.hear([personHash({ account, person })])
  }

  /** Passes on what another instance wrote; null: it may be anybody's. */
  hear(persons: readonly string[] | null): void {
    for (const key of persons ?? [...this.byPerson.keys()])
      for (const onMessages of this.byPerson.get(key) ?? []) onMessages()
  }
}
