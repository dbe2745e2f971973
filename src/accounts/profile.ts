import { z } from 'zod'
import type { Knowledge } from '../catalogue/knowledge.ts'
import type { Operator } from '../catalogue/schema/operator.ts'
import { seenBy } from '../catalogue/view.ts'

const Words = z.string().trim().min(1).max(200)

/** What an account says of its operator in place of content/operator.yaml; what is missing holds as it stands there. */
export const Profile = z.strictObject({
  unit: Words.optional(),
  agency: Words.optional(),
  page: z.url({ protocol: /^https?$/ }).optional(),
  dataContact: Words.optional(),
  desk: z
    .strictObject({
      name: Words.optional(),
      phone: Words.optional(),
      hours: Words.optional(),
      address: Words.optional(),
    })
    .optional(),
})
export type Profile = z.infer<typeof Profile>

export function operatorOf(operator: Operator, { desk = {}, ...said }: Profile): Operator {
  const { desk: usual } = operator
  return {
    ...operator,
    unit: said.unit ?? operator.unit,
    agency: said.agency ?? operator.agency,
    page: said.page ?? operator.page,
    dataContact: said.dataContact ?? operator.dataContact,
    desk: {
      name: desk.name ?? usual.name,
      phone: desk.phone ?? usual.phone,
      hours: desk.hours ?? usual.hours,
      address: desk.address ?? usual.address,
    },
  }
}

/** Hands out knowledge as each account's operator has it; made once for each account, what it says, and content. */
export function operatorViews(profiles: ReadonlyMap<string, Profile>) {
  const made = new WeakMap<Knowledge, Map<string, { profile: Profile; view: Knowledge }>>()
  return (knowledge: Knowledge, account: string): Knowledge => {
    const profile = profiles.get(account)
    if (!profile || Object.keys(profile).length === 0) return knowledge
    const views = made.get(knowledge) ?? new Map()
    made.set(knowledge, views)
    const known = views.get(account)
    if (known?.profile === profile) return known.view
    const view = seenBy(knowledge, operatorOf(knowledge.operator, profile))
    views.set(account, { profile, view })
    return view
  }
}
