import { z } from 'zod'
import { Id, Link, ProcedureCode, Source, Text } from './common.ts'

/** A question or worry, with its answer; not a walk. */
export const Faq = z.strictObject({
  id: Id,
  /** The question as a citizen would put it. */
  title: Text,
  answer: Text,
  phrasings: z.array(Text).min(3, 'cần ít nhất 3 cách hỏi'),
  link: Link.optional(),
  /** Where to go from here. */
  leadsTo: z.strictObject({ guide: Id.optional(), procedure: ProcedureCode.optional() }).optional(),
  source: Source,
})

export type Faq = z.infer<typeof Faq>
