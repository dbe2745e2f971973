import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Pauses } from '../../src/accounts/pauses.ts'
import type { Channel } from '../../src/channels/channel.ts'
import type { TokenState } from '../../src/channels/zalo/options.ts'
import { troublesOf } from '../../src/operations/figures/account-troubles.ts'
import type { AccountPause } from '../../src/store/records/account.ts'
import type { Store } from '../../src/store/store.ts'
import { type SqlitePlace, sqlitePlace } from '../store/sqlite-place.ts'

const ID = 'zalo:4000000000000000004'
const NOON = Date.UTC(2026, 10, 22, 5)
const working: TokenState = { kind: 'working', expiresAt: NOON + 1, issuedAt: NOON }
const lost: TokenState = { kind: 'lost', reason: 'consent anew' }

let place: SqlitePlace
let store: Store

beforeEach(async () => {
  place = await sqlitePlace()
  store = await place.open()
  await store.putAccount({
    ...{ id: ID, kind: 'zalo', unit: 'Xã Ví Dụ', title: 'UBND', origin: 'command', at: NOON },
    ...{ settings: 's1.sealed', profile: null },
  })
})
afterEach(async () => {
  await store.close()
  await place.remove()
})

/** A process of its own; `resumed` holds the accounts that it was told to send on again. */
function process(paused: ReadonlyMap<string, AccountPause> = new Map()) {
  const resumed: string[] = []
  const logged: string[] = []
  const write = (fields: object, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`)
  const pauses = new Pauses({
    store,
    accounts: [ID],
    paused,
    now: () => NOON,
    log: { info: write, warn: write, error: write },
    onResumed: account => resumed.push(account),
  })
  return { pauses, resumed, logged }
}

const channel: Channel = {
  kind: 'zalo',
  account: ID,
  freeHours: 48,
  render: () => [],
  send: async () => ({ kind: 'sent', platformId: null }),
}

describe('the pauses of accounts', () => {
  it('of a lost token are in the row, seen by the other processes, and over with a new token', async () => {
    const [here, there] = [process(), process()]
    here.pauses.tokenIs(ID, lost)
    await here.pauses.stop()
    await there.pauses.look()
    expect(there.pauses.states).toMatchObject([{ account: ID, paused: { by: 'token', at: NOON } }])
    expect(there.logged.join()).toContain('An account is paused')
    there.pauses.tokenIs(ID, working)
    await there.pauses.stop()
    await here.pauses.look()
    expect([here.resumed, there.resumed]).toEqual([[ID], [ID]])
    expect((await store.accounts())[0]?.paused).toBeNull()
  })

  it('of an operator hold back what would be sent, whatever the token does', async () => {
    const { pauses, resumed } = process()
    const guarded = pauses.guard(channel)
    expect(await guarded.send({})).toMatchObject({ kind: 'sent' })
    await store.pauseAccount(ID, { by: 'operator', reason: 'dọn phòng', at: NOON })
    await pauses.look()
    pauses.tokenIs(ID, lost)
    pauses.tokenIs(ID, working)
    await pauses.stop()
    expect(await guarded.send({})).toEqual({ kind: 'stopped', reason: expect.stringContaining('dọn phòng') })
    expect(resumed).toEqual([])
    await store.resumeAccount(ID, 'operator')
    await pauses.look()
    expect(await guarded.send({})).toMatchObject({ kind: 'sent' })
    expect(resumed).toEqual([ID])
  })

  it('of an operator hold from the very start, before the rows were read anew', async () => {
    const pause = { by: 'operator', reason: 'dọn phòng', at: NOON } as const
    const { pauses } = process(new Map([[ID, pause]]))
    expect(await pauses.guard(channel).send({})).toMatchObject({ kind: 'stopped' })
  })

  it('of hundreds of accounts cost nothing where their tokens work', async () => {
    let calls = 0
    const { resumeAccount } = store
    store.resumeAccount = (id, by) => {
      calls++
      return resumeAccount(id, by)
    }
    const { pauses } = process()
    for (let account = 0; account < 200; account++) pauses.tokenIs(`zalo:${account}`, working)
    await pauses.stop()
    expect(calls).toBe(0)
  })

  it('of a lost token that were there at the start are over as soon as the token works', async () => {
    const pause = { by: 'token', reason: 'consent anew', at: NOON } as const
    await store.pauseAccount(ID, pause)
    const { pauses, resumed } = process(new Map([[ID, pause]]))
    pauses.tokenIs(ID, working)
    await pauses.stop()
    expect(resumed).toEqual([ID])
    expect((await store.accounts())[0]?.paused).toBeNull()
  })

  it('of a lost token are written later where the store was away at first', async () => {
    const { pauses } = process()
    const { pauseAccount } = store
    store.pauseAccount = async () => {
      throw new Error('away')
    }
    pauses.tokenIs(ID, lost)
    await pauses.stop()
    store.pauseAccount = pauseAccount
    pauses.tokenIs(ID, lost)
    await pauses.stop()
    expect((await store.accounts())[0]?.paused).toMatchObject({ by: 'token' })
  })
})

describe('what the health page says of accounts', () => {
  it('is nothing where all is well, and the reason where a token is going or gone', () => {
    const account = { account: ID, paused: null, token: working }
    expect(troublesOf([account])).toEqual([])
    const ending = { ...working, kind: 'ending' as const, reason: 'consent anew' }
    expect(troublesOf([{ ...account, token: ending }])).toEqual([
      { account: ID, state: 'token-ending', reason: 'consent anew' },
    ])
    expect(troublesOf([{ ...account, paused: { by: 'token', reason: 'consent anew', at: NOON } }])).toEqual([
      { account: ID, state: 'paused', reason: 'consent anew', since: '2026-11-22T05:00:00.000Z' },
    ])
  })
})
