import type { ZaloToken } from '../channels/zalo/token/token.ts'

/** Renewal is due hours before a token ends, so that a minute more or less is nothing. */
const TEND_EVERY_MS = 60_000
/** Whoever has consented is waiting for it to go on. */
const LOOK_AFTER_LOST_MS = 5_000
/** Hundreds of tokens that were issued together must not be renewed together. */
const AT_ONCE = 8

/**
 * Keeps tokens alive while nobody writes (a refresh token that nobody uses ends after three months), and sees within seconds
 * that another process or an operator has put a new one in place of a lost one. `tokens` are those of the moment. Returns how
 * to stop; that resolves when nothing is under way.
 */
export function tendTokens(tokens: () => readonly ZaloToken[]): () => Promise<void> {
  const rounds = [
    repeated(tokens, TEND_EVERY_MS),
    repeated(() => tokens().filter(({ state }) => state?.kind === 'lost'), LOOK_AFTER_LOST_MS),
  ]
  return async () => {
    await Promise.all(rounds.map(stop => stop()))
  }
}

/** Begins at once; a round that takes longer than the pause puts off the next one. */
function repeated(tokens: () => readonly ZaloToken[], everyMs: number): () => Promise<void> {
  let round: Promise<void> | null = null
  let stopped = false
  const begin = () => {
    round ??= useAll([...tokens()], () => stopped).finally(() => {
      round = null
    })
  }
  begin()
  const timer = setInterval(begin, everyMs)
  timer.unref()
  return async () => {
    stopped = true
    clearInterval(timer)
    await round
  }
}

async function useAll(tokens: ZaloToken[], isStopped: () => boolean): Promise<void> {
  const one = async () => {
    for (let token = tokens.shift(); token && !isStopped(); token = tokens.shift()) await token.use()
  }
  await Promise.all(Array.from({ length: AT_ONCE }, one))
}
