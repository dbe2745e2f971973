import type { Group } from './knowledge.ts'
import { type Groups, REST } from './schema/groups.ts'
import type { Procedure } from './schema/procedure.ts'

/** The groups that hold anything, each with its procedures, the most asked first. */
export function grouped(groups: Groups, procedures: Iterable<Procedure>): Group[] {
  const home = (field: string) =>
    groups.find(({ fields }) => fields.includes(field)) ?? groups.find(({ fields }) => fields.includes(REST))
  const byGroup = Map.groupBy(procedures, ({ field }) => home(field)?.id)
  return groups.flatMap(({ id, title }) => {
    const own = byGroup.get(id) ?? []
    // Those most asked have a guide of their own.
    const inOrder = own.toSorted((one, other) => Number(!one.guide) - Number(!other.guide))
    return own.length > 0 ? [{ id, title, procedures: inOrder.map(({ code }) => code) }] : []
  })
}
