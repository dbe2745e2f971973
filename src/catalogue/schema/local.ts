import { z } from 'zod'
import { Day, Id, ProcedureCode, Source, Text } from './common.ts'

/** The days on which something holds, both included; open where missing. */
const days = { from: Day.optional(), until: Day.optional() }

/** A fee that holds here only. `amount` is in đồng, `per` says for what. */
const LocalFee = z
  .strictObject({
    channel: z.enum(['online', 'direct', 'post', 'any']).default('any'),
    amount: z.int().min(0),
    per: Text.optional(),
    note: Text.optional(),
    ...days,
  })
  .refine(fee => fee.amount === 0 || fee.per !== undefined, {
    message: 'phí phải nói tính theo gì (per: lần, bản, hồ sơ…)',
    path: ['per'],
  })

const LocalRule = z.strictObject({
  procedures: z.array(ProcedureCode).min(1),
  fees: z.array(LocalFee).default([]),
  /** How much less is paid when handing in over the net, in percent of the fee. */
  onlineDiscount: z.strictObject({ percent: z.int().min(1).max(100), ...days }).optional(),
  /** May it still be handed in on paper here, for whom, as known on that day. */
  paper: z.strictObject({ allowed: z.boolean(), note: Text, date: Day }).optional(),
  /** Whom to call about these procedures. */
  phone: Text.optional(),
  note: Text.optional(),
  ...days,
})

/**
 * content/local/*.yaml: what holds in one province or one unit only, on top of the national facts. It lies apart from
 * the procedures, so that an import of these never touches it.
 */
export const LocalFile = z
  .strictObject({
    id: Id,
    /** True where it only shows how to write one; never shown to citizens of a real operator. */
    example: z.boolean().default(false),
    unit: Id.optional(),
    province: Id.optional(),
    /** The decision of the provincial people's council that it stands in. */
    resolution: z.strictObject({ number: Text, date: Day }).optional(),
    source: Source,
    rules: z.array(LocalRule).min(1),
  })
  .refine(file => (file.unit === undefined) !== (file.province === undefined), {
    message: 'ghi một trong hai: unit (xã, phường) hoặc province (tỉnh, thành phố)',
    path: ['province'],
  })

export type LocalFile = z.infer<typeof LocalFile>
export type LocalFee = z.infer<typeof LocalFee>
