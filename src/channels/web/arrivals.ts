import { createHash } from 'node:crypto'
import type { Arrival } from '../channel.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

type What = Arrival['what']

/** One thing that a person of this account did. `id` need be unique for this person only. */
export function arrival(account: string, person: string, id: string, at: number, what: What): Arrival {
  return { account, person, messageId: messageId(person, id), at, what }
}

/**
 * Somebody opens the chat. A link counts once a day and person, however often the page is loaded again; without
 * one the id changes each minute, which is enough for calls that are repeated.
 */
export function arrivedBy(account: string, person: string, link: string | null, at: number): Arrival {
  const id = link === null ? `arrived:${Math.floor(at / MINUTE)}` : `link:${link}:${Math.floor(at / DAY)}`
  return arrival(account, person, id, at, { kind: 'arrived', link })
}

/** The page chooses ids by itself, so that another person's id must never hide this one's message. */
function messageId(person: string, id: string): string {
  return createHash('sha256').update(`${person}\n${id}`).digest('base64url')
}
