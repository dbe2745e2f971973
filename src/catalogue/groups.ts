import type { Group } from './knowledge.ts'
import { type Groups, REST } from './schema/groups.ts'
import type { Procedure } from './schema/procedure.ts'

/** The groups that hold anything, each with its procedures: the most asked first, as content says. */
export function grouped(groups: Groups, procedures: Iterable<Procedure>): Group[] {
  const home = (field: string) =>
    groups.find(({ fields }) => fields.includes(field)) ?? groups.find(({ fields }) => fields.includes(REST))
  const byGroup = Map.groupBy(procedures, ({ field }) => home(field)?.id)
  return groups.flatMap(({ id, title, first }) => {
    const own = byGroup.get(id) ?? []
    // Of the others, those that have a guide of their own are asked more.
    const rank = ({ code, guide }: Procedure) =>
      first.includes(code) ? first.indexOf(code) : first.length + Number(!guide)
    const inOrder = own.toSorted((one, other) => rank(one) - rank(other))
    return own.length > 0 ? [{ id, title, procedures: inOrder.map(({ code }) => code) }] : []
  })
}
