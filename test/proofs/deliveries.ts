import type { Request } from './ledger.ts'

/** A message that Zalo accepted; `at` is its place among all that Zalo accepted. */
export type Accepted = { id: string; raw: unknown; at: number }

/** How the replies of one person arrived. */
export type Deliveries = {
  once: number
  /** Accepted a second time after a kill that came between Zalo's yes and the mark. */
  twice: number
  /** Marked as sent, or still owed, and never accepted. */
  lost: number
  /** Accepted at a wrong place, or again without such a kill. */
  wrong: number
}

/**
 * Holds what Zalo accepted from one person's conversation against the outbox, row by row. `kills` are the places
 * among all accepted messages at which the server was killed.
 */
export function compareDeliveries(
  requests: readonly Request[],
  accepted: readonly Accepted[],
  kills: readonly number[],
): Deliveries {
  const result: Deliveries = { once: 0, twice: 0, lost: 0, wrong: 0 }
  let next = 0
  for (const { platformId } of requests) {
    const found = accepted.findIndex((one, index) => index >= next && one.id === platformId)
    const marked = accepted[found]
    if (!marked) {
      result.lost++
      continue
    }
    const unmarked = accepted.slice(next, found)
    const explained = unmarked.every((one, index) => isRepeated(one, unmarked[index + 1] ?? marked, kills))
    if (!explained) result.wrong += unmarked.length
    else if (unmarked.length > 0) result.twice++
    if (unmarked.length === 0) result.once++
    next = found + 1
  }
  result.wrong += accepted.length - next
  return result
}

/** The same message, with a kill in between. */
function isRepeated(first: Accepted, second: Accepted, kills: readonly number[]): boolean {
  const same = JSON.stringify(first.raw) === JSON.stringify(second.raw)
  return same && kills.some(kill => first.at < kill && kill <= second.at)
}
