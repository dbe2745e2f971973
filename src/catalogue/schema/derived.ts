import { z } from 'zod'
import { Id, Text } from './common.ts'

/**
 * content/language/derived.yaml: what a guide says that was derived from a procedure's data (catalogue/derive.ts).
 * Each text may hold the placeholders named in DERIVED_PLACEHOLDERS, and those of every step.
 */
export const DerivedTexts = z.strictObject({
  title: Text,
  summary: Text,
  case: z.strictObject({ ask: Text, note: Text }),
  papers: z.strictObject({
    prepare: Text,
    originals: Text,
    copies: Text,
    both: Text,
    notNeeded: Text,
  }),
  typed: z.strictObject({ tell: Text, line: Text }),
  /** What the guide `nop-ho-so` can end in, and what is said then. */
  submitted: z
    .record(Id, Text)
    .refine(outcomes => Object.keys(outcomes).length > 0, 'cần ít nhất một kết quả'),
  /** For what only the official list has; `result` stands where a procedure's result would. */
  listed: z.strictObject({
    title: Text,
    summary: Text,
    look: Text,
    lookTitle: Text,
    result: Text,
    source: Text,
  }),
  /** Where nothing can be handed in online. */
  direct: z.strictObject({ tell: Text, finish: Text }),
  /** Where somebody else hands the papers in. */
  handedOver: Text,
})

export type DerivedTexts = z.infer<typeof DerivedTexts>

/** Placeholders that are filled while deriving, by the text that may hold them. */
export const DERIVED_PLACEHOLDERS = {
  title: ['ten'],
  summary: ['ten', 'ket-qua'],
  'case.ask': ['ten'],
  'case.note': ['truong-hop', 'luu-y'],
  'papers.prepare': ['ten'],
  'papers.originals': ['ban-chinh'],
  'papers.copies': ['ban-sao'],
  'papers.both': ['ban-chinh', 'ban-sao'],
  'papers.notNeeded': ['khi'],
  'typed.tell': ['danh-sach'],
  'typed.line': ['muc'],
  submitted: ['ten', 'ket-qua'],
  'direct.tell': ['ten', 'ket-qua'],
  'direct.finish': ['ten', 'ket-qua'],
  handedOver: ['ten', 'ket-qua'],
} as const satisfies { [text: string]: readonly string[] }
