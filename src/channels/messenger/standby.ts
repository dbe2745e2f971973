import type { Arrival, Media } from '../channel.ts'
import type { ReadEvent } from './events.ts'

/**
 * An event of `standby`: staff (or another app) hold the conversation, and Meta lets nobody else answer. What the
 * person says is kept and not answered; that they came by a link counts all the same.
 */
export function overheard(event: ReadEvent): ReadEvent[] {
  if (event.kind !== 'arrival') return [event]
  const { arrival } = event
  const { what } = arrival
  const heard = (text: string | null, media: Media | null = null): ReadEvent => ({
    kind: 'arrival',
    arrival: { ...arrival, what: { kind: 'overheard', text, media } },
  })
  switch (what.kind) {
    case 'text':
      return [heard(what.text)]
    case 'tap':
      return [heard(what.title)]
    case 'media':
      return [heard(what.text, what.media)]
    case 'arrived':
      return what.link === null ? [heard(null)] : [heard(null), counted(arrival)]
    default:
      return [event]
  }
}

/** The second arrival of one event needs an id of its own. */
function counted(arrival: Arrival): ReadEvent {
  return { kind: 'arrival', arrival: { ...arrival, messageId: `${arrival.messageId}:link` } }
}
