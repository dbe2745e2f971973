import { describe, expect, it } from 'vitest'
import type { Account } from '../../src/accounts/account.ts'
import { changeBetween } from '../../src/accounts/changes.ts'
import { ZaloAccount } from '../../src/accounts/zalo.ts'

function account(oaId: string, oaSecretKey = 'khoa', profile: Account['profile'] = {}): Account {
  const settings = ZaloAccount.parse({ appId: '1', appSecret: 'bi-mat', oaId, oaSecretKey })
  return { id: `zalo:${oaId}`, kind: 'zalo', settings, origin: 'command', profile, paused: null }
}
const register = (...accounts: Account[]) => ({ accounts, broken: [] })

describe('two readings of the accounts', () => {
  it('are the same where rows were only sealed anew, or paused', () => {
    const paused = { by: 'operator', reason: 'dọn phòng', at: 1 } as const
    expect(changeBetween(register(account('4')), register({ ...account('4'), paused }))).toEqual({
      opened: [],
      closed: [],
      renamed: [],
    })
  })

  it('tell who has come, has other settings, is gone, or says something else of its operator', () => {
    const before = register(account('4'), account('5'), account('6'), account('7'))
    const changed = account('5', 'khoa-moi')
    const named = account('7', 'khoa', { agency: 'UBND phường Hạc Thành' })
    const { opened, closed, renamed } = changeBetween(
      before,
      register(account('4'), changed, named, account('8')),
    )
    expect(opened).toEqual([changed, account('8')])
    expect(closed).toEqual(['zalo:6'])
    expect(renamed).toEqual(['zalo:7'])
  })
})
