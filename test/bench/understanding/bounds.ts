import type { Measure } from '../../understanding/said/measure.ts'
import type { Cost } from './cost.ts'
import { ms, percent } from './written.ts'

/** What has to hold of what was measured, and what is said where it does not. */
type Bound<Measured> = {
  readonly holds: (measured: Measured) => boolean
  readonly says: (measured: Measured) => string
}

export const BOUNDS: readonly Bound<Measure>[] = [
  { holds: ({ first }) => first >= 0.93, says: ({ first }) => `only ${percent(first)} are right first` },
  {
    holds: ({ amongThree }) => amongThree >= 0.98,
    says: ({ amongThree }) => `only ${percent(amongThree)} are right among three`,
  },
  {
    holds: ({ wronglyCertain }) => wronglyCertain <= 0.02,
    says: ({ wronglyCertain }) => `${percent(wronglyCertain)} are certain and wrong`,
  },
  {
    holds: ({ othersCertain }) => othersCertain <= 0.03,
    says: ({ othersCertain }) =>
      `${percent(othersCertain)} of what is out of scope is answered with certainty`,
  },
]

/** Of a message in one thread, over the content and a national list. */
export const COST_BOUNDS: readonly Bound<Cost>[] = [
  {
    holds: ({ again }) => again.median <= 0.5,
    says: ({ again }) => `the median message takes ${ms(again.median)} ms`,
  },
  {
    holds: ({ again }) => again.p99 <= 3,
    says: ({ again }) => `one message of a hundred takes ${ms(again.p99)} ms`,
  },
  { holds: ({ buildMs }) => buildMs <= 400, says: ({ buildMs }) => `the index takes ${ms(buildMs)} ms` },
  { holds: ({ heapMb }) => heapMb <= 60, says: ({ heapMb }) => `the index takes ${heapMb.toFixed(1)} MB` },
]

/** The list must cost nothing that is found without it: half a point at most. */
export const MOST_LOST_BY_LIST = 0.005
