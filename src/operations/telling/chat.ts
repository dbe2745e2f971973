import type { Channel } from '../../channels/channel.ts'
import type { Notice, Told } from './notice.ts'

/** Writes into somebody's own chat with the bot, at once: who waits for a citizen's call waits behind nobody's messages. */
export async function tellInChat(
  { subject, text, brief }: Notice,
  channel: Channel | undefined,
  person: string,
): Promise<Told> {
  if (!channel) return { kind: 'never', reason: 'chat: its channel is off' }
  const plain = { choices: [], picture: null, links: [], progress: null, working: false, toStaff: true }
  const requests = channel.render({ ...plain, text: `${subject}\n\n${brief ?? text}` }, person)
  if (requests.length === 0) return { kind: 'never', reason: 'chat: this channel writes to nobody first' }
  for (const request of requests) {
    const sent = await channel.send(request)
    if (sent.kind === 'sent') continue
    // What may or may not have come through is told again: twice is a nuisance, never is a citizen who waits in vain.
    return { kind: sent.kind === 'dropped' ? 'never' : 'later', reason: `chat: ${sent.reason}` }
  }
  return { kind: 'told' }
}
