import { expect, it, onTestFinished } from 'vitest'
import { giveUpOverdue } from '../../src/delivery/overdue.ts'
import { openSqliteStore } from '../../src/store/sqlite/open.ts'
import { StoreUnavailable } from '../../src/store/store.ts'
import { DAY, NOON, someone, turn, ZALO } from '../store/samples.ts'

const LATE = NOON + 3 * DAY

/** Two people's answers that came too late; keeping the first one's fails with this. */
async function overdue(error: Error) {
  const store = await openSqliteStore(':memory:')
  onTestFinished(() => store.close())
  await store.commit([turn(someone('lan')), turn(someone('hung'))])
  const errors: unknown[] = []
  const kept: string[] = []
  const counts = giveUpOverdue({
    store,
    now: LATE,
    async keep(rows) {
      if (rows.some(({ conversation }) => conversation === someone('lan').id)) throw error
      kept.push(...rows.map(({ conversation }) => conversation))
    },
    onError: one => errors.push(one),
  })
  return { store, counts, errors, kept }
}

it('gives up what came too late although one of them cannot be kept, or it would come back for ever', async () => {
  const fault = new Error('a message that nobody can read')
  const { store, counts, errors, kept } = await overdue(fault)
  expect(await counts).toEqual(new Map([[ZALO, 4]]))
  expect([errors, new Set(kept)]).toEqual([[fault], new Set([someone('hung').id])])
  expect(await store.overdueOutbox({ now: LATE, limit: 9 })).toEqual([])
})

it('gives up nothing while the store is away, for then nothing is kept', async () => {
  const { store, counts } = await overdue(new StoreUnavailable('the disk is full'))
  await expect(counts).rejects.toThrow('the disk is full')
  expect(await store.overdueOutbox({ now: LATE, limit: 9 })).toHaveLength(4)
})
