import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { signState } from '../../src/accounts/consent/link.ts'
import type { Server } from '../../src/house/server.ts'
import { secretKey } from '../../src/operations/secret.ts'
import { FakeZalo } from '../fakes/zalo.ts'
import { type AccountsHouse, accountsHouse, linesOfZalo } from './accounts-house.ts'
import { until } from './house.ts'

const LAN = '2000000000000000002'

let zalo: FakeZalo
let house: AccountsHouse
let server: Server
let account: string

beforeEach(async () => {
  zalo = await FakeZalo.start()
  house = accountsHouse()
  account = `zalo:${zalo.settings.oaId}`
  await house.command(['add', 'zalo'], linesOfZalo(zalo))
  server = await house.open()
  zalo.postsTo(`${server.url}/webhooks/zalo`)
  await zalo.userSays(LAN, 'chào')
  await until(() => zalo.sentTo(LAN).length === 2, 'the greeting', 20_000)
}, 40_000)
afterEach(() => zalo.stop())

type Ready = { status: string; accounts?: { account: string; state: string; reason: string }[] }

async function ready(): Promise<Ready> {
  const body: Ready = JSON.parse(await (await fetch(`${server.url}/readyz`)).text())
  return body
}

/** The link that the command prints; what it says to save in the console is saved there. */
async function consentLink(): Promise<URL> {
  const said = await house.command(['consent', account])
  zalo.challenge = /code challenge\s+(\S+)/.exec(said)?.[1] ?? null
  return new URL(/https?:\S+permission\S+/.exec(said)?.[0] ?? '')
}

/** Zalo leads the browser back: to the address that the link names, which is this server behind its proxy. */
async function comeBack(link: URL, also: { [name: string]: string | null } = {}) {
  const address = new URL(link.searchParams.get('redirect_uri') ?? '')
  const back = {
    code: zalo.consents(),
    oa_id: zalo.settings.oaId,
    state: link.searchParams.get('state'),
    ...also,
  }
  const query = new URLSearchParams(
    Object.entries(back).filter((pair): pair is [string, string] => pair[1] !== null),
  )
  const response = await fetch(`${server.url}${address.pathname}?${query}`)
  return { status: response.status, page: await response.text(), headers: response.headers, query }
}

async function loseTheToken(): Promise<void> {
  zalo.revoke()
  await zalo.userSays(LAN, 'đăng ký tạm trú')
  await until(async () => (await ready()).accounts !== undefined, 'the pause')
}

describe('an account whose token was revoked', () => {
  it('is paused, says so and what to do, and takes what comes in', async () => {
    await loseTheToken()
    const { status, accounts } = await ready()
    expect(status).toBe('ready')
    expect(accounts).toMatchObject([
      { account, state: 'paused', reason: expect.stringContaining(`accounts -- consent ${account}`) },
    ])
    const metrics = await (await fetch(`${server.url}/metrics`)).text()
    expect(metrics).toContain(`danloi_account_paused{account="${account}"} 1`)
    expect(metrics).toContain(`danloi_token_renewable{account="${account}"} 0`)
    expect(await house.command(['list'])).toContain('paused by token')
    await expect(house.command(['resume', account])).rejects.toThrow(`accounts -- consent ${account}`)
    expect(await zalo.userSays(LAN, 'danh mục')).toMatchObject({ status: 200 })
  })

  it('goes on by itself after a consent: what waited leaves in order', async () => {
    await loseTheToken()
    await zalo.userSays(LAN, 'danh mục')
    const { status, page, headers } = await comeBack(await consentLink())
    expect(status).toBe(200)
    expect(page).toContain('Kênh Zalo đã được nối lại')
    expect(page).toContain('connected again')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    await until(() => zalo.sentTo(LAN).length >= 4, 'what waited')
    const heads = zalo.sentTo(LAN).map(({ text }) => text?.split(/[:\n]/)[0])
    expect(heads.slice(2)).toEqual(['Đăng ký tạm trú', expect.stringContaining('Đang cần việc nào')])
    await until(async () => (await ready()).accounts === undefined, 'the end of the pause')
    expect(await house.command(['list'])).not.toContain('paused')
  })

  it('goes on by itself after a new refresh token was given by hand', async () => {
    await loseTheToken()
    const { refreshToken } = zalo.issueTokens()
    expect(await house.command(['token', account], `${refreshToken}\n`)).not.toContain(refreshToken)
    await until(() => zalo.sentTo(LAN).length >= 3, 'what waited', 15_000)
  })
})

describe('the page where a consent ends', () => {
  it('says what to do where it came to nothing, names no secret, and leaves the token alone', async () => {
    const link = await consentLink()
    const key = secretKey(null, house.settings.dataDir)
    const outcomes: [string, number, { [name: string]: string | null }][] = [
      ['cần mở từ một liên kết', 400, { state: null }],
      ['Liên kết không đúng', 400, { state: 'eyJvYSI6IjEifQ.abc' }],
      ['hết hạn', 400, { state: signState({ oa: zalo.settings.oaId, until: Date.now() - 1 }, key) }],
      ['không mở ở đây', 400, { state: signState({ oa: '4999', until: Date.now() + 60_000 }, key) }],
      ['Official Account khác', 400, { oa_id: '4000000000000000009' }],
      ['Chưa có sự đồng ý', 400, { code: null }],
      ['Zalo không nhận', 400, { code: 'c-bịa' }],
    ]
    for (const [title, status, also] of outcomes) {
      const back = await comeBack(link, also)
      expect([title, back.status]).toEqual([title, status])
      expect(back.page).toContain(title)
      for (const secret of [
        zalo.settings.appSecret,
        zalo.settings.refreshToken,
        back.query.get('code') ?? '?',
      ])
        expect(back.page).not.toContain(secret)
    }
    // The console holds another challenge.
    zalo.challenge = 'cua-mot-lan-khac'
    expect((await comeBack(link)).page).toContain('code challenge')
    await zalo.userSays(LAN, 'danh mục')
    await until(() => zalo.sentTo(LAN).length === 3, 'an answer with the old token')
    expect(zalo.refreshes).toBe(1)
  })

  it('may be loaded again: where Zalo was away it goes on, and where it was done it spoils nothing', async () => {
    const link = await consentLink()
    const code = zalo.consents()
    zalo.failNext('HTTP 500', 1, 'refresh')
    expect(await comeBack(link, { code })).toMatchObject({ status: 503 })
    expect(await comeBack(link, { code })).toMatchObject({ status: 200 })
    expect((await comeBack(link, { code })).page).toContain('có thể kênh đã nối xong')
    await zalo.userSays(LAN, 'danh mục')
    await until(() => zalo.sentTo(LAN).length === 3, 'an answer')
  })
})
