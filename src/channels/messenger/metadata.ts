import type { PlatformRequest } from '../channel.ts'

/** Stands on every message that the bot sends and comes back in its echo, so that nobody takes it for staff's. */
export const OUR_METADATA = 'dan-loi'

/** The same request with this mark behind our metadata, if it is a message. */
export function marked(request: PlatformRequest, mark: string | undefined): PlatformRequest {
  const { message } = request
  if (mark === undefined || typeof message !== 'object' || message === null) return request
  return { ...request, message: { ...message, metadata: `${OUR_METADATA}:${mark}` } }
}

/** The mark in the metadata of an echo; null where it bears none, undefined where it is not ours. */
export function markIn(metadata: string | null | undefined): string | null | undefined {
  if (metadata === OUR_METADATA) return null
  const start = `${OUR_METADATA}:`
  return metadata?.startsWith(start) ? metadata.slice(start.length) : undefined
}
