import { z } from 'zod'
import type { Coordinates } from '../channel.ts'

/**
 * Where a `user_send_location` is, or null where that cannot be read. Sources disagree on the shape, so both are
 * taken: `attachments[].payload.coordinates` and `location`, with degrees as strings or as numbers.
 */
export function readPlace(message: unknown): Coordinates | null {
  const { location, attachments = [] } = Holder.safeParse(message).data ?? {}
  const attached = attachments.map(one => Attachment.safeParse(one).data?.payload.coordinates)
  const readable = [...attached, location].flatMap(found => Place.safeParse(found).data ?? [])
  return readable[0] ?? null
}

const Holder = z.looseObject({
  location: z.unknown().optional(),
  attachments: z.array(z.unknown()).optional().catch([]),
})
const Attachment = z.looseObject({ payload: z.looseObject({ coordinates: z.unknown() }) })

const degrees = (most: number) =>
  z
    .union([
      z.number(),
      z
        .string()
        .regex(/^\s*[+-]?\d{1,3}(\.\d{1,20})?\s*$/)
        .transform(Number),
    ])
    .pipe(z.number().min(-most).max(most))
const Place = z.object({ latitude: degrees(90), longitude: degrees(180) })
