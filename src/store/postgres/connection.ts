import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely'
import type { PoolClient, QueryResultRow } from 'pg'
import { breaksConnection, storeError } from './errors.ts'
import { nameOf } from './statement-names.ts'

/** One connection while somebody uses it: runs Kysely's compiled queries. */
export class PostgresConnection implements DatabaseConnection {
  readonly #client: PoolClient
  /** It hangs, or is cut: nobody may get it after this. */
  isBroken = false

  constructor(client: PoolClient) {
    this.#client = client
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const name = nameOf(sql)
    const result = await this.#query<R & QueryResultRow>({
      text: sql,
      values: parameters.map(bindable),
      ...(name !== null && { name }),
    })
    return { rows: result.rows, numAffectedRows: BigInt(result.rowCount ?? 0) }
  }

  /** A statement without parameters and result. */
  async run(sql: string): Promise<void> {
    await this.#query({ text: sql, values: [] })
  }

  release(): void {
    this.#client.release(this.isBroken)
  }

  // biome-ignore lint/correctness/useYield: Kysely asks for a generator; no query here is long enough to stream.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('The store does not stream.')
  }

  async #query<R extends QueryResultRow>(query: { text: string; values: unknown[]; name?: string }) {
    try {
      return await this.#client.query<R>(query)
    } catch (error) {
      if (breaksConnection(error)) this.isBroken = true
      throw storeError(error)
    }
  }
}

/** PostgreSQL's text knows no NUL, and people send what they like. */
function bindable(value: unknown): string | number | null {
  if (typeof value === 'string') return value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value
  if (value === null || typeof value === 'number') return value
  throw new TypeError(`A ${typeof value} cannot be stored. Store text, a number or null.`)
}
