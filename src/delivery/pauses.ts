const FIRST_PAUSE_MS = 2_000
const LONGEST_PAUSE_MS = 5 * 60_000
/** Up to this part is taken off, so that what failed together is not tried again together. */
const JITTER = 0.25

/** How long to wait after so many failures: two seconds, doubled each time, up to five minutes. */
export function pauseAfter(failures: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures, 20))
}

/** Somewhat less than this pause. `chance` is from 0 up to 1. */
export function jittered(pauseMs: number, chance: number): number {
  return Math.round(pauseMs * (1 - JITTER * chance))
}
