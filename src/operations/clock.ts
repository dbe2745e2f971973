export type ClockWatch = {
  /** False for a day after the clock sprang forward: nothing should be thrown away as old by such a clock. */
  isTrusted(): boolean
  stop(): void
}

const LOOK_EVERY_MS = 1_000
/** A clock that is merely kept right moves by less, and so does a process that was held up for a while. */
const JUMP_MS = 60_000
const TRUSTED_AFTER_MS = 24 * 60 * 60 * 1000

/**
 * Compares the clock with the time that has really passed. Machines start with a wrong time, and are put right while
 * the bot runs: `onSetBack` hears of each time that it goes back by more than a minute.
 */
export function watchClock(
  now: () => number,
  onSetBack: () => void,
  passed: () => number = () => performance.now(),
): ClockWatch {
  let last = { shown: now(), passed: passed() }
  let sprangAt: number | null = null
  const look = () => {
    const seen = { shown: now(), passed: passed() }
    const jump = seen.shown - last.shown - (seen.passed - last.passed)
    last = seen
    if (jump > JUMP_MS) sprangAt = seen.passed
    if (jump < -JUMP_MS) onSetBack()
  }
  const looking = setInterval(look, LOOK_EVERY_MS)
  looking.unref()
  return {
    isTrusted() {
      look()
      return sprangAt === null || passed() - sprangAt > TRUSTED_AFTER_MS
    },
    stop: () => clearInterval(looking),
  }
}
