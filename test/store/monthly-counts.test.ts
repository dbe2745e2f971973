import { expect, it, onTestFinished } from 'vitest'
import { monthlyCounts } from '../../src/store/monthly-counts.ts'
import { openSqliteStore } from '../../src/store/sqlite/open.ts'

async function opened() {
  const store = await openSqliteStore(':memory:')
  onTestFinished(() => store.close())
  return store
}

it('counts each of many additions by several processes once, and tells each its own number', async () => {
  const store = await opened()
  const processes = [0, 1, 2].map(() => monthlyCounts(store, 'sent:zalo-bot:1'))
  const numbers = await Promise.all(
    Array.from({ length: 60 }, (_, index) => processes[index % 3]?.add('2026-11')),
  )
  expect(numbers.toSorted((one, other) => Number(one) - Number(other))).toEqual(
    Array.from({ length: 60 }, (_, index) => index + 1),
  )
  expect(await processes[0]?.read('2026-11')).toBe(60)
})

it('begins anew with each month, and knows one name from another', async () => {
  const store = await opened()
  const counts = monthlyCounts(store, 'sent:zalo-bot:1')
  await counts.add('2026-11')
  await counts.add('2026-11')
  expect(await counts.read('2026-12')).toBe(0)
  expect(await counts.add('2026-12')).toBe(1)
  expect(await monthlyCounts(store, 'sent:zalo-bot:2').read('2026-12')).toBe(0)
})

it('counts on after a store that could not write', async () => {
  const store = await opened()
  let away = true
  const counts = monthlyCounts(
    {
      getDocument: name => store.getDocument(name),
      putDocument: (...written) =>
        away ? Promise.reject(new Error('disk full')) : store.putDocument(...written),
    },
    'sent:zalo-bot:1',
  )
  await expect(counts.add('2026-11')).rejects.toThrow('disk full')
  away = false
  expect(await counts.add('2026-11')).toBe(1)
})
