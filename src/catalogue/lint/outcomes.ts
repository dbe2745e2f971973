import type { GuideAt } from './guides.ts'
import { type OutcomesOf, type Ways, waysThrough } from './ways.ts'

/** The ways through every guide, each worked out once. */
export function waysOf(guides: readonly GuideAt[]): {
  ways(id: string): Ways | null
  outcomesOf: OutcomesOf
} {
  const byId = new Map(guides.map(({ guide }) => [guide.id, guide]))
  const done = new Map<string, Ways | null>()
  const open = new Set<string>()

  const ways = (id: string): Ways | null => {
    const guide = byId.get(id)
    const known = done.get(id)
    if (known !== undefined || !guide || open.has(id)) return known ?? null
    open.add(id)
    const found = waysThrough(guide, outcomesOf)
    open.delete(id)
    done.set(id, found)
    return found
  }
  const outcomesOf: OutcomesOf = id => ways(id)?.outcomes ?? null
  return { ways, outcomesOf }
}
