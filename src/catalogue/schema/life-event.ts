import { z } from 'zod'
import { Id, ProcedureCode, Source, Text } from './common.ts'

/** One thing to do when something happens: a procedure, a guide, or a question that is worth reading then. */
const LifeEventTask = z
  .strictObject({
    procedure: ProcedureCode.optional(),
    guide: Id.optional(),
    faq: Id.optional(),
    /** A few words on when it is needed, small letters first and no full stop: "khi xe có giấy mua bán". */
    note: Text,
    /** False where the procedure's own deadline speaks of another case than this one. */
    deadline: z.boolean().default(true),
    /** The procedures that make this one needless: birth registered jointly leaves no permanent residence to be registered. */
    settledBy: z.array(ProcedureCode).default([]),
  })
  .refine(({ procedure, guide, faq }) => [procedure, guide, faq].filter(Boolean).length === 1, {
    message: 'mỗi việc ghi đúng một trong ba: procedure, guide hoặc faq',
  })

/** Something that happens in a family, and all that has to be done then, in the order in which it is done. */
export const LifeEvent = z.strictObject({
  id: Id,
  /** What happened, as people would say it. */
  title: Text,
  /** What the list is good for, in one line. */
  summary: Text,
  phrasings: z.array(Text).min(10, 'cần ít nhất 10 cách nói của người dân'),
  // Nine with their notes still fit one message of every channel.
  tasks: z.array(LifeEventTask).min(2, 'cần ít nhất 2 việc').max(9, 'nhiều nhất 9 việc'),
  source: Source,
})

export type LifeEvent = z.infer<typeof LifeEvent>
export type LifeEventTask = LifeEvent['tasks'][number]
