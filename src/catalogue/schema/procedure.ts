import { z } from 'zod'
import { Day, Id, Link, ProcedureCode, Text } from './common.ts'

/** One paper of a dossier. */
const Paper = z.strictObject({
  id: Id,
  name: Text,
  originals: z.int().min(0).default(0),
  copies: z.int().min(0).default(0),
  /** The cases that need it; all of them where it is missing. */
  cases: z.array(Id).default([]),
  /** When it need not be handed in because the state has it already. */
  notNeededWhen: Text.optional(),
  note: Text.optional(),
})

/** A situation that changes what has to be handed in. */
const Case = z.strictObject({
  id: Id,
  label: Text,
  note: Text.optional(),
  /** The papers are given to somebody who hands them in, an employer or a unit; the note says to whom. */
  handedOver: z.boolean().default(false),
})

/**
 * A fee. `amount` is in đồng and `per` says for what; `province` means that the provincial people's council
 * decides, `elsewhere` that another document does, which the note names. The portal shows both as "0 đồng" with a note.
 */
const Fee = z
  .strictObject({
    channel: z.enum(['online', 'direct', 'post', 'any']).default('any'),
    amount: z.union([z.int().min(0), z.enum(['province', 'elsewhere'])]),
    per: Text.optional(),
    note: Text.optional(),
    /** The days on which it holds; open where missing. */
    from: Day.optional(),
    until: Day.optional(),
  })
  .refine(fee => typeof fee.amount === 'string' || fee.amount === 0 || fee.per !== undefined, {
    message: 'phí phải nói tính theo gì (per: lần, trang, bản, người…)',
    path: ['per'],
  })
  .refine(fee => fee.amount !== 'elsewhere' || fee.note !== undefined, {
    message: 'phí ghi elsewhere thì note phải nói văn bản nào quy định',
    path: ['note'],
  })

export const Procedure = z.strictObject({
  code: ProcedureCode,
  /** What people call it. */
  name: Text,
  /** What the portal calls it. */
  official: Text,
  field: Text,
  /** What it is for, in one line. */
  purpose: Text,
  who: Text,
  /** The guide that leads through it; one is derived from this entry where missing. */
  guide: Id.optional(),
  cases: z.array(Case).default([]),
  papers: z.array(Paper).min(1),
  /** Empty where the portal leaves its fee field blank: that is not "free". */
  fees: z.array(Fee),
  time: Text,
  /** Who receives and decides. */
  where: Text,
  online: z.strictObject({
    /** Nghị định 42/2022: toàn trình needs no presence at all, một phần needs it at some step. */
    level: z.enum(['toan-trinh', 'mot-phan', 'khong']),
    channels: z.array(z.enum(['portal', 'vneid'])).default(['portal']),
    note: Text.optional(),
  }),
  /** May it still be handed in on paper, for whom, as known on that day. */
  paper: z.strictObject({ allowed: z.boolean(), note: Text, date: Day }),
  result: z.strictObject({ what: Text, how: Text.optional() }),
  /** What has to be typed into the form and should lie ready. */
  typed: z.array(Text).default([]),
  deadline: Text.optional(),
  mistakes: z.array(Text).default([]),
  related: z.array(ProcedureCode).default([]),
  /** Codes that the portal has given up in favour of this one. */
  replaces: z.array(ProcedureCode).default([]),
  phrasings: z.array(Text).min(8, 'cần ít nhất 8 cách nói của người dân'),
  legal: z.array(Text).min(1),
  link: Link.optional(),
  source: z.strictObject({ decision: Text, date: Day }),
})

export type Procedure = z.infer<typeof Procedure>
export type Paper = Procedure['papers'][number]
export type Fee = Procedure['fees'][number]
