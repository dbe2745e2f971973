import type { OutgoingReply, PlatformRequest } from '../channel.ts'
import {
  hint,
  type Link,
  laidOut,
  linesBelow,
  numbered,
  paragraphs,
  progressLine,
  wholeLink,
  writtenLinks,
} from '../common/layout.ts'
import { split } from '../common/split.ts'
import type { BotRequest } from './request.ts'

/** Zalo's limits for a text and for the words under a picture, in characters (platform facts §5). Over them a call fails. */
export const LIMITS = { text: 2_000, caption: 2_000 } as const

/**
 * The calls that say this, in order: the picture, the text, and the sign of somebody writing where an answer follows.
 * Nothing can be tapped on this platform: choices stand numbered in the text, links with their addresses. Text is sent
 * plain, so that no sign in it is read as markup.
 */
export function render(reply: OutgoingReply, person: string, publicUrl: string): PlatformRequest[] {
  const chat_id = person
  const links = reply.links.map(link => readable(wholeLink(link, publicUrl)))
  const body = paragraphs([progressLine(reply.progress), reply.text])
  const tail = paragraphs([
    writtenLinks(links),
    linesBelow(reply.choices.map(numbered), reply.text),
    hint(reply.choices.length, 0),
  ])
  const say = (text: string): BotRequest => ({
    method: 'sendMessage',
    body: { chat_id, text },
    ...(reply.toStaff && { toStaff: true }),
  })
  const texts = laidOut(body, tail, LIMITS.text).map(say)
  const requests: BotRequest[] = [
    ...pictureRequests(reply.picture, chat_id, publicUrl, say),
    ...texts,
    ...(reply.working ? [typing(chat_id)] : []),
  ]
  return requests
}

function typing(chat_id: string): BotRequest {
  return { method: 'sendChatAction', body: { chat_id, action: 'typing' } }
}

/** A number to call is read, not opened. */
function readable({ title, url }: Link): Link {
  return { title, url: url.replace(/^tel:/, '') }
}

/** Zalo fetches JPEG and PNG over https; anything else is named with its address. */
function pictureRequests(
  picture: OutgoingReply['picture'],
  chat_id: string,
  publicUrl: string,
  say: (text: string) => BotRequest,
): BotRequest[] {
  if (!picture) return []
  const photo = `${publicUrl}/pictures/${picture.file}`
  if (!/^https:.+\.(jpe?g|png)$/i.test(photo))
    return split(paragraphs([picture.alt, photo], ':\n'), LIMITS.text).map(say)
  const [caption, ...more] = split(picture.alt, LIMITS.caption)
  return [{ method: 'sendPhoto', body: { chat_id, photo, ...(caption && { caption }) } }, ...more.map(say)]
}
