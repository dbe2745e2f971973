import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { funnelOf } from '../../src/analytics/funnel.ts'
import { funnelTable } from '../../src/analytics/funnel-table.ts'
import { openSqliteStore } from '../../src/store/sqlite/open.ts'
import type { Store } from '../../src/store/store.ts'
import { changes, guide, knowledgeWith, twoGuides } from '../guidance/guides.ts'
import { Walker } from '../guidance/walk.ts'
import { someone, turn, WEB } from '../store/samples.ts'

const moves = fc.array(fc.nat(10_000), { maxLength: 20 })

/** Writes what a walk counted into a real store, as turns do. */
async function keep(store: Store, walker: Walker, person: string): Promise<void> {
  const { runs, visits } = walker
  const record = turn(someone(person, WEB), { messages: [], outbox: [], runs, visits })
  expect(await store.commit([record])).toEqual(['committed'])
}

describe('the funnel', () => {
  it('adds up for every step of any history: entered = sum of exits + open', async () => {
    await fc.assert(
      fc.asyncProperty(
        twoGuides,
        fc.array(moves, { minLength: 1, maxLength: 4 }),
        changes,
        async (guides, people, change) => {
          const store = await openSqliteStore(':memory:')
          try {
            const opened = { goc: 0, con: 0 }
            for (const [index, path] of people.entries()) {
              const walker = new Walker(knowledgeWith(guides), `w${index}-`)
              for (const [step, move] of path.entries()) {
                if (step === 10) walker.knowledge = knowledgeWith(change(guides))
                walker.anything(move)
              }
              for (const visit of walker.visits)
                if (visit.kind === 'opened') opened[visit.rootGuide === 'goc' ? 'goc' : 'con']++
              await keep(store, walker, String(index))
            }
            for (const rootGuide of ['goc', 'con'] as const) {
              const { steps } = funnelOf(
                knowledgeWith(guides),
                rootGuide,
                await store.visitCounts({ rootGuide }),
              )
              for (const { entered, exits, open } of steps)
                expect(entered).toBe(Object.values(exits).reduce((sum, count) => sum + count, 0) + open)
              expect(steps.reduce((sum, { entered }) => sum + entered, 0)).toBe(opened[rootGuide])
            }
          } finally {
            await store.close()
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  it('is a table with bars that says where people got stuck', () => {
    const knowledge = knowledgeWith([])
    const counts = [
      { guide: 'a', step: 'sim', path: 'sim', exit: 'answered', obstacle: null, count: 6 },
      { guide: 'a', step: 'sim', path: 'sim', exit: 'left', obstacle: 'khong-chinh-chu', count: 3 },
      { guide: 'a', step: 'sim', path: 'sim', exit: null, obstacle: null, count: 1 },
      { guide: 'a', step: 'the', path: 'the', exit: 'answered', obstacle: null, count: 5 },
    ]
    const table = funnelTable(funnelOf(knowledge, 'a', counts))
    expect(table).toContain('████████████████████████ 10 lượt  sim')
    expect(table).toContain('████████████············ 5 lượt  the')
    expect(table).toContain('đi tiếp 6 · rời đi 3 · đang ở đây 1')
    expect(table).toContain('vướng: khong-chinh-chu (3)')
  })

  it('calls leaving for the portal unclear, not a drop-off', () => {
    const leaving = guide('g', [{ id: 'ra-cong', do: 'Mở Cổng.', outside: true }])
    const counts = [{ guide: 'g', step: 'ra-cong', path: 'ra-cong', exit: 'left', obstacle: null, count: 2 }]
    expect(funnelTable(funnelOf(knowledgeWith([leaving]), 'g', counts))).toContain(
      'sang Cổng, chưa rõ kết quả 2',
    )
  })
})
