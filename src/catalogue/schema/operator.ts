import { z } from 'zod'
import { Address, Text } from './common.ts'

/** Whose bot this is. A real channel starts only when `example` is gone. */
export const Operator = z.strictObject({
  /** True while this is the example that comes with the project. */
  example: z.boolean().default(false),
  agency: Text,
  unit: Text,
  /** The desk that a citizen can call, and when. */
  desk: z.strictObject({ name: Text, phone: Text, hours: Text, address: Text }),
  /** The agency's own page, which says that this bot is its. */
  page: Address,
  /** Who answers for personal data. */
  dataContact: Text,
  /** Days that a transcript is kept. */
  keepDays: z.int().min(1).max(365).default(90),
})

export type Operator = z.infer<typeof Operator>
