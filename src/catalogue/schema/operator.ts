import { z } from 'zod'
import { Address, Id, Text } from './common.ts'
import { Office } from './office.ts'

/** People of the staff who answer in the chat itself, and when. */
export const Duty = z.strictObject({
  id: Id,
  /** What they are called among themselves. */
  name: Text,
  /** The unit whose citizens they answer, where the house serves several; left out: everybody's. */
  unit: Text.optional(),
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
  /** Days that all else is kept; docs/du-lieu.md says what each is for. */
  keep: z
    .strictObject({
      /** Requests that a platform took: to see what became of a reply that somebody asks about. */
      sentDays: z.int().min(1).max(30).default(2),
      /** Requests that were given up. */
      unsentDays: z.int().min(1).max(90).default(30),
      /** Hashes of message ids, by which a second delivery is known. */
      receivedDays: z.int().min(7).max(90).default(30),
      /** Figures, of nobody in particular. */
      figureDays: z.int().min(31).max(3650).default(1095),
      /** What staff did, and who was handed over to them. */
      auditDays: z.int().min(90).max(3650).default(730),
      /** The log of what was removed. */
      removalDays: z.int().min(365).max(3650).default(1095),
    })
    .prefault({}),
})

export type Duty = z.infer<typeof Duty>
export type Operator = z.infer<typeof Operator>
