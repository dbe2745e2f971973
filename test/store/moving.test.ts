import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, onTestFinished } from 'vitest'
import { moveToPostgres } from '../../src/store/moving.ts'
import { openSqliteStore } from '../../src/store/sqlite/open.ts'
import { postgresPlace } from '../postgres/place.ts'
import { failed, MINUTE, NOON, next, opened, someone, turn, ZALO } from './samples.ts'

type Dump = { [table: string]: readonly { [column: string]: unknown }[] }

/** Rows in one order, whatever the engine's. */
const inOrder = (dump: Dump) =>
  Object.fromEntries(
    Object.entries(dump).map(([table, rows]) => [
      table,
      rows.map(row => JSON.stringify(Object.entries(row).sort())).sort(),
    ]),
  )

describe('a move from SQLite to PostgreSQL', () => {
  it('takes every row of every table along, and people go on where they stood', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dan-loi-moving-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const file = join(folder, 'dan-loi.db')
    const lan = someone('lan')
    const store = await openSqliteStore(file)
    await store.commit([turn(lan, { visits: [opened('v1', 'nop-ho-so/sim')] }), failed(someone('hung'))])
    await store.commit(Array.from({ length: 900 }, (_, index) => turn(someone(`dan-${index}`))))
    await store.putDocument('zalo-token:4', 'sealed', 0)
    await store.countArrivals([{ account: ZALO, hour: 9, count: 2, plain: 1, lastAt: NOON }])
    await store.close()

    const { url, open, dump } = await postgresPlace()
    const database = new DatabaseSync(file, { readOnly: true })
    expect(await moveToPostgres(database, url)).toMatchObject({
      conversations: 901,
      documents: 1,
      arrivals: 1,
    })

    const there = await dump()
    const here: Dump = Object.fromEntries(
      Object.keys(there).map(table => [table, database.prepare(`select * from "${table}"`).all()]),
    )
    expect(inOrder(there)).toEqual(inOrder(here))

    const moved = await open()
    expect(await moved.commit([turn(next(lan))])).toEqual(['committed'])
    const claim = { now: NOON, limit: 9_999, leaseMs: MINUTE, accounts: [ZALO] }
    expect(await moved.claimOutbox(claim)).toHaveLength(901)
    await moved.close()
    await expect(moveToPostgres(database, url)).rejects.toThrow('Name an empty database')
    database.close()
  })
})
