import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely'
import { storeError } from './errors.ts'

/** Preparing costs more than running, so statements are kept; the least used one makes room. */
const KEPT_STATEMENTS = 400

type Prepared = { statement: StatementSync; returnsRows: boolean }

/** Runs Kysely's compiled queries, and keeps their prepared statements by SQL text. */
export class SqliteConnection implements DatabaseConnection {
  readonly #database: DatabaseSync
  readonly #prepared = new Map<string, Prepared>()

  constructor(database: DatabaseSync) {
    this.#database = database
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    try {
      const { statement, returnsRows } = this.#prepare(query.sql)
      const parameters = query.parameters.map(bindable)
      if (!returnsRows) return { rows: [], numAffectedRows: BigInt(statement.run(...parameters).changes) }
      const rows: unknown[] = statement.all(...parameters)
      return { rows: isTyped<R>(rows) ? rows : [] }
    } catch (error) {
      throw storeError(error)
    }
  }

  /** A statement without parameters and result. */
  run(sql: string): void {
    try {
      this.#prepare(sql).statement.run()
    } catch (error) {
      throw storeError(error)
    }
  }

  // biome-ignore lint/correctness/useYield: Kysely asks for a generator; no query here is long enough to stream.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('The store does not stream.')
  }

  #prepare(sql: string): Prepared {
    const kept = this.#prepared.get(sql)
    if (kept) {
      this.#prepared.delete(sql)
      this.#prepared.set(sql, kept)
      return kept
    }
    const statement = this.#database.prepare(sql)
    const prepared = { statement, returnsRows: statement.columns().length > 0 }
    this.#prepared.set(sql, prepared)
    if (this.#prepared.size > KEPT_STATEMENTS) {
      const [oldest] = this.#prepared.keys()
      if (oldest !== undefined) this.#prepared.delete(oldest)
    }
    return prepared
  }
}

/** Kysely types a row by its query; SQLite cannot know that type, so it is taken on trust. */
function isTyped<R>(rows: unknown[]): rows is R[] {
  return rows.length >= 0
}

function bindable(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value
  throw new TypeError(`A ${typeof value} cannot be stored. Store text, a number or null.`)
}
