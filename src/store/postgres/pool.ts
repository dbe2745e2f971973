import pg from 'pg'

export type PoolOptions = {
  url: string
  most: number
  /** After this long a statement has failed, also where nothing is heard of the server any more. */
  statementMs: number
}

/** Whoever waits behind has to be told within this time that the database is away. */
const CONNECT_MS = 1_000
/** An instance that lost its network in the middle of a transaction must not keep its locks. */
const IDLE_IN_TRANSACTION_MS = 5_000
/** After a move of the database to another machine, no connection sticks to the old one for longer. */
const LONGEST_LIFE_S = 30 * 60

/** Connections to the database, made when they are needed; one that breaks is replaced by the next that is asked for. */
export function makePool({ url, most, statementMs }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    ...connectionTo(url),
    max: most,
    connectionTimeoutMillis: CONNECT_MS,
    maxLifetimeSeconds: LONGEST_LIFE_S,
    statement_timeout: statementMs,
    // The server's own word comes first where it still has one.
    query_timeout: statementMs + 100,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
  })
  // An idle connection broke; it is out of the pool already, and whoever needs the next one hears what is wrong.
  pool.on('error', () => {})
  return pool
}

/** What every connection has in common. */
export function connectionTo(url: string): pg.ClientConfig {
  return { connectionString: url, application_name: 'dan-loi', keepAlive: true, types: { getTypeParser } }
}

/** Counts and times come as numbers, as everywhere in the house. */
function getTypeParser(oid: number, format?: 'text' | 'binary') {
  if (oid === pg.types.builtins.INT8 || oid === pg.types.builtins.NUMERIC) return safeNumber
  return pg.types.getTypeParser(oid, format === 'binary' ? 'binary' : 'text')
}

function safeNumber(text: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && !Number.isSafeInteger(number))
    throw new RangeError(`${text} is too large for a number.`)
  return number
}
