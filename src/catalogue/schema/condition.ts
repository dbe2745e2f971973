import { z } from 'zod'
import { inVietnamese, passOn } from './issues.ts'

/**
 * When a step, or an item of a checklist, holds. Nothing but equals, one-of, not, all, any (design §4):
 * whatever needs more than that belongs into code with a name.
 *
 * `subject` is an earlier `ask`, `enter` or `use` step of the same guide (its answer or outcome), `biet.NAME`
 * (a fact that the person agreed to keep), or `bot.NAME` (an ability of this installation).
 */
export type Condition =
  | { kind: 'is'; subject: string; values: string[] }
  | { kind: 'not'; of: Condition }
  | { kind: 'all' | 'any'; of: Condition[] }

/** Facts that a person may agree to keep, and what they can be. */
export const FACTS = { 'biet.tai-khoan': ['co'] } as const
/** Abilities of an installation: `bot.tra-cuu` is `co` where a look-up of dossiers is configured. */
export const ABILITIES = { 'bot.tra-cuu': ['co', 'khong'] } as const

/** What an author writes: `{ sim: co }`, `{ sim: [co, khong-ro] }`, `{ not: … }`, `{ all: […] }`, `{ any: […] }`. */
export type WrittenCondition = { [subject: string]: unknown }

const value = z.union([z.string(), z.array(z.string()).min(1)])
const subject = /^(biet\.|bot\.)?[a-z0-9]+(-[a-z0-9]+)*$/

/** Reads an author's condition; several keys in one mapping all have to hold. */
export const Condition: z.ZodType<Condition, WrittenCondition> = z.lazy(() =>
  z.record(z.string(), z.unknown()).transform((written, context): Condition => {
    const parts = Object.entries(written).map(([key, of]) => read(key, of, context))
    const good = parts.filter(part => part !== null)
    if (good.length === 0 && parts.length === 0) context.addIssue('điều kiện trống')
    const [only] = good
    return good.length === 1 && only ? only : { kind: 'all', of: good }
  }),
)

function read(key: string, of: unknown, context: z.RefinementCtx): Condition | null {
  if (key === 'not') return nested(Condition, of, key, context, inner => ({ kind: 'not', of: inner }))
  if (key === 'all' || key === 'any')
    return nested(z.array(Condition).min(1), of, key, context, inner => ({ kind: key, of: inner }))
  if (!subject.test(key)) {
    context.addIssue({
      code: 'custom',
      path: [key],
      message: `"${key}" không phải tên bước, biet.… hay bot.…`,
    })
    return null
  }
  return nested(value, of, key, context, inner => ({ kind: 'is', subject: key, values: [inner].flat() }))
}

function nested<T>(
  schema: z.ZodType<T>,
  of: unknown,
  key: string,
  context: z.RefinementCtx,
  make: (inner: T) => Condition,
): Condition | null {
  const result = schema.safeParse(of, { error: inVietnamese })
  if (result.success) return make(result.data)
  passOn(result.error, context, [key])
  return null
}
