import type { OutgoingReply, PlatformRequest } from '../channel.ts'
import { split } from '../common/split.ts'

/** Zalo's limits, each counted in characters (platform facts §2.2). Over them a call fails; nothing is cut. */
export const LIMITS = { text: 2_000, buttons: 5, title: 100, payload: 1_000 } as const

/**
 * The bodies for `POST /v3.0/oa/message/cs` that say this, in order: the picture, then the text. The choices stand
 * numbered under the text and up to five of them on buttons; links fill the buttons that are left, the others
 * are written out.
 */
export function render(reply: OutgoingReply, person: string, publicUrl: string): PlatformRequest[] {
  const choices = reply.choices.map(numbered)
  const choiceButtons = buttonsOf(choices)
  const links = reply.links.map(link => readable(link, publicUrl))
  const linkButtons = links.filter(fitsButton).slice(0, LIMITS.buttons - choiceButtons.length)
  const written = links.filter(link => !linkButtons.includes(link))

  const body = paragraphs([progressLine(reply.progress), reply.text])
  const tail = paragraphs([
    written.map(link => paragraphs([link.title, link.url], ':\n')).join('\n'),
    choices.map(choice => choice.line).join('\n'),
    hint(choices.length, choiceButtons.length),
  ])
  const buttons = [...choiceButtons, ...linkButtons.map(linkButton)]
  const texts = laidOut(body, tail)
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

type Numbered = { line: string; title: string; payload: string; secondary: boolean }

function numbered(choice: OutgoingReply['choices'][number], index: number): Numbered {
  const title = oneLine(choice.title) || 'Lựa chọn'
  const line = `${index + 1}. ${title}`
  return { line, title: clipped(line, LIMITS.title), payload: choice.payload, secondary: choice.secondary }
}

function buttonsOf(choices: Numbered[]) {
  const fit = choices.filter(({ payload }) => payload !== '' && payload.length <= LIMITS.payload)
  const first = [...fit.filter(choice => !choice.secondary), ...fit.filter(choice => choice.secondary)]
  return first
    .slice(0, LIMITS.buttons)
    .map(({ title, payload }) => ({ title, type: 'oa.query.hide', payload }))
}

type Link = OutgoingReply['links'][number]

function readable(link: Link, publicUrl: string): Link {
  const url = link.url.trim()
  return { title: oneLine(link.title), url: url.startsWith('/') ? publicUrl + url : url }
}

function fitsButton(link: Link): boolean {
  return link.title !== '' && link.title.length <= LIMITS.title && /^https?:\/\/\S+$/.test(link.url)
}

function linkButton({ title, url }: Link) {
  return { title, type: 'oa.open.url', payload: { url } }
}

function progressLine(progress: OutgoingReply['progress']): string {
  if (!progress) return ''
  return `Bước ${progress.step} · còn nhiều nhất ${progress.atMost} · ${oneLine(progress.title)}`
}

function hint(choices: number, buttons: number): string {
  if (choices === 0) return ''
  return buttons === 0 ? 'Trả lời bằng số.' : 'Trả lời bằng số, hoặc chạm vào lựa chọn bên dưới.'
}

/** One message where it fits; else the choices stay together, as the last. */
function laidOut(body: string, tail: string): string[] {
  const bodies = split(body, LIMITS.text)
  const end = bodies.at(-1)
  const together = paragraphs([end ?? '', tail])
  if (together.length <= LIMITS.text) return [...bodies.slice(0, -1), together].filter(text => text !== '')
  return [...bodies, ...split(tail, LIMITS.text)]
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

function paragraphs(parts: string[], between = '\n\n'): string {
  const full = parts.map(part => part.normalize('NFC').trim())
  return full.filter(part => part !== '').join(between)
}

function oneLine(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim()
}

function clipped(text: string, limit: number): string {
  return text.length <= limit ? text : `${split(text, limit - 1)[0] ?? ''}…`
}
