import { describe, expect, it } from 'vitest'
import type { Happening } from '../../src/bot/happening.ts'
import { type Finishes, Lines, type Waiting } from '../../src/bot/lines.ts'

function waiting(person: string, messageId: string, finishes: Finishes = {}): Waiting {
  const happening: Happening = {
    account: 'web',
    person,
    messageId,
    at: 0,
    what: { kind: 'text', text: 'chào' },
  }
  return {
    happening,
    finishes,
    repeats: 0,
    since: 0,
    readyAt: 0,
    underWay: false,
    resolve: () => {},
    reject: () => {},
  }
}

function linesOf(...all: Waiting[]): Lines {
  const lines = new Lines()
  for (const one of all) lines.join(one)
  return lines
}

const ids = (group: readonly Waiting[]) => group.map(({ happening }) => happening.messageId)

describe('lines of turns', () => {
  it('let one of each person run at a time', () => {
    const lines = linesOf(waiting('lan', 'l1'), waiting('lan', 'l2'), waiting('mai', 'm1'))
    const group = lines.next(9, { fresh: true })
    expect(ids(group)).toEqual(['l1', 'm1'])
    expect(lines.next(9, { fresh: true })).toEqual([])
    for (const one of group) lines.leave(one)
    expect(ids(lines.next(9, { fresh: true }))).toEqual(['l2'])
  })

  it('let what was brought back pass what came in before it was', () => {
    const lines = linesOf(waiting('lan', 'fresh'), waiting('lan', 'kept', { claimed: 'row' }))
    expect(lines.fresh(9)).toEqual([])
    const [kept] = lines.next(9, { fresh: false })
    expect(kept?.happening.messageId).toBe('kept')
    expect(lines.fresh(9)).toEqual([])
    if (kept) lines.leave(kept)
    expect(ids(lines.fresh(9))).toEqual(['fresh'])
  })

  it('give all of a person to be kept, or nothing', () => {
    const lines = linesOf(waiting('lan', 'l1'), waiting('lan', 'l2'), waiting('mai', 'm1'))
    const [first] = lines.next(1, { fresh: true })
    expect(ids(lines.fresh(9))).toEqual(['m1'])
    if (first) lines.leave(first)
    expect(ids(lines.fresh(1))).toEqual(['l2'])
  })

  it('forget nobody who joins while others of the line are being kept', () => {
    const lines = linesOf(waiting('lan', 'l1'), waiting('lan', 'l2'))
    const group = lines.fresh(9)
    lines.join(waiting('lan', 'later'))
    for (const one of group) lines.leave(one)
    expect(ids(lines.next(9, { fresh: true }))).toEqual(['later'])
  })

  it('know since when others keep somebody waiting', () => {
    const ready = (one: Waiting, readyAt: number) => ({ ...one, readyAt })
    const lines = linesOf(ready(waiting('lan', 'l1'), 5), ready(waiting('mai', 'm1'), 7))
    expect(lines.oldest()).toBe(5)
    lines.next(1, { fresh: true })
    expect(lines.oldest()).toBe(7)
    lines.next(1, { fresh: true })
    expect(lines.oldest()).toBe(null)
  })

  it('do not count for how long somebody waits for their own messages', () => {
    const lines = linesOf(waiting('lan', 'l1'), waiting('lan', 'l2'))
    const [first] = lines.next(1, { fresh: true })
    if (first) lines.leave(first)
    expect(lines.oldest()).toBeGreaterThan(0)
  })
})
