import { describe, expect, it } from 'vitest'
import type { Sent } from '../../src/channels/channel.ts'
import { Gate } from '../../src/delivery/gate.ts'

const MINUTE = 60_000
const SENT: Sent = { kind: 'sent', platformId: null }
const DOWN: Sent = { kind: 'retry', reason: 'refused', afterMs: null, forAll: true }
const NO_ANSWER: Sent = { kind: 'unknown', reason: 'no answer' }
const BUSY: Sent = { kind: 'retry', reason: 'their own fault', afterMs: null }
const STOPPED: Sent = { kind: 'stopped', reason: 'renew the token' }

const makeGate = () => new Gate(64, () => 0)

/** The platform is down, and this many requests find out one after the other. */
function shut(gate: Gate, now: number): void {
  for (let time = 0; time < 5; time++) gate.note(DOWN, now, now)
}

describe('an account', () => {
  it('sends many at a time while all is well', () => {
    expect(makeGate().width(0)).toBe(64)
  })

  it('bears a few failures, and any number that are of one request alone', () => {
    const gate = makeGate()
    for (let time = 0; time < 4; time++) gate.note(DOWN, time, time)
    gate.note(SENT, 4, 4)
    for (let time = 5; time < 9; time++) gate.note(NO_ANSWER, time, time)
    for (let time = 9; time < 99; time++) gate.note(BUSY, time, time)
    expect(gate.width(99)).toBe(64)
  })

  it.each([
    ['cannot be reached', DOWN],
    ['does not answer', NO_ANSWER],
  ])('sends nothing after five failures in a row where the platform %s, then one', (_label, sent) => {
    const gate = makeGate()
    for (let time = 0; time < 5; time++) gate.note(sent, 0, 0)
    expect(gate.width(1_999)).toBe(0)
    expect(gate.width(2_000)).toBe(1)
  })

  it('waits longer each time, but never more than a minute', () => {
    const gate = makeGate()
    const pauses: number[] = []
    let now = 0
    shut(gate, now)
    for (let round = 0; round < 8; round++) {
      let opens = now
      while (gate.width(opens) === 0) opens += 1_000
      pauses.push((opens - now) / 1_000)
      now = opens
      gate.note(DOWN, now, now)
    }
    expect(pauses).toEqual([2, 4, 8, 16, 32, 60, 60, 60])
  })

  it('hears what was under way when it shut, and is not shut longer by it', () => {
    const gate = makeGate()
    shut(gate, 1_000)
    for (let time = 0; time < 59; time++) gate.note(NO_ANSWER, 500, 1_900)
    gate.note(SENT, 500, 1_900)
    expect(gate.width(2_999)).toBe(0)
    expect(gate.width(3_000)).toBe(1)
  })

  it('makes room for twice as many with each that gets through again', () => {
    const gate = makeGate()
    shut(gate, 0)
    const widths = [2_000, 2_001, 2_002, 2_003, 2_004, 2_005, 2_006].map(now => {
      gate.note(SENT, now, now)
      return gate.width(now)
    })
    expect(widths).toEqual([2, 4, 8, 16, 32, 64, 64])
  })

  it('waits as long as the platform says that it is throttled', () => {
    const gate = makeGate()
    gate.note({ kind: 'throttled', reason: 'too many', afterMs: 7 * MINUTE }, 0, 0)
    expect(gate.width(7 * MINUTE - 1)).toBe(0)
    expect(gate.width(7 * MINUTE)).toBe(1)
  })

  it('that waits for somebody to act tries one after five minutes, and at once where somebody did', () => {
    const gate = makeGate()
    gate.note(STOPPED, 0, 0)
    expect(gate.width(5 * MINUTE - 1)).toBe(0)
    expect(gate.width(5 * MINUTE)).toBe(1)
    gate.note(STOPPED, 5 * MINUTE, 5 * MINUTE)
    expect(gate.width(6 * MINUTE)).toBe(0)
    gate.reopen()
    expect(gate.width(6 * MINUTE)).toBe(1)
  })

  it('is not shut for an hour because the clock was set back an hour', () => {
    const gate = makeGate()
    gate.note(STOPPED, 60 * MINUTE, 60 * MINUTE)
    expect(gate.width(0)).toBe(1)
    gate.note(SENT, 0, 0)
    expect(gate.width(0)).toBe(2)
  })
})
