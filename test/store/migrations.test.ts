import { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MIGRATIONS, migrate } from '../../src/store/migrations.ts'
import type { Database, Db } from '../../src/store/schema.ts'
import { sqliteDialect } from '../../src/store/sqlite/dialect.ts'

describe('migrations', () => {
  let db: Db
  beforeEach(() => {
    db = new Kysely<Database>({ dialect: sqliteDialect(new DatabaseSync(':memory:')) })
  })
  afterEach(() => db.destroy())

  const applied = async () =>
    (await db.selectFrom('migrations').select('name').orderBy('name').execute()).map(row => row.name)

  it('run in the order of their names, which differ', () => {
    const names = MIGRATIONS.map(({ name }) => name)
    expect(names).toEqual([...new Set(names)].sort())
  })

  it('run once, however often they are asked for', async () => {
    await migrate(db)
    await migrate(db)
    expect(await applied()).toEqual(MIGRATIONS.map(({ name }) => name))
  })

  it('add what is new to a database of an older version', async () => {
    await migrate(db, MIGRATIONS.slice(0, 1))
    await db.insertInto('units').values({ id: 'xa-hoa-binh', title: null }).execute()
    await migrate(db)
    expect(await applied()).toHaveLength(MIGRATIONS.length)
    expect(await db.selectFrom('units').select('id').execute()).toEqual([{ id: 'xa-hoa-binh' }])
  })

  it('leave a database of a newer version alone, and say which one', async () => {
    await migrate(db, [...MIGRATIONS, { name: '9999-later', statements: [] }])
    await expect(migrate(db)).rejects.toThrow('newer version (9999-later)')
  })

  it('leave nothing behind when one fails', async () => {
    const broken = { name: '9999-broken', statements: ['create table half (id text)', 'create nonsense'] }
    await expect(migrate(db, [...MIGRATIONS, broken])).rejects.toThrow('nonsense')
    await expect(applied()).rejects.toThrow('no such table')
    await migrate(db)
    expect(await applied()).toHaveLength(MIGRATIONS.length)
  })
})
