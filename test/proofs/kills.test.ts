import { describe, expect, it } from 'vitest'
import { newDatabase } from '../postgres/place.ts'
import { type Accepted, compareDeliveries } from './deliveries.ts'
import { holds } from './kill-round.ts'
import { killAgainAndAgain } from './killing.ts'

const sent = (platformId: string) => ({ status: 'sent', platformId })
const accepted = (...texts: string[]): Accepted[] =>
  texts.map((text, at) => ({ id: `${text}${at}`, raw: { text }, at }))

/** It takes some five seconds; a busy machine may take longer. */
const PATIENCE_MS = 90_000

describe('after a SIGKILL before any reply could leave', () => {
  it(
    'every message has its one finished inbox row, and every reply reaches Zalo once and in order',
    async () => {
      const [round] = await killAgainAndAgain(['slow'])
      expect(round).toMatchObject({ faults: [], deliveries: { twice: 0, lost: 0, wrong: 0 } })
      expect(round?.unsentAtKill).toBeGreaterThan(0)
      expect(round && holds(round)).toBe(true)
    },
    PATIENCE_MS,
  )
})

describe('after a SIGKILL at a named point, on PostgreSQL', () => {
  it(
    'nothing is lost, and what the platform had taken as its mark was due comes twice at the most',
    async () => {
      const [round] = await killAgainAndAgain(['before marking'], () => {}, new URL(await newDatabase()))
      expect(round).toMatchObject({ faults: [], deliveries: { lost: 0, wrong: 0 } })
      expect(round && holds(round)).toBe(true)
    },
    PATIENCE_MS,
  )
})

describe('holding what Zalo accepted against the outbox', () => {
  it('counts a reply that came again across a kill as accepted twice', () => {
    const result = compareDeliveries([sent('a1'), sent('b2')], accepted('a', 'a', 'b'), [1])
    expect(result).toEqual({ once: 1, twice: 1, lost: 0, wrong: 0 })
  })

  it('takes no repetition without a kill in between', () => {
    const result = compareDeliveries([sent('a1'), sent('b2')], accepted('a', 'a', 'b'), [])
    expect(result).toMatchObject({ wrong: 1 })
  })

  it('sees a reply that never came', () => {
    expect(compareDeliveries([sent('a0'), sent('b9')], accepted('a'), [])).toMatchObject({ lost: 1 })
  })

  it('sees replies in the wrong order', () => {
    const result = compareDeliveries([sent('b1'), sent('a0')], accepted('a', 'b'), [])
    expect(result.wrong + result.lost).toBeGreaterThan(0)
  })

  it('sees a message that nobody owed', () => {
    expect(compareDeliveries([sent('a0')], accepted('a', 'c'), [])).toMatchObject({ wrong: 1 })
  })
})
