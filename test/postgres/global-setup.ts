import { once } from 'node:events'
import { createServer } from 'node:http'
import { type PostgresServer, startPostgres } from './server.ts'

/**
 * One PostgreSQL for a whole run of tests, started when the first file asks for it (test/postgres/place.ts) and removed
 * at the end. A run that asks for none pays for none.
 */
export default async function setup(): Promise<() => Promise<void>> {
  let server: Promise<PostgresServer> | null = null
  const desk = createServer((_, response) => {
    server ??= startPostgres()
    server.then(
      ({ url }) => response.end(url),
      (error: unknown) => response.writeHead(500).end(error instanceof Error ? error.stack : String(error)),
    )
  }).listen(0, '127.0.0.1')
  await once(desk, 'listening')
  const address = desk.address()
  if (address === null || typeof address === 'string') throw new Error('No port was given.')
  process.env.TEST_POSTGRES_DESK = `http://127.0.0.1:${address.port}`
  return async () => {
    desk.close()
    desk.closeAllConnections()
    await (await server)?.remove()
  }
}
