import { z } from 'zod'
import { Address, Id, Text } from './common.ts'
import { Office } from './office.ts'

/** People of the staff who answer in the chat itself, and when. */
export const Duty = z.strictObject({
  id: Id,
  /** What they are called among themselves. */
  name: Text,
  hours: Office.shape.hours,
  /** Days on which nobody of them is there. */
  closed: Office.shape.closed,
  /** Who is told by e-mail; those who are told in their chat with the bot enrol there by a code. */
  mail: z.array(z.email('phải là địa chỉ thư điện tử')).default([]),
})

/** Whose bot this is. A real channel starts only when `example` is gone. */
export const Operator = z.strictObject({
  /** True while this is the example that comes with the project. */
  example: z.boolean().default(false),
  agency: Text,
  unit: Text,
  /** The desk that a citizen can call, and when. */
  desk: z.strictObject({ name: Text, phone: Text, hours: Text, address: Text }),
  /** Who takes over a conversation when a citizen wants a person. Nobody: they are given the desk to call. */
  duty: z.array(Duty).default([]),
  /** The agency's own page, which says that this bot is its. */
  page: Address,
  /** Who answers for personal data. */
  dataContact: Text,
  /** Days that a transcript is kept. */
  keepDays: z.int().min(1).max(365).default(90),
})

export type Duty = z.infer<typeof Duty>
export type Operator = z.infer<typeof Operator>
