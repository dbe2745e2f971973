import { z } from 'zod'
import { Day } from './common.ts'

/**
 * A code as official lists have it: `1.001193`, of a province's own copy `1.012753.H19`, and now and then one with
 * a digit too many. The portal's page of a procedure is found by it as it stands.
 */
export const ListedCode = z.string().regex(/^[1-9]\.\d{6,9}(\.[0-9A-Z]+)*$/)

/** Who decides: the commune, the province, a ministry. */
export const Level = z.enum(['xa', 'tinh', 'bo'])

/** A procedure of which only the official list is known. Null is what the list does not state. */
export const ListedProcedure = z.strictObject({
  code: ListedCode,
  /** What the portal calls it; up to 1,200 characters. */
  name: z.string().min(1),
  field: z.string().nullable(),
  level: Level.nullable(),
  agency: z.string().nullable(),
  /** By which channels it can be handed in. */
  online: z.boolean().nullable(),
  postal: z.boolean().nullable(),
  direct: z.boolean().nullable(),
  decision: z.string().nullable(),
})

/** A code that an earlier list had, with its name of then. */
export const Vanished = z.strictObject({ code: ListedCode, name: z.string().min(1) })

/** What `npm run catalogue:import` keeps under DATA_DIR, as JSON. `date` is the day as of which the list holds. */
export const ImportedList = z.strictObject({
  format: z.literal(1),
  date: Day,
  procedures: z.array(ListedProcedure),
  vanished: z.array(Vanished),
})

export type Level = z.infer<typeof Level>
export type ListedProcedure = z.infer<typeof ListedProcedure>
export type Vanished = z.infer<typeof Vanished>
export type ImportedList = z.infer<typeof ImportedList>
