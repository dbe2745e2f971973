import { z } from 'zod'
import { Day, Id, ProcedureCode, Text } from './common.ts'

const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'phải là giờ dạng 07:30 (để trong dấu nháy)')

/** Degrees in WGS 84, as phones and maps give them. */
export const Coordinates = z.strictObject({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
})

/** A place where a citizen is served. */
export const Office = z.strictObject({
  id: Id,
  name: Text,
  /** What people still call it: "UBND xã Minh Sơn". */
  formerly: z.array(Text).default([]),
  kind: z.enum(['trung-tam', 'cong-an', 'khac']),
  /** The unit that it belongs to, as units.yaml and operator.yaml name it; one house may serve several. */
  unit: Text,
  address: Text,
  phone: z.string().optional(),
  /** Where it stands, so that the nearest one can be found for somebody who sends a location. */
  coordinates: Coordinates.optional(),
  /** 1 is Monday, 7 is Sunday. */
  hours: z
    .array(z.strictObject({ days: z.array(z.int().min(1).max(7)).min(1), from: Clock, to: Clock }))
    .min(1),
  /** Fields or procedure codes served here. */
  tasks: z.array(Text).default([]),
  /** Procedures of these fields that are not done here all the same. */
  notHere: z.array(ProcedureCode).default([]),
  /** Days on which it is closed, both included, and why. */
  closed: z.array(z.strictObject({ from: Day, until: Day.optional(), why: Text })).default([]),
  /** What else somebody should know before going there. */
  note: Text.optional(),
  phrasings: z.array(Text).default([]),
})
export const Offices = z.array(Office)

export type Coordinates = z.infer<typeof Coordinates>
export type Office = z.infer<typeof Office>
