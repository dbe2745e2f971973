/** "93.4 %" of 0.934. */
export function percent(share: number): string {
  return Number.isFinite(share) ? `${(100 * share).toFixed(1)} %` : '–'
}

/** Milliseconds with as many digits as tell something. */
export function ms(time: number): string {
  return time.toFixed(time < 10 ? 2 : 0)
}
