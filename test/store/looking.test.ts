import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, onTestFinished } from 'vitest'
import { lookIntoStore } from '../../src/store/looking.ts'
import type { StorePlace } from '../../src/store/open.ts'
import { takeFolder } from '../../src/store/sqlite/lock.ts'
import { openSqliteStore } from '../../src/store/sqlite/open.ts'
import type { Store } from '../../src/store/store.ts'
import { postgresPlace } from '../postgres/place.ts'
import { NOON, someone, turn } from './samples.ts'

function dataDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dan-loi-looking-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const ENGINES: [string, () => Promise<{ place: StorePlace; store: Store }>][] = [
  [
    'SQLite',
    async () => {
      const folder = dataDir()
      return {
        place: { databaseUrl: null, dataDir: folder },
        store: await openSqliteStore(join(folder, 'dan-loi.db')),
      }
    },
  ],
  [
    'PostgreSQL',
    async () => {
      const { url, open } = await postgresPlace()
      return { place: { databaseUrl: url, dataDir: dataDir() }, store: await open() }
    },
  ],
]

describe.each(ENGINES)('a look into %s', (_, begin) => {
  it('sees what is there beside the server that works on it', async () => {
    const { place, store } = await begin()
    const letGo = takeFolder(place.dataDir)
    const lan = someone('lan')
    await store.commit([turn(lan)])
    const looked = await lookIntoStore(place)
    if (looked.kind === 'none') throw new Error('Nothing was seen.')
    expect([looked.missing, looked.newer, await looked.check()]).toEqual([[], [], null])
    expect(await looked.store.backlog(NOON)).toMatchObject({ outbox: 2 })
    expect(await looked.lastPerson(lan.account, NOON)).toBe(lan.person)
    expect(await looked.lastPerson(lan.account, NOON + 1)).toBeNull()
    await looked.store.close()
    await store.commit([turn(someone('mai'))])
    await store.close()
    letGo()
  })
})

describe('a look into a folder', () => {
  it('finds nothing where nothing was begun, and begins nothing', async () => {
    const folder = dataDir()
    expect(await lookIntoStore({ databaseUrl: null, dataDir: folder })).toEqual({ kind: 'none' })
    expect(readdirSync(folder)).toEqual([])
  })

  it('names migrations that are to come, and those of a newer version, and runs none', async () => {
    const folder = dataDir()
    const file = join(folder, 'dan-loi.db')
    await (await openSqliteStore(file)).close()
    const database = new DatabaseSync(file)
    database.exec(
      `delete from migrations where name = '0008-arrivals'; insert into migrations values ('9999-later', 0)`,
    )
    database.close()
    const looked = await lookIntoStore({ databaseUrl: null, dataDir: folder })
    expect(looked).toMatchObject({ missing: ['0008-arrivals'], newer: ['9999-later'] })
    if (looked.kind === 'seen') await looked.store.close()
    expect(existsSync(join(folder, 'lock'))).toBe(false)
  })
})
