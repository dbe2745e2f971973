import { type Accepted, compareDeliveries, type Deliveries } from './deliveries.ts'
import type { Ledger } from './ledger.ts'

/** One message of a person. `acknowledged`: its webhook was answered 200. */
export type Said = { user: string; text: string; messageId: string; acknowledged: boolean }

export type Totals = { doneOnce: number; replies: number; deliveries: Deliveries }

/** Counts messages and replies over the whole of a proof. `kills` as in `compareDeliveries`. */
export function totalsOf(
  ledger: Ledger,
  said: readonly Said[],
  accepted: readonly (Accepted & { user: string })[],
  kills: readonly number[],
): Totals {
  const conversations = [...ledger.conversations]
  const perPerson = conversations.map(([person, { requests }]) =>
    compareDeliveries(
      requests,
      accepted.filter(({ user }) => user === person),
      kills,
    ),
  )
  const sum = (pick: (one: Deliveries) => number) => perPerson.reduce((all, one) => all + pick(one), 0)
  return {
    doneOnce: safeMessages(ledger, said),
    replies: conversations.reduce((all, [, { requests }]) => all + requests.length, 0),
    deliveries: {
      once: sum(one => one.once),
      twice: sum(one => one.twice),
      lost: sum(one => one.lost),
      wrong: sum(one => one.wrong),
    },
  }
}

/** How many of these messages have exactly one inbox row, and that one `done`. */
export function safeMessages(ledger: Ledger, said: readonly Said[]): number {
  return said.filter(({ messageId }) => ledger.inbox(messageId).join() === 'done').length
}

/** How many of these messages have exactly one inbox row that waits for its turn. */
export function keptMessages(ledger: Ledger, said: readonly Said[]): number {
  return said.filter(({ messageId }) => ledger.inbox(messageId).join() === 'pending').length
}

/** What the figures do not say: nothing else came in, and nobody's words are lost, moved or unanswered. */
export function faultsOf(ledger: Ledger, said: readonly Said[]): string[] {
  const faults: string[] = []
  if (ledger.inboxRows !== said.length)
    faults.push(`${ledger.inboxRows} inbox rows for ${said.length} messages`)
  for (const user of new Set(said.map(one => one.user))) {
    const conversation = ledger.conversations.get(user)
    const theirs = said.filter(one => one.user === user).map(({ text }) => text)
    if (JSON.stringify(conversation?.said) !== JSON.stringify(theirs))
      faults.push(`${user} said ${theirs.join(' | ')}; the transcript has ${conversation?.said.join(' | ')}`)
    if (conversation?.unanswered) faults.push(`${conversation.unanswered} messages of ${user} unanswered`)
    const unsent = conversation?.requests.filter(({ status }) => status !== 'sent').length
    if (unsent) faults.push(`${unsent} replies to ${user} not sent`)
  }
  return faults
}

/** What a round added. */
export function difference(now: Totals, before: Totals): Totals {
  const { deliveries: one } = now
  const { deliveries: other } = before
  return {
    doneOnce: now.doneOnce - before.doneOnce,
    replies: now.replies - before.replies,
    deliveries: {
      once: one.once - other.once,
      twice: one.twice - other.twice,
      lost: one.lost - other.lost,
      wrong: one.wrong - other.wrong,
    },
  }
}
