import { z } from 'zod'
import { Id, Link, Picture, ProcedureCode, Source, Text } from './common.ts'
import { Condition } from './condition.ts'
import { inVietnamese, passOn } from './issues.ts'

/** A known reason why people get stuck at a step, and what helps. */
export const Obstacle = z.strictObject({
  id: Id,
  label: Text,
  /** How else people tell of it. */
  also: z.array(Text).default([]),
  help: Text,
  link: Link.optional(),
})

/** What a typed answer is read as; each has a reader in understanding/screen/values.ts. */
export const EnterKind = z.enum(['ma-ho-so', 'trang-thai', 'ngay', 'so'])

/** One paper of a checklist. */
export const Item = z.strictObject({
  id: Id,
  label: Text,
  note: Text.optional(),
  when: Condition.optional(),
})

/** An option is its label, or its label with more about it. */
const Option = z.union([
  Text.transform(label => ({ label, also: [] as string[], procedures: [] as string[] })),
  z.strictObject({
    label: Text,
    /** Other words for it. */
    also: z.array(Text).default([]),
    /** Whoever comes from the card of one of these procedures has chosen this option with it, and is not asked. */
    procedures: z.array(ProcedureCode).default([]),
  }),
])

const common = {
  id: Id,
  /** A few words for "xem hết các bước"; the first sentence of the text where it is missing. */
  title: Text.optional(),
  when: Condition.optional(),
  /** Raise it when a change of the text makes earlier answers worthless. */
  revision: z.int().min(1).default(1),
  picture: Picture.optional(),
  link: Link.optional(),
  /** The person leaves for the portal here: silence afterwards is not a drop-off. */
  outside: z.boolean().default(false),
  /** May be passed with "bỏ qua". */
  skippable: z.boolean().default(false),
  obstacles: z.array(Obstacle).default([]),
}

const Tell = z
  .strictObject({ ...common, tell: Text })
  .transform(({ tell, ...step }) => ({ ...step, kind: 'tell' as const, text: tell }))
const Do = z
  .strictObject({ ...common, do: Text })
  .transform(({ do: text, ...step }) => ({ ...step, kind: 'do' as const, text }))
const Ask = z
  .strictObject({
    ...common,
    ask: Text,
    options: z
      .record(Id, Option)
      .refine(options => Object.keys(options).length > 1, 'cần ít nhất hai lựa chọn'),
    /** The person's yes to keeping a fact: answering `on` keeps `fact` as `value` until erased. */
    remembers: z.strictObject({ on: Id, fact: z.enum(['biet.tai-khoan']), value: Id }).optional(),
  })
  .transform(({ ask, ...step }) => ({ ...step, kind: 'ask' as const, text: ask }))
const Enter = z
  /** `keeps`: a dossier code given here is kept, as the step says so and giving it is the person's yes. */
  .strictObject({ ...common, enter: Text, as: EnterKind, keeps: z.boolean().default(false) })
  .transform(({ enter, ...step }) => ({ ...step, kind: 'enter' as const, text: enter }))
const Prepare = z
  .strictObject({ ...common, prepare: Text, items: z.array(Item).min(1) })
  .transform(({ prepare, ...step }) => ({ ...step, kind: 'prepare' as const, text: prepare }))
const Use = z
  .strictObject({ id: Id, title: Text.optional(), when: Condition.optional(), use: Id })
  .transform(({ use, ...step }) => ({ ...step, kind: 'use' as const, guide: use }))
const Finish = z
  .strictObject({
    id: Id,
    when: Condition.optional(),
    finish: Id,
    text: Text.optional(),
    link: Link.optional(),
  })
  .transform(({ finish, ...step }) => ({ ...step, kind: 'finish' as const, outcome: finish }))

/** The seven kinds of step, each by the key that names it. */
export const STEP_KINDS = {
  tell: Tell,
  do: Do,
  ask: Ask,
  enter: Enter,
  prepare: Prepare,
  use: Use,
  finish: Finish,
}

/** Reads a step by the one key that names its kind, so that a fault speaks of that kind alone. */
export const Step: z.ZodType<StepShape, unknown> = z.unknown().transform((written, context): StepShape => {
  const keys = written && typeof written === 'object' ? Object.keys(written) : []
  const kinds = keys.filter((key): key is keyof typeof STEP_KINDS => Object.hasOwn(STEP_KINDS, key))
  const [kind] = kinds
  if (!kind || kinds.length !== 1) {
    context.addIssue(`mỗi bước cần đúng một trong: ${Object.keys(STEP_KINDS).join(', ')}`)
    return z.NEVER
  }
  const result = (STEP_KINDS[kind] as z.ZodType<StepShape>).safeParse(written, { error: inVietnamese })
  if (result.success) return result.data
  passOn(result.error, context)
  return z.NEVER
})

type StepShape =
  | z.infer<typeof Tell>
  | z.infer<typeof Do>
  | z.infer<typeof Ask>
  | z.infer<typeof Enter>
  | z.infer<typeof Prepare>
  | z.infer<typeof Use>
  | z.infer<typeof Finish>

export const Guide = z.strictObject({
  id: Id,
  title: Text,
  /** One line that says what the person will have at the end. */
  summary: Text,
  /** How people ask for it. */
  phrasings: z.array(Text).default([]),
  /** Whether the menu shows it; one that only other answers lead to does not stand there. */
  listed: z.boolean().default(true),
  steps: z.array(Step).min(1),
  source: Source,
})

export type Step = StepShape
export type StepOf<Kind extends Step['kind']> = Extract<Step, { kind: Kind }>
export type Obstacle = z.infer<typeof Obstacle>
export type Item = z.infer<typeof Item>
export type EnterKind = z.infer<typeof EnterKind>
export type Guide = z.infer<typeof Guide>
