import { z } from 'zod'
import { Id, Text } from './common.ts'

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
  kind: z.enum(['trung-tam', 'cong-an', 'khac']),
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
  phrasings: z.array(Text).default([]),
})
export const Offices = z.array(Office)

export type Coordinates = z.infer<typeof Coordinates>
export type Office = z.infer<typeof Office>
