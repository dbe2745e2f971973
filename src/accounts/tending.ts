import type { ZaloToken } from '../channels/zalo/token.ts'

/** Renewal is due hours before a token ends, so that a minute more or less is nothing. */
const TEND_EVERY_MS = 60_000

/**
 * Keeps tokens alive while nobody writes (a refresh token that nobody uses ends after three months), and sees within a minute
 * that another process or an operator has put a new one in place. Returns how to stop; resolves when nothing is under way.
 */
export function tendTokens(tokens: readonly ZaloToken[]): () => Promise<void> {
  let underWay: Promise<unknown> = Promise.resolve()
  const tend = () => {
    underWay = Promise.all(tokens.map(token => token.use()))
  }
  tend()
  const timer = setInterval(tend, TEND_EVERY_MS)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await underWay
  }
}
