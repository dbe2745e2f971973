import type { DatabaseSync } from 'node:sqlite'
import { type Dialect, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import { SqliteConnection } from './connection.ts'

/**
 * Kysely over `node:sqlite`. There is one connection; Kysely itself lets only one query or transaction use it
 * at a time. Transactions begin as writers: one that began as a reader could find the file taken halfway.
 */
export function sqliteDialect(database: DatabaseSync): Dialect {
  const connection = new SqliteConnection(database)
  return {
    createAdapter: () => new SqliteAdapter(),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: db => new SqliteIntrospector(db),
    createDriver: () => ({
      init: async () => {},
      acquireConnection: async () => connection,
      beginTransaction: async () => connection.run('begin immediate'),
      commitTransaction: async () => connection.run('commit'),
      rollbackTransaction: async () => {
        // A full disk makes SQLite roll back by itself.
        if (database.isTransaction) connection.run('rollback')
      },
      releaseConnection: async () => {},
      destroy: async () => database.close(),
    }),
  }
}
