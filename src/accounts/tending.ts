import type { ZaloToken } from '../channels/zalo/token.ts'

/** Renewal is due hours before a token ends, so that a minute more or less is nothing. */
const TEND_EVERY_MS = 60_000
/** Whoever has consented is waiting for it to go on. */
const LOOK_AFTER_LOST_MS = 5_000

/**
 * Keeps tokens alive while nobody writes (a refresh token that nobody uses ends after three months), and sees within seconds
 * that another process or an operator has put a new one in place of a lost one. Returns how to stop; that resolves when nothing
 * is under way.
 */
export function tendTokens(tokens: readonly ZaloToken[]): () => Promise<void> {
  const underWay = new Set<Promise<unknown>>()
  const tend = (some: readonly ZaloToken[]) => {
    for (const token of some) {
      const work = token.use().finally(() => underWay.delete(work))
      underWay.add(work)
    }
  }
  tend(tokens)
  const timers = [
    setInterval(() => tend(tokens), TEND_EVERY_MS),
    setInterval(() => tend(tokens.filter(({ state }) => state?.kind === 'lost')), LOOK_AFTER_LOST_MS),
  ]
  for (const timer of timers) timer.unref()
  return async () => {
    for (const timer of timers) clearInterval(timer)
    await Promise.all(underWay)
  }
}
