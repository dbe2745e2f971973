import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ZaloOptions } from '../../src/channels/zalo/options.ts'
import { NO_PAIR, type TokenPair } from '../../src/channels/zalo/token/pair.ts'
import { ZaloToken } from '../../src/channels/zalo/token/token.ts'
import { FakeZalo } from '../fakes/zalo.ts'
import { memoryStorage, optionsFor } from './zalo-stage.ts'

const MINUTE = 60 * 1000
const HOUR = 60 * MINUTE

let zalo: FakeZalo
beforeEach(async () => {
  zalo = await FakeZalo.start()
})
afterEach(() => zalo.stop())

/** A process of its own: nothing shared but the storage. */
function start(storage = memoryStorage(), change: Partial<ZaloOptions> = {}) {
  const { options, logged } = optionsFor(zalo, storage)
  return { token: new ZaloToken({ ...options, ...change }), storage, logged }
}

/** What Zalo would hand to somebody else, as the storage keeps it. */
function issuedElsewhere(redeemed: string[] = []): TokenPair {
  const { accessToken, refreshToken } = zalo.issueTokens()
  return { ...NO_PAIR, accessToken, refreshToken, expiresAt: zalo.now() + 25 * HOUR, redeemed }
}

describe('the first token', () => {
  it('comes from the setting while the storage has none', async () => {
    const { token, storage } = start()
    expect(await token.use()).toMatchObject({ kind: 'token' })
    expect(zalo.refreshes).toBe(1)
    expect(storage.stored?.pair.expiresAt).toBeGreaterThan(zalo.now() + 24 * HOUR)
  })

  it('comes from the storage once the setting has been redeemed', async () => {
    const { storage } = start()
    const first = await start(storage).token.use()
    expect(await start(storage).token.use()).toEqual(first)
    expect(zalo.refreshes).toBe(1)
  })

  it('comes from a setting that is new, for an operator has put it there', async () => {
    const { token, storage } = start()
    await token.use()
    const fresh = zalo.issueTokens()
    const restarted = start(storage, { refreshToken: fresh.refreshToken })
    expect(await restarted.token.use()).toEqual({
      kind: 'token',
      accessToken: storage.stored?.pair.accessToken,
    })
    expect(storage.stored?.pair.redeemed).toHaveLength(2)
    expect(zalo.refreshes).toBe(2)
  })

  it('is not fetched anew by a process that still has the old setting', async () => {
    const { token, storage } = start()
    await token.use()
    await start(storage, { refreshToken: zalo.issueTokens().refreshToken }).token.use()
    expect(await start(storage).token.use()).toMatchObject({ kind: 'token' })
    expect(zalo.refreshes).toBe(2)
  })

  it('is the stored one where a new setting proves to be wrong', async () => {
    const { token, storage } = start()
    const working = await token.use()
    expect(await start(storage, { refreshToken: 'r-gõ-nhầm' }).token.use()).toEqual(working)
  })

  it('is missing without a setting, and the reason says what to do', async () => {
    const { token } = start(memoryStorage(), { refreshToken: null })
    expect(await token.use()).toEqual({
      kind: 'stopped',
      reason: expect.stringContaining('ZALO_REFRESH_TOKEN'),
    })
  })
})

describe('a renewal', () => {
  it('comes when less than ten hours are left, not before', async () => {
    const { token } = start()
    const first = await token.use()
    zalo.passTime(15 * HOUR - MINUTE)
    expect(await token.use()).toEqual(first)
    zalo.passTime(2 * MINUTE)
    expect(await token.use()).not.toEqual(first)
    expect(zalo.refreshes).toBe(2)
  })

  it('happens once for many who ask at the same time', async () => {
    const { token } = start()
    const answers = await Promise.all(Array.from({ length: 20 }, () => token.use()))
    expect(new Set(answers.map(answer => JSON.stringify(answer))).size).toBe(1)
    expect(zalo.refreshes).toBe(1)
  })

  it('happens in one of two processes; the other asks again soon and gets the same token', async () => {
    const one = start()
    const two = start(one.storage)
    const answers = await Promise.all([one.token.use(), two.token.use()])
    expect(answers.map(answer => answer.kind).sort()).toEqual(['retry', 'token'])
    expect(await two.token.use()).toEqual(await one.token.use())
    expect(zalo.refreshes).toBe(1)
  })

  it('is not begun by a process that comes while another is at it', async () => {
    const one = start()
    const two = start(one.storage)
    const write = one.storage.write
    const meanwhile: unknown[] = []
    one.storage.write = async (pair, version) => {
      const written = await write(pair, version)
      one.storage.write = write
      meanwhile.push(await two.token.use())
      return written
    }
    expect(await one.token.use()).toMatchObject({ kind: 'token' })
    expect(meanwhile).toMatchObject([{ kind: 'retry', afterMs: 2_000 }])
    expect(zalo.refreshes).toBe(1)
  })

  it('is on disk before anybody has the token, so that a crash in between loses nothing', async () => {
    const { token, storage } = start()
    const write = storage.write
    storage.write = async (pair, version) => {
      const written = await write(pair, version)
      if (pair.accessToken !== '') throw new Error('the process was killed right after the commit')
      return written
    }
    expect(await token.use()).toMatchObject({ kind: 'retry' })
    storage.write = write
    const restarted = start(storage)
    expect(await restarted.token.use()).toEqual({
      kind: 'token',
      accessToken: storage.stored?.pair.accessToken,
    })
    expect(zalo.refreshes).toBe(1)
  })

  it('is kept in memory while the storage fails, and handed out only once it is stored', async () => {
    const { token, storage } = start()
    const write = storage.write
    storage.write = async (pair, version) => {
      if (pair.accessToken !== '') throw new Error('database is locked')
      return write(pair, version)
    }
    expect(await token.use()).toMatchObject({ kind: 'retry' })
    expect(await token.use()).toMatchObject({ kind: 'retry' })
    storage.write = write
    expect(await token.use()).toEqual({ kind: 'token', accessToken: storage.stored?.pair.accessToken })
    expect(zalo.refreshes).toBe(1)
  })

  it('is left by a process that died meanwhile to the others after half a minute', async () => {
    const { token } = start(memoryStorage({ ...NO_PAIR, refreshingUntil: zalo.now() + 30_000 }))
    expect(await token.use()).toMatchObject({ kind: 'retry', afterMs: 2_000 })
    zalo.passTime(30_001)
    expect(await token.use()).toMatchObject({ kind: 'token' })
  })

  it('can wait while the token service is down and the token still works', async () => {
    const { token } = start()
    const first = await token.use()
    zalo.passTime(24 * HOUR + 30 * MINUTE)
    zalo.failNext('HTTP 500', 1, 'refresh')
    expect(await token.use()).toEqual(first)
    expect(await token.use()).toEqual(first)
    expect(zalo.refreshes).toBe(1)
    zalo.passTime(MINUTE)
    expect(await token.use()).not.toEqual(first)
  })

  it('is tried again later when the token service is down and no token works', async () => {
    const { token } = start()
    zalo.failNext('reset', 1, 'refresh')
    expect(await token.use()).toMatchObject({ kind: 'retry', reason: expect.stringContaining('ECONNRESET') })
    expect(await token.use()).toMatchObject({ kind: 'token' })
  })

  it('that is refused stops the account, is logged without tokens, and not asked for again at once', async () => {
    zalo.issueTokens()
    const { token, logged } = start()
    expect(await token.use()).toMatchObject({ kind: 'stopped', reason: expect.stringContaining('-14014') })
    expect(await token.use()).toMatchObject({ kind: 'stopped' })
    expect(zalo.refreshes).toBe(1)
    expect(logged.join('\n')).toContain('"error_reason":"Invalid refresh token"')
    zalo.passTime(11 * MINUTE)
    await token.use()
    expect(zalo.refreshes).toBe(2)
  })
})

describe('an answer without an access token', () => {
  it('is a failure, and logged whole but for its tokens', async () => {
    const { token, logged } = start()
    zalo.failNext('no access token', 1, 'refresh')
    expect(await token.use()).toMatchObject({ kind: 'stopped' })
    expect(logged.join()).toContain('"expires_in":"90000"')
    expect(logged.join()).not.toContain('r-đơn-độc')
  })
})

describe('a token that Zalo refused', () => {
  it('is replaced by the one that another process has stored, without a refresh', async () => {
    const { token, storage } = start()
    const first = await token.use()
    const other = issuedElsewhere(storage.stored?.pair.redeemed)
    await storage.write(other, storage.stored?.version ?? 0)
    expect(await token.replace(first.kind === 'token' ? first.accessToken : '')).toEqual({
      kind: 'token',
      accessToken: other.accessToken,
    })
    expect(zalo.refreshes).toBe(1)
  })

  it('is not handed out again while it can not be renewed', async () => {
    const { token } = start()
    const first = await token.use()
    zalo.failNext('HTTP 500', 2, 'refresh')
    expect(await token.replace(first.kind === 'token' ? first.accessToken : '')).toMatchObject({
      kind: 'retry',
    })
    expect(await token.use()).toMatchObject({ kind: 'retry' })
    expect(await token.use()).toMatchObject({ kind: 'token' })
  })
})

describe('a token that cannot be renewed any more', () => {
  it('is used while it lasts, and somebody is told hours before it ends', async () => {
    const { token, storage } = start()
    const first = await token.use()
    zalo.passTime(16 * HOUR)
    zalo.failNext(-14014, 1, 'refresh')
    expect(await token.use()).toEqual(first)
    expect(token.state).toMatchObject({
      kind: 'ending',
      reason: expect.stringContaining('npm run accounts -- consent zalo:4000000000000000004'),
    })
    zalo.passTime(10 * HOUR)
    zalo.revoke()
    expect(await start(storage).token.use()).toMatchObject({ kind: 'stopped' })
  })

  it('that was asked for and never answered is known to be spent as soon as Zalo says no', async () => {
    const { token, storage } = start()
    zalo.failNext('taken, then reset', 1, 'refresh')
    expect(await token.use()).toMatchObject({ kind: 'retry' })
    expect(storage.stored?.pair.attempt).not.toBeNull()
    expect(await token.use()).toMatchObject({ kind: 'stopped', reason: expect.stringContaining('used up') })
    zalo.passTime(24 * HOUR)
    await start(storage).token.use()
    expect(zalo.refreshes).toBe(2)
  })

  it('is asked for again with another app secret, which may have been wrong', async () => {
    const { token, storage } = start(memoryStorage(), { appSecret: 'gõ nhầm' })
    expect(await token.use()).toMatchObject({ kind: 'stopped' })
    expect(await start(storage).token.use()).toMatchObject({ kind: 'token' })
  })

  it('was never asked for while nobody answered the door, so nothing is noted', async () => {
    // A port that is free now may be another test's a moment later; nobody ever listens on this one.
    const { token, storage } = start(memoryStorage(), { oauthUrl: 'http://127.0.0.1:1' })
    expect(await token.use()).toMatchObject({ kind: 'retry' })
    expect(storage.stored?.pair.attempt).toBeNull()
    expect(await start(storage).token.use()).toMatchObject({ kind: 'token' })
  })
})

describe('a clock that jumps', () => {
  it('back by a year blocks nobody: neither the lease nor the age of the token is believed', async () => {
    const { token, storage } = start()
    await token.use()
    const future = zalo.now() + 365 * 24 * HOUR
    const pair = storage.stored?.pair ?? NO_PAIR
    await storage.write(
      { ...pair, issuedAt: future, expiresAt: future + 25 * HOUR, refreshingUntil: future },
      storage.stored?.version ?? 0,
    )
    expect(await start(storage).token.use()).toMatchObject({ kind: 'token' })
    expect(zalo.refreshes).toBe(2)
  })

  it('ahead by a year renews once, and goes on when it is put right again', async () => {
    const { token, storage } = start()
    await token.use()
    zalo.passTime(365 * 24 * HOUR)
    expect(await start(storage).token.use()).toMatchObject({ kind: 'token' })
    zalo.passTime(-365 * 24 * HOUR)
    expect(await start(storage).token.use()).toMatchObject({ kind: 'token' })
    expect(zalo.refreshes).toBe(3)
  })
})

describe('tokens that were sealed with another SECRET_KEY', () => {
  const sealedElsewhere = () => {
    const storage = memoryStorage()
    let sealed = true
    return {
      storage: {
        ...storage,
        read: async () => (sealed ? { pair: null, version: 7 } : storage.stored),
        write: async (pair: TokenPair, version: number) => {
          if (version !== 7) return false
          sealed = false
          storage.stored = { pair, version: 8 }
          return true
        },
      },
      isSealed: () => sealed,
    }
  }

  it('stay as they are, for the key may come back; the reason says so', async () => {
    const { storage, isSealed } = sealedElsewhere()
    expect(await start(storage).token.use()).toMatchObject({
      kind: 'stopped',
      reason: expect.stringContaining('put the former key back'),
    })
    expect(isSealed()).toBe(true)
    expect(zalo.refreshes).toBe(0)
  })

  it('are replaced by a consent, and by that alone', async () => {
    const { storage, isSealed } = sealedElsewhere()
    const { token } = start(storage)
    await token.consent(async () => ({ kind: 'refused', reason: 'no' }))
    expect(isSealed()).toBe(true)
    const { accessToken, refreshToken } = zalo.issueTokens()
    const issued = { kind: 'issued' as const, accessToken, refreshToken, expiresInMs: 25 * HOUR }
    expect(await token.consent(async () => issued)).toEqual({ answer: issued, stored: true })
    expect(await token.use()).toEqual({ kind: 'token', accessToken })
  })
})

describe('a consent', () => {
  const issued = () => {
    const { accessToken, refreshToken } = zalo.issueTokens()
    return { kind: 'issued' as const, accessToken, refreshToken, expiresInMs: 25 * HOUR }
  }

  it('asks Zalo only when nobody renews, here or elsewhere, so that no code is spent in vain', async () => {
    const leased = { ...NO_PAIR, refreshingUntil: zalo.now() + 20_000 }
    const { token } = start(memoryStorage(leased))
    let asked = false
    const consented = await token.consent(async () => {
      asked = true
      return issued()
    })
    expect([consented, asked]).toEqual([{ answer: null, stored: false }, false])
  })

  it('that is not yet on disk is not used, is kept, and is stored as soon as the disk takes it', async () => {
    const { token, storage } = start(memoryStorage(), { refreshToken: null })
    const pair = issued()
    const { write } = storage
    storage.write = async (next, version) => {
      if (next.accessToken !== '') throw new Error('database is locked')
      return write(next, version)
    }
    expect(await token.consent(async () => pair)).toMatchObject({ stored: false })
    expect(await token.use()).toMatchObject({ kind: 'retry' })
    storage.write = write
    expect(await token.use()).toEqual({ kind: 'token', accessToken: pair.accessToken })
  })

  it('is seen by the other processes, and is not undone by the setting that was lost', async () => {
    zalo.issueTokens()
    const here = start()
    const other = start(here.storage)
    expect(await other.token.use()).toMatchObject({ kind: 'stopped' })
    const pair = issued()
    await here.token.consent(async () => pair)
    expect(await other.token.use()).toEqual({ kind: 'token', accessToken: pair.accessToken })
    expect(await start(here.storage).token.use()).toEqual({ kind: 'token', accessToken: pair.accessToken })
    expect(zalo.refreshes).toBe(1)
  })
})
