import { z } from 'zod'

const Notify = z.object({
  kind: z.literal('notify'),
  handOff: z.string(),
  duties: z.array(z.string()),
  mail: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
})
/** The payload of a job of this kind (guidance/outcome.ts). */
export type Notify = z.infer<typeof Notify>

/** What the engine wrote of a job (guidance/outcome.ts), as this version knows it. */
export const Payload = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('lookup'), code: z.string() }),
  Notify,
  z.object({ kind: z.literal('leave-check') }),
  z.object({ kind: z.literal('staff-wait') }),
  z.object({ kind: z.literal('staff-quiet') }),
  z.object({ kind: z.literal('remind') }),
  z.object({ kind: z.literal('nudge') }),
  z.object({ kind: z.literal('calm') }),
])
