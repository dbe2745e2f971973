import type { TokenPair } from './pair.ts'

/** What whoever wants to send is given. */
export type Token =
  | { kind: 'token'; accessToken: string }
  /** Passing. */
  | { kind: 'retry'; reason: string; afterMs: number | null }
  /** Nothing helps until an operator acts. */
  | { kind: 'stopped'; reason: string }

/** Somebody else will be done by then. */
export const SOON_MS = 2_000

export function tokenOf(pair: TokenPair): Token {
  return { kind: 'token', accessToken: pair.accessToken }
}

export function retry(reason: string, afterMs: number | null): Token {
  return { kind: 'retry', reason, afterMs }
}
