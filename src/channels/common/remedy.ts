import type { Sent } from '../channel.ts'

/**
 * What is done about a platform's error:
 *
 * - `retry`: it passes; the request is tried again, with growing pauses;
 * - `unsure`: it may have been taken all the same; tried again unless an echo shows it;
 * - `retry-few`: it may pass; after a few tries the request is kept for the person's next word;
 * - `slow-down`: a limit of the account, or (`ofApp`) of its app; nothing leaves on it for a while;
 * - `refresh`: the token is renewed once and the request repeated once; then the account stops;
 * - `re-upload`: the platform fetches the attachment anew once; then the request is dropped and reported;
 * - `keep`: it cannot be sent now; kept, and offered when the person writes again;
 * - `drop`: it cannot be sent, and nobody has to act;
 * - `report`: dropped, and the operator is told, as it is a fault of the program or of what was said;
 * - `stop`: the account stops and the operator is told what to do.
 */
export type Remedy =
  | 'retry'
  | 'unsure'
  | 'retry-few'
  | 'slow-down'
  | 're-upload'
  | 'refresh'
  | 'keep'
  | 'drop'
  | 'report'
  | 'stop'

/**
 * One line of a channel's table. `say` tells the operator what it is, and after a semicolon what to do. `tell`: the
 * operator is told although nothing stops. `afterMs`: how long to wait where the platform names no time.
 */
export type Meaning = { does: Remedy; say: string; afterMs?: number; tell?: boolean; ofApp?: true }

/** A code that no table knows is likelier a new one than a passing one: three tries, and it holds up nobody for long. */
export const UNKNOWN_CODE: Meaning = {
  does: 'retry-few',
  say: 'not a known code; see what the platform writes of it',
  tell: true,
}

const FEW = 3

/**
 * What became of a request that was refused with this meaning, once what `refresh` and `re-upload` ask for was done.
 * `told` is what the platform said; `waitMs` how long it says to wait, or null.
 */
export function sentBy(
  { does, say, afterMs, tell, ofApp }: Meaning,
  told: string,
  waitMs: number | null,
): Sent {
  const reason = `${told}: ${say}`
  const fault = tell ? { fault: true } : {}
  switch (does) {
    case 'retry':
      return { kind: 'retry', reason, afterMs: waitMs ?? afterMs ?? null }
    case 'unsure':
      return { kind: 'unknown', reason }
    case 'retry-few':
      return { kind: 'retry', reason, afterMs: waitMs ?? afterMs ?? null, atMost: FEW }
    case 'slow-down':
      return {
        kind: 'throttled',
        reason,
        afterMs: waitMs ?? afterMs ?? SLOW_DOWN_MS,
        ...(ofApp && { ofApp }),
      }
    case 'keep':
      return { kind: 'dropped', reason, keep: true, ...fault }
    case 'drop':
      return { kind: 'dropped', reason, ...fault }
    case 're-upload':
    case 'report':
      return { kind: 'dropped', reason, fault: true }
    case 'refresh':
    case 'stop':
      return { kind: 'stopped', reason }
  }
}

/** Limits are counted by the minute. */
const SLOW_DOWN_MS = 60_000
