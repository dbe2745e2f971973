import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TokenPoint } from '../../src/channels/zalo/options.ts'
import type { StorePlace } from '../../src/store/open.ts'
import { FakeZalo } from '../fakes/zalo.ts'
import { newDatabase } from '../postgres/place.ts'
import { type Order, renewOnce } from './renewing.ts'

const run = promisify(execFile)
const SECOND = 1_000
const HOUR = 60 * 60 * SECOND

const ENGINES: { name: string; makePlace: () => Promise<StorePlace> }[] = [
  {
    name: 'SQLite',
    makePlace: async () => ({ databaseUrl: null, dataDir: mkdtempSync(join(tmpdir(), 'dan-loi-renewal-')) }),
  },
  { name: 'PostgreSQL', makePlace: async () => ({ databaseUrl: await newDatabase(), dataDir: '' }) },
]

describe.each(ENGINES)('a process that renews the token, on $name,', ({ makePlace }) => {
  let zalo: FakeZalo
  let place: StorePlace

  beforeEach(async () => {
    zalo = await FakeZalo.start()
    place = await makePlace()
  })
  afterEach(async () => {
    await zalo.stop()
    if (place.dataDir) rmSync(place.dataDir, { recursive: true })
  })

  /** Asks as a process does that has just started; only one that shall die has to be one. */
  const ask = ({ ahead = 0 } = {}) => renewOnce({ place, zalo: zalo.settings, ahead })

  /** A process of its own that asks; null where it died. */
  async function askApart({ dieAt, ahead = 0 }: { dieAt?: TokenPoint; ahead?: number } = {}) {
    const order: Order = { place, zalo: zalo.settings, ahead, ...(dieAt && { dieAt }) }
    try {
      const { stdout } = await run(process.execPath, ['test/accounts/renewing.ts', JSON.stringify(order)])
      return JSON.parse(stdout)
    } catch (error) {
      if (error instanceof Error && 'signal' in error && error.signal === 'SIGKILL') return null
      throw error
    }
  }
  const working = { token: { kind: 'token' }, state: { kind: 'working' } }

  it('one of several, which renew at the same moment, asks Zalo once', async () => {
    const found = await Promise.all([askApart(), askApart(), askApart()])
    expect(zalo.refreshes).toBe(1)
    expect(found.map(({ token }) => token.kind)).not.toContain('stopped')
    const again = [await ask(), await ask()]
    expect(again).toMatchObject([working, working])
    expect(zalo.refreshes).toBe(1)
  })

  it('and dies before it has said so loses nothing', async () => {
    expect(await askApart({ dieAt: 'begun' })).toBeNull()
    expect(await ask()).toMatchObject(working)
    expect(zalo.refreshes).toBe(1)
  })

  it('and dies before Zalo was asked is waited for, and then the token is good still', async () => {
    expect(await askApart({ dieAt: 'noted' })).toBeNull()
    expect(zalo.refreshes).toBe(0)
    expect(await ask()).toMatchObject({ token: { kind: 'retry' } })
    expect(await ask({ ahead: 31 * SECOND })).toMatchObject(working)
    expect(zalo.refreshes).toBe(1)
  })

  it('and dies with the answer in its hands has lost the pair: the next one knows it at once, and asks for a consent', async () => {
    expect(await askApart({ dieAt: 'answered' })).toBeNull()
    const found = await ask({ ahead: 31 * SECOND })
    expect(found.token).toEqual({ kind: 'stopped', reason: expect.stringContaining('used up') })
    expect(JSON.stringify(found.token)).toContain(`npm run accounts -- consent zalo:${zalo.settings.oaId}`)
    expect(zalo.refreshes).toBe(2)
    // What is used up stays so: Zalo is not asked over and over.
    expect(await ask({ ahead: HOUR })).toEqual(found)
    expect(zalo.refreshes).toBe(2)
  })

  it('and dies once the pair is on disk leaves it to the next one', async () => {
    expect(await askApart({ dieAt: 'stored' })).toBeNull()
    expect(await ask()).toMatchObject(working)
    expect(zalo.refreshes).toBe(1)
  })

  it('and dies while the old one works takes nothing from those who write meanwhile', async () => {
    expect(await ask()).toMatchObject(working)
    expect(await askApart({ dieAt: 'noted', ahead: 16 * HOUR })).toBeNull()
    expect(await ask({ ahead: 16 * HOUR })).toMatchObject({ token: { kind: 'token' } })
    expect(zalo.refreshes).toBe(1)
    expect(await ask({ ahead: 16 * HOUR + 31 * SECOND })).toMatchObject(working)
    expect(zalo.refreshes).toBe(2)
  })
})
