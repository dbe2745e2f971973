import { z } from 'zod'
import { Id, ProcedureCode, Text } from './common.ts'

/** The field of an entry that takes in whatever no other entry names. */
export const REST = '*'

/**
 * content/language/groups.yaml: the menu's groups in the order in which people look for them, each with the official
 * fields that belong to it, and with what is asked most, to stand `first`. The last one takes the rest.
 */
export const Groups = z
  .array(
    z.strictObject({
      id: Id,
      title: Text,
      fields: z.array(Text).min(1),
      first: z.array(ProcedureCode).default([]),
    }),
  )
  .min(1)
  .refine(
    groups => groups.at(-1)?.fields.includes(REST),
    `nhóm cuối phải có "${REST}" để nhận các lĩnh vực còn lại`,
  )

export type Groups = z.infer<typeof Groups>
