import { type Dialect, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import type { Pool } from 'pg'
import { PostgresConnection } from './connection.ts'
import { storeError } from './errors.ts'

/**
 * Kysely over `pg`, beside its own dialect for three things: statements stay prepared, errors are the port's, and a
 * connection that broke in the middle is thrown away instead of being handed on.
 */
export function postgresDialect(pool: Pool): Dialect {
  const mine = new WeakMap<object, PostgresConnection>()
  const own = (connection: object): PostgresConnection => {
    const found = mine.get(connection)
    if (!found) throw new Error('This connection is not of this pool.')
    return found
  }
  return {
    createAdapter: () => new PostgresAdapter(),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createIntrospector: db => new PostgresIntrospector(db),
    createDriver: () => ({
      init: async () => {},
      async acquireConnection() {
        try {
          const connection = new PostgresConnection(await pool.connect())
          mine.set(connection, connection)
          return connection
        } catch (error) {
          throw storeError(error)
        }
      },
      beginTransaction: connection => own(connection).run('begin'),
      commitTransaction: connection => own(connection).run('commit'),
      async rollbackTransaction(connection) {
        // The server rolls back what a broken connection leaves.
        if (!own(connection).isBroken) await own(connection).run('rollback')
      },
      releaseConnection: async connection => own(connection).release(),
      destroy: () => pool.end(),
    }),
  }
}
