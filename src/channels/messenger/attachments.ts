import { z } from 'zod'
import type { Arrival, Media } from '../channel.ts'

type SentMedia = Extract<Arrival['what'], { kind: 'media' }>

/**
 * What attachments are, by the first of them: several photos at once are answered once. Files are never fetched.
 * Stickers came as images with a `sticker_id` until August 2026 and since then as a type of their own; both are read.
 */
export function mediaOf(attachments: readonly unknown[], text: string | null): SentMedia {
  const { type, payload } = Attachment.safeParse(attachments[0]).data ?? { type: '', payload: null }
  if (payload?.sticker_id != null) return { kind: 'media', media: 'sticker', text }
  const media = MEDIA.get(type) ?? 'other'
  if (media !== 'location') return { kind: 'media', media, text }
  const place = Place.safeParse(payload?.coordinates).data
  return {
    kind: 'media',
    media,
    text: null,
    at: place ? { latitude: place.lat, longitude: place.long } : null,
  }
}

const MEDIA = new Map<string, Media>([
  ['image', 'image'],
  ['audio', 'voice'],
  ['video', 'video'],
  ['file', 'file'],
  ['sticker', 'sticker'],
  ['location', 'location'],
  ['fallback', 'link'],
  ['reel', 'link'],
  ['ig_reel', 'link'],
  ['post', 'link'],
  ['ig_post', 'link'],
])

const Attachment = z.looseObject({
  type: z.string(),
  payload: z
    .looseObject({ sticker_id: z.unknown().optional(), coordinates: z.unknown().optional() })
    .nullish()
    .catch(null),
})
const Place = z.object({ lat: z.number().min(-90).max(90), long: z.number().min(-180).max(180) })
