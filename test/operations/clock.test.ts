import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { watchClock } from '../../src/operations/clock.ts'

const HOUR = 60 * 60 * 1000
const DAY = 24 * HOUR

describe('the watch on the clock', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  /** A clock that shows what the test says, while time passes as it does. */
  function clock() {
    let off = 0
    let setBack = 0
    const start = Date.now()
    const watch = watchClock(
      () => Date.now() + off,
      () => setBack++,
      () => Date.now() - start,
    )
    return {
      watch,
      setBack: () => setBack,
      jump(ms: number) {
        off += ms
        vi.advanceTimersByTime(1_000)
      },
    }
  }

  it('has nothing to say of a clock that goes right, however long the process was held up', () => {
    const { watch, setBack } = clock()
    vi.advanceTimersByTime(DAY)
    expect([watch.isTrusted(), setBack()]).toEqual([true, 0])
  })

  it('tells once that the clock was set back an hour, and trusts it', () => {
    const { watch, setBack, jump } = clock()
    jump(-HOUR)
    vi.advanceTimersByTime(HOUR)
    expect([watch.isTrusted(), setBack()]).toEqual([true, 1])
  })

  it('does not trust one that sprang forward a day until a day has passed', () => {
    const { watch, setBack, jump } = clock()
    jump(DAY)
    expect(watch.isTrusted()).toBe(false)
    vi.advanceTimersByTime(DAY - 1_000)
    expect(watch.isTrusted()).toBe(false)
    vi.advanceTimersByTime(1_001)
    expect([watch.isTrusted(), setBack()]).toEqual([true, 0])
  })

  it('looks before it answers', () => {
    const { watch, jump } = clock()
    vi.advanceTimersByTime(500)
    jump(0)
    watch.stop()
    jump(400 * DAY)
    expect(watch.isTrusted()).toBe(false)
  })
})
