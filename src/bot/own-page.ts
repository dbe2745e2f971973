import type { Channel, OutgoingReply } from '../channels/channel.ts'
import { OWN_DATA_IN_CHAT, OWN_DATA_PAGE } from '../guidance/own-data/own-data.ts'

/** Where whoever writes on this channel can read all that is kept of them; null where no page can be opened. */
export function ownPageOf(channel: Channel | undefined): string | null {
  if (channel?.kind === 'web' || channel?.kind === 'web-practice') return OWN_DATA_IN_CHAT
  return channel?.reachesPages ? OWN_DATA_PAGE : null
}

/**
 * The links as they are sent: the page of one's own data has an address that opens for this conversation alone. The
 * transcript never holds it.
 */
export function withSealed(
  links: OutgoingReply['links'],
  conversation: string,
  seal: ((conversation: string) => string) | undefined,
): OutgoingReply['links'] {
  return links.map(link => (link.url === OWN_DATA_PAGE && seal ? { ...link, url: seal(conversation) } : link))
}
