import { expect, it } from 'vitest'
import { attack } from './attacking.ts'

/** It takes some five seconds; a busy machine may take longer. */
const PATIENCE_MS = 90_000

it(
  '1,500 hostile calls get the answers of the contract, crash nothing, and make the bot talk to nobody wrongly',
  async () => {
    const result = await attack({
      calls: 1_500,
      markAt: 500,
      seed: 20_260_727,
      readings: 1,
      readingPauseMs: 10,
      idleMs: 20_000,
    })
    expect(result.faults).toEqual([])
    expect(result.calls).toBe(1_500)
    expect(result.heardWrongly).toEqual([])
    expect(result.heard).toBeGreaterThan(0)
  },
  PATIENCE_MS,
)
