import { createHash } from 'node:crypto'
import { OWN_DATA_PAGE } from '../guidance/own-data/own-data.ts'
import { SealBroken, seal, unseal } from '../store/seal.ts'

/** Long enough to find one's glasses, too short to lie about. */
const OPENS_FOR_MS = 30 * 60_000
/** What this key also seals must never pass for such an address. */
const PURPOSE = 'own-data'

/** The address that opens all that is kept of one conversation; nobody without the key can make one. */
export function sealOwnAddress(secretKey: string, conversation: string, now: number): string {
  const until = (now + OPENS_FOR_MS).toString(36)
  return `${OWN_DATA_PAGE}/${seal(secretKey, [PURPOSE, until, conversation].join(' '))}`
}

/** `id` stands for the address without telling it. */
export type OwnAddress = { id: string; conversation: string; until: number }

/** What an address opens, or null where it was never made here or has had its time. */
export function openOwnAddress(secretKey: string, sealed: string, now: number): OwnAddress | null {
  const [purpose, until = '', conversation = ''] = textIn(secretKey, sealed).split(' ')
  const ends = Number.parseInt(until, 36)
  if (purpose !== PURPOSE || !conversation || !(ends > now)) return null
  return { id: hashed(sealed), conversation, until: ends }
}

/** A text as it may lie in the database by which it can be known again, and no more. */
export function hashed(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}

function textIn(secretKey: string, sealed: string): string {
  try {
    return unseal(secretKey, sealed)
  } catch (error) {
    if (error instanceof SealBroken) return ''
    throw error
  }
}
