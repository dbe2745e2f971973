import type { OutgoingReply, PlatformRequest } from '../channel.ts'
import {
  clipped,
  hint,
  isWebAddress,
  type Link,
  laidOut,
  linesBelow,
  type Numbered,
  numbered,
  paragraphs,
  progressLine,
  tappable,
  wholeLink,
  writtenLinks,
} from '../common/layout.ts'
import { OUR_METADATA } from './metadata.ts'

/** Messenger's limits, each counted in characters (platform facts §8.2). Over them a call fails, or titles are cut. */
export const LIMITS = {
  text: 2_000,
  quickReplies: 13,
  templateText: 640,
  buttons: 3,
  title: 20,
  payload: 1_000,
} as const

/**
 * The bodies for `POST /{PAGE_ID}/messages` that say this, in order: the picture, the text, and the sign of somebody
 * writing where an answer follows. A number to call has a button where the text is short enough for a template. The choices stand numbered under the text in any case. Where all choices and links
 * fit on the three buttons of a template, they stand there, since buttons stay on the screen; else choices are
 * quick replies, up to 13, which go with the next message, and links have the buttons if the text is short enough
 * for a template, or are written out.
 */
export function render(reply: OutgoingReply, person: string, publicUrl: string): PlatformRequest[] {
  const recipient = { id: person }
  const message = (content: object): PlatformRequest => ({
    recipient,
    messaging_type: 'RESPONSE',
    message: { ...content, metadata: OUR_METADATA },
  })
  return [
    ...(reply.takesBack ? [{ recipient, take_thread_control: true }] : []),
    ...pictureContents(reply.picture, publicUrl).map(message),
    ...textContents(reply, publicUrl).map(message),
    ...(reply.working ? [{ recipient, sender_action: 'typing_on' }] : []),
  ]
}

function textContents(reply: OutgoingReply, publicUrl: string): object[] {
  const choices = reply.choices.map(numbered)
  const links = reply.links.map(link => wholeLink(link, publicUrl))
  const said = paragraphs([progressLine(reply.progress), reply.text, captionOf(reply.picture)])
  const quick = tappable(choices, { payload: LIMITS.payload, room: LIMITS.quickReplies })
  const below = [linesBelow(choices, reply.text), hint(choices.length, quick.length)]
  const calls = (reply.calls ?? []).flatMap(callButton)
  const onButtons = links.length + calls.length <= LIMITS.buttons && links.every(fitsButton)

  const text = paragraphs([said, fullTitles(links), ...below])
  if (onButtons && text !== '' && text.length <= LIMITS.templateText) {
    const together =
      quick.length === choices.length && quick.length + links.length + calls.length <= LIMITS.buttons
    const buttons = [...calls, ...(together ? quick.map(choiceButton) : []), ...links.map(linkButton)]
    if (buttons.length > 0) return [{ ...template(text, buttons), ...(together ? {} : quickReplies(quick)) }]
  }
  const texts = laidOut(said, paragraphs([writtenLinks(links), ...below]), LIMITS.text)
  return texts.map((part, index) =>
    index === texts.length - 1 ? { text: part, ...quickReplies(quick) } : { text: part },
  )
}

function template(text: string, buttons: object[]) {
  return { attachment: { type: 'template', payload: { template_type: 'button', text, buttons } } }
}

function quickReplies(quick: Numbered[]) {
  if (quick.length === 0) return {}
  return { quick_replies: quick.map(choice => ({ content_type: 'text', ...titled(choice) })) }
}

function choiceButton(choice: Numbered) {
  return { type: 'postback', ...titled(choice) }
}

/** Meta dials only numbers that say their country; others stand in the text. */
function callButton({ title, phone }: NonNullable<OutgoingReply['calls']>[number]) {
  if (!/^\+\d{8,15}$/.test(phone)) return []
  return [{ type: 'phone_number', title: clipped(title, LIMITS.title), payload: phone }]
}

function titled({ line, payload }: Numbered) {
  return { title: clipped(line, LIMITS.title), payload }
}

function linkButton({ title, url }: Link) {
  return { type: 'web_url', title: clipped(title, LIMITS.title), url }
}

function fitsButton({ title, url }: Link): boolean {
  return title !== '' && isWebAddress(url) && URL.canParse(url)
}

/** What does not fit on its button stands whole above it; and a template needs some text. */
function fullTitles(links: Link[]): string {
  const long = links.filter(({ title }) => title.length > LIMITS.title)
  return long.map(({ title }) => title).join('\n')
}

function captionOf(picture: OutgoingReply['picture']): string {
  return picture && isShown(picture) && picture.alt.trim() !== '' ? `Hình: ${picture.alt}` : ''
}

/** A picture bears no words on Messenger, so they stand with the text; what cannot be shown is named with its address. */
function pictureContents(picture: OutgoingReply['picture'], publicUrl: string): object[] {
  if (!picture) return []
  const url = `${publicUrl}/pictures/${picture.file}`
  if (isShown(picture)) return [{ attachment: { type: 'image', payload: { url, is_reusable: true } } }]
  return laidOut(paragraphs([picture.alt, url], ':\n'), '', LIMITS.text).map(text => ({ text }))
}

function isShown({ file }: { file: string }): boolean {
  return /\.(jpe?g|png|gif)$/i.test(file)
}
