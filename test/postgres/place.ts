import pg from 'pg'
import { openPostgresStore } from '../../src/store/postgres/open.ts'
import type { Place } from '../store/describe-store.ts'

export type PostgresPlace = Place & {
  readonly url: string
  /** Runs SQL behind the store's back. */
  query(sql: string): Promise<{ [column: string]: unknown }[]>
}

/** An empty database with the schema in it. Places of one file of tests are the same database, one after another. */
export async function postgresPlace(): Promise<PostgresPlace> {
  database ??= makeDatabase()
  const { url, client, tables } = await database
  await client.query(
    `set session_replication_role = replica; ${tables
      .filter(({ name }) => name !== 'heartbeat')
      .map(({ name }) => `delete from ${name}`)
      .join(';')}`,
  )
  return {
    url,
    open: () => openPostgresStore(url),
    async dump() {
      const all: { [table: string]: { [column: string]: unknown }[] } = {}
      for (const { name, key } of tables)
        all[name] = (await client.query(`select * from ${name} ${key ? `order by ${key}` : ''}`)).rows
      return all
    },
    query: async sql => (await client.query(sql)).rows,
    remove: async () => {},
  }
}

type Made = { url: string; client: pg.Client; tables: readonly { name: string; key: string | null }[] }

let database: Promise<Made> | null = null

async function makeDatabase(): Promise<Made> {
  const url = await newDatabase()
  await (await openPostgresStore(url)).close()
  const client = await connect(url)
  const { rows } = await client.query<{ name: string; key: string | null }>(`
    select tablename as name, (
      select string_agg(quote_ident(attname), ', ' order by place)
      from pg_constraint, unnest(conkey) with ordinality as part (number, place)
        join pg_attribute on attnum = number
      where contype = 'p' and conrelid = tablename::regclass and attrelid = conrelid
    ) as key
    from pg_tables where schemaname = 'public' and tablename <> 'migrations' order by tablename`)
  return { url, client, tables: rows }
}

/** An empty database on the server of this run of tests; it goes with the server. */
export async function newDatabase(): Promise<string> {
  const desk = process.env.TEST_POSTGRES_DESK
  if (!desk) throw new Error('test/postgres/global-setup.ts did not run.')
  const answer = await fetch(desk)
  const server = await answer.text()
  if (!answer.ok) throw new Error(`PostgreSQL did not start: ${server}`)
  const name = `test_${process.pid}_${++made}`
  const client = await connect(server)
  await client.query(`create database ${name}`)
  await client.end()
  return new URL(`/${name}`, server).href
}

let made = 0

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, types: { getTypeParser } })
  // Its server ends before this process does.
  client.on('error', () => {})
  await client.connect()
  return client
}

function getTypeParser(oid: number, format?: 'text' | 'binary') {
  if (oid === pg.types.builtins.INT8) return Number
  return pg.types.getTypeParser(oid, format === 'binary' ? 'binary' : 'text')
}
