import { onTestFinished } from 'vitest'
import { readSettings } from '../../src/config.ts'
import { type Server, startServer } from '../../src/house/server.ts'
import { seedParsed } from '../content-knowledge.ts'
import { FakeZalo } from '../fakes/zalo.ts'
import { newDatabase } from '../postgres/place.ts'
import { ownFolder, settingsIn } from './process.ts'

export type Instances = {
  zalo: FakeZalo
  servers: Server[]
  /** Of one more instance that shares the database, for a process of its own. */
  environment: () => Promise<{ [name: string]: string }>
  folder: string
  /** Moves the clocks of all these servers. */
  passTime(ms: number): void
}

/**
 * So many real servers in this process, with one Zalo on loopback, that share one PostgreSQL. `url` is its database; a new
 * one where none is given.
 */
export async function openInstances(count: number, url?: string): Promise<Instances> {
  let passed = 0
  const zalo = await FakeZalo.start()
  const folder = ownFolder()
  const shared = {
    DATABASE_URL: url ?? (await newDatabase()),
    SECRET_KEY: 'khoa-bi-mat-cua-ca-hai-may-chu-danloi',
    LOG_LEVEL: 'silent',
    ...zalo.environment,
  }
  const servers: Server[] = []
  onTestFinished(async () => {
    for (const server of servers) await server.close()
    await zalo.stop()
  })
  for (let number = 0; number < count; number++) {
    const settings = await settingsIn(folder, { ...shared, PORT: '0' })
    seedParsed(settings.DATA_DIR ?? '')
    servers.push(
      await startServer(
        { ...readSettings(settings), dossiers: { kind: 'sandbox' } },
        () => Date.now() + passed,
      ),
    )
  }
  zalo.postsTo(`${servers[0]?.url}/webhooks/zalo`)
  return {
    zalo,
    servers,
    folder,
    environment: () => settingsIn(folder, shared),
    passTime(ms) {
      passed += ms
    },
  }
}
