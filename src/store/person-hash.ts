import { hash } from 'node:crypto'
import type { PersonKey } from './records/conversation.ts'

/** A short name for a person on an account, the same on every instance, from which the platform's id cannot be read. */
export function personHash({ account, person }: PersonKey): string {
  return hash('sha256', JSON.stringify([account, person]), 'base64url').slice(0, 16)
}
