import { z } from 'zod'
import type { Echo, PlatformRequest } from '../channel.ts'

/**
 * Whether Zalo's event `oa_send_…` is the echo of that request. It bears no mark: the words must be the same, and of
 * what has none it must be a picture or a template.
 */
export function isEchoOf(request: PlatformRequest, { text }: Echo): boolean {
  const message = Sent.safeParse(request).data?.message
  if (!message) return false
  return text === null ? message.attachment !== undefined : plain(message.text ?? '') === plain(text)
}

const Sent = z.looseObject({
  message: z.looseObject({ text: z.string().optional(), attachment: z.unknown().optional() }),
})

/** The same letters can be written in two ways, and spaces at line ends get lost. */
function plain(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim()
}
