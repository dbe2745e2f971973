import type { OutgoingReply } from '../channel.ts'
import { split } from './split.ts'

/** A choice as it stands in the text (`line`) and on what can be tapped. Its number is its place in the reply. */
export type Numbered = { line: string; payload: string; secondary: boolean; keepsButton: boolean }

export function numbered(choice: OutgoingReply['choices'][number], index: number): Numbered {
  const title = oneLine(choice.title) || 'Lựa chọn'
  const { payload, secondary, keepsButton = false } = choice
  return { line: `${index + 1}. ${title}`, payload, secondary, keepsButton }
}

/** The choices whose payload a platform takes, the main ones first, as many as there is room for; what keeps its button has one. */
export function tappable(choices: Numbered[], limits: { payload: number; room: number }): Numbered[] {
  const fit = choices.filter(({ payload }) => payload !== '' && payload.length <= limits.payload)
  const inOrder = [...fit.filter(choice => !choice.secondary), ...fit.filter(choice => choice.secondary)]
  const kept = inOrder.filter(choice => choice.keepsButton).slice(0, limits.room)
  const others = inOrder.filter(choice => !kept.includes(choice)).slice(0, limits.room - kept.length)
  return inOrder.filter(choice => kept.includes(choice) || others.includes(choice))
}

/**
 * The lines of the choices, but of those that the text has already: papers and things to do stand there under the same
 * numbers, with more said of each. Nobody should read a list twice.
 */
export function linesBelow(choices: readonly Numbered[], text: string): string {
  const stated = text.normalize('NFC').split('\n').map(withoutBox)
  return choices
    .map(({ line }) => line)
    .filter(line => !stated.some(one => one === withoutBox(line) || one.startsWith(`${withoutBox(line)}:`)))
    .join('\n')
}

/** "2. ☑ Tờ khai" → "2. Tờ khai" */
function withoutBox(line: string): string {
  return line.replace(/^(\d+\. )[☐☑] /, '$1').trim()
}

/** How to choose, in words that fit a screen with something to tap and one without. */
export function hint(choices: number, tappables: number): string {
  if (choices === 0) return ''
  return tappables === 0 ? 'Trả lời bằng số.' : 'Trả lời bằng số, hoặc chạm vào lựa chọn bên dưới.'
}

export type Link = OutgoingReply['links'][number]

/** A link with its whole address: those of our own pages are paths. */
export function wholeLink(link: Link, publicUrl: string): Link {
  const url = link.url.trim()
  return { title: oneLine(link.title), url: url.startsWith('/') ? publicUrl + url : url }
}

/** Whether people elsewhere can open pages under this address: https, and no name that only this machine or house has. */
export function isReachedFromOutside(publicUrl: string): boolean {
  if (!URL.canParse(publicUrl)) return false
  const { protocol, hostname } = new URL(publicUrl)
  const isName = /[a-z]$/i.test(hostname) && hostname.includes('.')
  return protocol === 'https:' && isName && !/\.(localhost|local|internal|test|invalid)$/i.test(hostname)
}

export function isWebAddress(url: string): boolean {
  return /^https?:\/\/\S+$/.test(url)
}

export function writtenLinks(links: readonly Link[]): string {
  return links.map(link => paragraphs([link.title, link.url], ':\n')).join('\n')
}

export function progressLine(progress: OutgoingReply['progress']): string {
  if (!progress) return ''
  return `Bước ${progress.step} · còn nhiều nhất ${progress.atMost} · ${oneLine(progress.title)}`
}

/** Texts of at most `limit` characters: one where all fits; else the choices stay together, as the last. */
export function laidOut(body: string, tail: string, limit: number): string[] {
  const bodies = split(body, limit)
  const together = paragraphs([bodies.at(-1) ?? '', tail])
  if (together.length <= limit) return [...bodies.slice(0, -1), together].filter(text => text !== '')
  return [...bodies, ...split(tail, limit)]
}

/** Joins what is not empty; NFC, so that a letter counts once. */
export function paragraphs(parts: string[], between = '\n\n'): string {
  const full = parts.map(part => part.normalize('NFC').trim())
  return full.filter(part => part !== '').join(between)
}

export function oneLine(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim()
}

/** At most `limit` characters, cut between words where it can, with a sign that something is missing. */
export function clipped(text: string, limit: number): string {
  return text.length <= limit ? text : `${split(text, limit - 1)[0] ?? ''}…`
}
