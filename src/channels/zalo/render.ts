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
import { split } from '../common/split.ts'

/** Zalo's limits, each counted in characters (platform facts §2.2). Over them a call fails; nothing is cut. */
export const LIMITS = { text: 2_000, buttons: 5, title: 100, payload: 1_000 } as const

/**
 * The bodies for `POST /v3.0/oa/message/cs` that say this, in order: the picture, then the text. The choices stand
 * numbered under the text and up to five of them on buttons, after a number to call; links fill the buttons that are left, the others
 * are written out.
 */
export function render(reply: OutgoingReply, person: string, publicUrl: string): PlatformRequest[] {
  const choices = reply.choices.map(numbered)
  const callButtons = (reply.calls ?? []).flatMap(callButton)
  const room = LIMITS.buttons - callButtons.length
  const choiceButtons = tappable(choices, { payload: LIMITS.payload, room }).map(choiceButton)
  const links = reply.links.map(link => wholeLink(link, publicUrl))
  const linkButtons = links.filter(fitsButton).slice(0, room - choiceButtons.length)
  const written = links.filter(link => !linkButtons.includes(link))

  const body = paragraphs([progressLine(reply.progress), reply.text])
  const tail = paragraphs([
    writtenLinks(written),
    linesBelow(choices, reply.text),
    hint(choices.length, choiceButtons.length),
  ])
  const buttons = [...callButtons, ...choiceButtons, ...linkButtons.map(linkButton)]
  const texts = laidOut(body, tail, LIMITS.text)
  // Buttons cannot stand without a text.
  if (texts.length === 0 && buttons.length > 0) texts.push(links.map(link => link.title).join('\n'))

  const message = (content: object): PlatformRequest => ({ recipient: { user_id: person }, message: content })
  return [
    ...pictureContents(reply.picture, publicUrl).map(message),
    ...texts.map((text, index) => {
      const isLast = index === texts.length - 1
      return message(isLast && buttons.length > 0 ? { text, attachment: template({ buttons }) } : { text })
    }),
  ]
}

function choiceButton({ line, payload }: Numbered) {
  return { title: clipped(line, LIMITS.title), type: 'oa.query.hide', payload }
}

/** A number of this country, written as Zalo wants it: `842373000000`. Others stand in the text. */
function callButton({ title, phone }: NonNullable<OutgoingReply['calls']>[number]) {
  if (!/^\+84\d{9,10}$/.test(phone)) return []
  return [
    { title: clipped(title, LIMITS.title), type: 'oa.open.phone', payload: { phone_code: phone.slice(1) } },
  ]
}

function fitsButton(link: Link): boolean {
  return link.title !== '' && link.title.length <= LIMITS.title && isWebAddress(link.url)
}

function linkButton({ title, url }: Link) {
  return { title, type: 'oa.open.url', payload: { url } }
}

/** Zalo shows JPEG and PNG; anything else is named with its address. */
function pictureContents(picture: OutgoingReply['picture'], publicUrl: string): object[] {
  if (!picture) return []
  const url = `${publicUrl}/pictures/${picture.file}`
  const alt = split(picture.alt, LIMITS.text)
  if (!/\.(jpe?g|png)$/i.test(picture.file))
    return split(paragraphs([picture.alt, url], ':\n'), LIMITS.text).map(text => ({ text }))
  const attachment = template({ template_type: 'media', elements: [{ media_type: 'image', url }] })
  const [caption, ...more] = alt
  return [caption ? { text: caption, attachment } : { attachment }, ...more.map(text => ({ text }))]
}

function template(payload: object) {
  return { type: 'template', payload }
}
