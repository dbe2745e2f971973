import { readFileSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { Operator } from '../../src/catalogue/schema/operator.ts'
import { dataTable, inventory } from '../../src/commands/data-table.ts'
import { retentionOf } from '../../src/house/retention.ts'
import { migrate } from '../../src/store/migrations.ts'
import type { Database } from '../../src/store/schema.ts'
import { sqliteDialect } from '../../src/store/sqlite/dialect.ts'

const PAGE = 'docs/du-lieu.md'
const TABLE = /(?<=<!-- bảng -->\n).*?(?=<!-- hết bảng -->)/s

/** How long everything is kept where the agency says nothing. */
const usual = retentionOf(
  Operator.pick({ keepDays: true, keep: true }).parse({ keepDays: undefined, keep: undefined }),
)

let database: DatabaseSync
beforeAll(async () => {
  database = new DatabaseSync(':memory:')
  await migrate(new Kysely<Database>({ dialect: sqliteDialect(database) }))
})

function tables(): string[] {
  return database
    .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
    .all()
    .map(({ name }) => String(name))
}

function rows(pragma: string, table: string) {
  return database.prepare(`pragma ${pragma}(${table})`).all()
}

describe('the inventory of data', () => {
  it('names every column of the database once, and none that is not there', () => {
    const there = tables().flatMap(table => rows('table_info', table).map(({ name }) => `${table}.${name}`))
    const named = inventory().flatMap(({ columns }) =>
      Object.entries(columns).flatMap(([table, all]) => all.map(column => `${table}.${column}`)),
    )
    expect(there.length).toBeGreaterThan(100)
    expect(named.toSorted()).toEqual(there.toSorted())
  })

  it('stands in the page for the agency’s file as it is', () => {
    const page = readFileSync(PAGE, 'utf8')
    const table = `\n${dataTable(inventory(), usual)}\n\n`
    // After a change on purpose: DOCS=write npx vitest run test/docs
    if (process.env.DOCS === 'write')
      writeFileSync(
        PAGE,
        page.replace(TABLE, () => table),
      )
    else expect(TABLE.exec(page)?.[0]).toBe(table)
    for (const { what } of inventory()) expect(table).toContain(`**${what}**`)
  })

  it('is right that everything of a person goes with the conversation, or loses it', () => {
    const loose = tables().filter(table => {
      const has = rows('table_info', table).some(({ name }) => name === 'conversation')
      const bound = rows('foreign_key_list', table).some(
        key =>
          key.from === 'conversation' &&
          key.table === 'conversations' &&
          (key.on_delete === 'CASCADE' || key.on_delete === 'SET NULL'),
      )
      return has && !bound
    })
    expect(loose).toEqual([])
  })

  it('tells the periods that the agency has set', () => {
    const table = dataTable(inventory(), { ...usual, conversationDays: 45 })
    expect(table).toContain('45 ngày, từng tin')
    expect(table).not.toMatch(/[{}]/)
  })
})
