import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openSqliteStore } from '../../src/store/sqlite/open.ts'
import { StoreUnavailable } from '../../src/store/store.ts'
import { openThreadedStore } from '../../src/store/threaded.ts'
import { next, someone, turn } from './samples.ts'

function fileInFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dan-loi-threaded-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'data', 'dan-loi.db')
}

describe('the store on a thread of its own', () => {
  it('has on disk what it says is committed', async () => {
    const file = fileInFolder()
    const lan = someone('lan')
    const store = await openThreadedStore(file)
    expect(await store.commit([turn(lan, { messageId: 'm-1' })])).toEqual(['committed'])
    expect(await store.commit([turn(next(lan), { messageId: 'm-1' })])).toEqual(['duplicate'])
    await store.close()
    const again = await openSqliteStore(file)
    expect(await again.load([lan])).toMatchObject([next(lan)])
    await again.close()
  })

  it('hands on what goes wrong, and goes on', async () => {
    const store = await openThreadedStore(fileInFolder())
    await expect(
      store.settleOutbox([{ id: 'nonsense', status: 'sent', platformId: null, at: 1 }]),
    ).rejects.toThrow('nonsense')
    await expect(store.check()).resolves.toBeUndefined()
    await store.close()
  })

  it('says what to do where the file cannot be opened', async () => {
    const file = fileInFolder()
    writeFileSync(join(file, '..', '..', 'data'), 'in the way')
    await expect(openThreadedStore(file)).rejects.toThrow(StoreUnavailable)
  })

  it('refuses what comes after its end', async () => {
    const store = await openThreadedStore(fileInFolder())
    await store.close()
    await expect(store.check()).rejects.toThrow(StoreUnavailable)
  })
})
