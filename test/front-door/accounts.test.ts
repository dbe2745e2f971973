import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FakeMessenger } from '../fakes/messenger.ts'
import { FakeZalo } from '../fakes/zalo.ts'
import { type AccountsHouse, accountsHouse, linesOfPage, linesOfZalo } from './accounts-house.ts'
import { until } from './house.ts'

const LAN = '2000000000000000002'
const HUNG = '2000000000000000003'
const WARD = 'Phường Hạc Thành, tỉnh Thanh Hóa'
const WARD_AGENCY = 'Ủy ban nhân dân phường Hạc Thành'

describe('two Official Accounts in one house', () => {
  let commune: FakeZalo
  let ward: FakeZalo
  let house: AccountsHouse

  beforeEach(async () => {
    commune = await FakeZalo.start()
    ward = await FakeZalo.start({ oaId: '4000000000000000005' })
    house = accountsHouse()
    await house.command(['add', 'zalo'], linesOfZalo(commune))
    await house.command(
      ['add', 'zalo', '--unit', WARD, '--agency', WARD_AGENCY, '--desk-phone', '0237 111 2222'],
      linesOfZalo(ward),
    )
  })
  afterEach(async () => {
    await commune.stop()
    await ward.stop()
  })

  async function open() {
    const server = await house.open()
    for (const zalo of [commune, ward]) zalo.postsTo(`${server.url}/webhooks/zalo`)
    return server
  }

  it('answer each their own people, in the name of their own agency, with their own token', async () => {
    await open()
    expect(await commune.userSays(LAN, 'chào')).toMatchObject({ status: 200 })
    expect(await ward.userSays(HUNG, 'chào')).toMatchObject({ status: 200 })
    await until(() => commune.sentTo(LAN).length > 0 && ward.sentTo(HUNG).length > 0, 'both greetings')
    expect(commune.sentTo(LAN)[0]?.text).toContain('Ủy ban nhân dân xã Ví Dụ')
    expect(ward.sentTo(HUNG)[0]?.text).toContain(WARD_AGENCY)
    expect(commune.sentTo(HUNG)).toEqual([])
    expect(ward.sentTo(LAN)).toEqual([])
    expect([commune.refreshes, ward.refreshes]).toEqual([1, 1])
    await ward.userSays(HUNG, 'gặp cán bộ')
    await until(() => ward.sentTo(HUNG).some(({ text }) => text?.includes('0237 111 2222')), 'the phone')
  })

  it('have figures of their own', async () => {
    const server = await open()
    for (const text of ['đăng ký khai sinh', 'bắt đầu']) {
      await commune.userSays(LAN, text)
      await ward.userSays(HUNG, text)
    }
    await server.turns.idle()
    const database = new DatabaseSync(`${house.folder}/data/dan-loi.db`, { readOnly: true })
    for (const table of ['conversations', 'events', 'runs', 'visits']) {
      const rows = database.prepare(`select distinct account, unit from ${table} order by account`).all()
      expect([table, rows.map(({ account, unit }) => [account, unit])]).toEqual([
        table,
        [
          [`zalo:${commune.settings.oaId}`, 'Xã Ví Dụ, tỉnh Thanh Hóa'],
          [`zalo:${ward.settings.oaId}`, WARD],
        ],
      ])
    }
    database.close()
  })

  it('cannot speak for each other: an event is checked with the key of the account that it names', async () => {
    await ward.stop()
    ward = await FakeZalo.start({
      oaId: '4000000000000000006',
      appId: '1000000000000000009',
      oaSecretKey: 'khoa-khac',
    })
    await house.command(['add', 'zalo'], linesOfZalo(ward))
    const server = await open()
    const forged = {
      app_id: ward.settings.appId,
      event_name: 'user_send_text',
      sender: { id: LAN },
      recipient: { id: commune.settings.oaId },
      message: { text: 'chào', msg_id: 'm-1' },
      timestamp: '1790000000123',
    }
    expect(await ward.posts(forged)).toMatchObject({ status: 401 })
    expect(await commune.posts({ ...forged, app_id: commune.settings.appId })).toMatchObject({ status: 200 })
    await server.turns.idle()
  })

  it('take with 200 what an unknown account of a known app brings, and only count it', async () => {
    const server = await open()
    const stranger = {
      app_id: commune.settings.appId,
      event_name: 'user_send_text',
      sender: { id: LAN },
      recipient: { id: '4999999999999999999' },
      message: { text: 'chào', msg_id: 'm-2' },
      timestamp: '1790000000123',
    }
    expect(await commune.posts(stranger)).toMatchObject({ status: 200 })
    const metrics = await (await fetch(`${server.url}/metrics`)).text()
    expect(metrics).toContain('danloi_passed_over_total{channel="zalo",what="other_oa"} 1')
    expect(commune.sent).toEqual([])
  })

  it('go on alone where the other is paused; what waited leaves in order when it is resumed', async () => {
    const server = await open()
    const id = `zalo:${ward.settings.oaId}`
    await ward.userSays(HUNG, 'chào')
    await until(() => ward.sentTo(HUNG).length === 2, 'the greeting')
    await house.command(['pause', id, '--reason', 'dọn phòng'])
    await until(async () => (await ready(server.url)).accounts?.[0]?.account === id, 'the pause', 10_000)
    for (const text of ['đăng ký tạm trú', 'danh mục'])
      expect(await ward.userSays(HUNG, text)).toMatchObject({ status: 200 })
    await commune.userSays(LAN, 'chào')
    await until(() => commune.sentTo(LAN).length === 2, 'the greeting of the other')
    expect(ward.sentTo(HUNG)).toHaveLength(2)
    await house.command(['resume', id])
    await until(() => ward.sentTo(HUNG).length >= 4, 'what waited', 15_000)
    const heads = ward.sentTo(HUNG).map(({ text }) => text?.split(/[:\n]/)[0])
    expect(heads.slice(2)).toEqual(['Đăng ký tạm trú', expect.stringContaining('Đang cần việc nào')])
    expect((await ready(server.url)).accounts).toBeUndefined()
  }, 40_000)
})

describe('a running house', () => {
  let first: FakeZalo
  let ward: FakeZalo
  let house: AccountsHouse

  beforeEach(async () => {
    first = await FakeZalo.start()
    ward = await FakeZalo.start({ oaId: '4000000000000000005' })
    house = accountsHouse()
    await house.command(['add', 'zalo'], linesOfZalo(first))
  })
  afterEach(async () => {
    await first.stop()
    await ward.stop()
  })

  async function open() {
    const server = await house.open()
    for (const zalo of [first, ward]) zalo.postsTo(`${server.url}/webhooks/zalo`)
    return server
  }
  const isServed = (server: { url: string }, id: string) => async () =>
    (await (await fetch(`${server.url}/metrics`)).text()).includes(`danloi_account_paused{account="${id}"}`)
  const wardId = () => `zalo:${ward.settings.oaId}`

  it('answers by an account that is added, as its new profile says, and no more once it is removed', async () => {
    const server = await open()
    await ward.userSays(HUNG, 'chào')
    await house.command(['add', 'zalo', '--unit', WARD], linesOfZalo(ward))
    await until(isServed(server, wardId()), 'the new account', 15_000)
    expect(await ward.userSays(HUNG, 'chào')).toMatchObject({ status: 200 })
    await until(() => ward.sentTo(HUNG).length === 2, 'the greeting')
    expect(ward.sentTo(HUNG)[0]?.text).toContain('Ủy ban nhân dân xã Ví Dụ')

    await house.command(['profile', wardId(), '--desk-phone', '0237 111 2222'])
    let strangers = 0
    const isTold = async () => {
      const person = String(3_000_000 + ++strangers)
      await ward.userSays(person, 'gặp cán bộ')
      await server.turns.idle()
      const [{ id = '' } = {}] = (await server.store.load([{ account: wardId(), person }])).filter(
        one => one !== null,
      )
      const said = await server.store.messages({ conversation: id, after: 0, limit: 9 })
      return said.some(({ body }) => body.includes('0237 111 2222'))
    }
    await until(isTold, 'the phone of the new profile', 15_000)

    await house.command(['remove', wardId()])
    await until(async () => !(await isServed(server, wardId())()), 'its end', 15_000)
    const before = ward.sentTo(HUNG).length
    expect(await ward.userSays(HUNG, 'danh mục')).toMatchObject({ status: 200 })
    await first.userSays(LAN, 'chào')
    await until(() => first.sentTo(LAN).length === 2, 'the greeting of the other, who never noticed')
    expect(ward.sentTo(HUNG)).toHaveLength(before)
  }, 60_000)

  it('takes up the new secrets of an account while somebody is being answered on it', async () => {
    const server = await open()
    await first.userSays(LAN, 'chào')
    await until(() => first.sentTo(LAN).length === 2, 'the greeting')
    const lines = { ...linesOfZalo(first), ZALO_OA_SECRET_KEY: 'khoa-moi-cua-trang-webhook' }
    await house.command(['add', 'zalo'], lines)
    const renewed = await FakeZalo.start({ oaSecretKey: 'khoa-moi-cua-trang-webhook' })
    renewed.postsTo(`${server.url}/webhooks/zalo`)
    const texts = ['đăng ký tạm trú', 'phí khai sinh bao nhiêu', 'danh mục']
    for (const text of texts) await first.userSays(LAN, text)
    await until(async () => (await renewed.userSays(LAN, 'chào')).status === 200, 'the new key', 15_000)
    await server.turns.idle()
    await until(
      () => first.sentTo(LAN).some(({ text }) => text?.includes('Đang cần việc nào')),
      'all answers',
    )
    expect(await first.userSays(LAN, 'chào')).toMatchObject({ status: 401 })
    await renewed.stop()
  }, 60_000)
})

describe('a house whose SECRET_KEY is another one', () => {
  it('opens all the same, says which accounts stay shut and why, and opens them with the former key', async () => {
    const zalo = await FakeZalo.start()
    const house = accountsHouse()
    await house.command(['add', 'zalo'], linesOfZalo(zalo))
    const changed = await house.open({ secretKey: 'mot-chuoi-bi-mat-khac-du-ba-muoi-hai-chu' })
    const [trouble] = (await ready(changed.url)).accounts ?? []
    expect(trouble).toMatchObject({ account: `zalo:${zalo.settings.oaId}`, state: 'paused' })
    expect(trouble?.reason).toContain('Put the former key back')
    expect((await fetch(`${changed.url}/webhooks/zalo`, { method: 'POST', body: '{}' })).status).toBe(404)
    await changed.close()
    const server = await house.open()
    zalo.postsTo(`${server.url}/webhooks/zalo`)
    await zalo.userSays(LAN, 'chào')
    await until(() => zalo.sentTo(LAN).length > 0, 'the greeting')
    expect((await ready(server.url)).accounts).toBeUndefined()
    await zalo.stop()
  })
})

describe('two Pages in one house', () => {
  it('share an app, a call and nothing else', async () => {
    const one = await FakeMessenger.start()
    const two = await FakeMessenger.start({ pageId: '100000000000002', pageToken: 'EAAGmaTrangHai' })
    const house = accountsHouse()
    await house.command(['add', 'messenger'], linesOfPage(one))
    await house.command(['add', 'messenger', '--agency', WARD_AGENCY], linesOfPage(two))
    const server = await house.open()
    one.postsTo(`${server.url}/webhooks/messenger`)
    two.postsTo(`${server.url}/webhooks/messenger`)
    const [person, other] = ['7000000000000007', '7000000000000008']
    // So that each fake knows that its person has written.
    await one.userDoes(person, { read: { watermark: 1 } })
    await two.userDoes(other, { read: { watermark: 1 } })
    const entry = ({ settings: { pageId } }: FakeMessenger, user: string) => ({
      id: pageId,
      time: Date.now(),
      messaging: [
        {
          sender: { id: user },
          recipient: { id: pageId },
          timestamp: Date.now(),
          message: { mid: `m_${pageId}`, text: 'chào' },
        },
      ],
    })
    const call = { object: 'page', entry: [entry(one, person), entry(two, other)] }
    expect(await one.posts(call)).toMatchObject({ status: 200 })
    await until(() => one.sentTo(person).length > 0 && two.sentTo(other).length > 0, 'both greetings')
    expect(one.sentTo(person)[0]?.text).toContain('Ủy ban nhân dân xã Ví Dụ')
    expect(two.sentTo(other)[0]?.text).toContain(WARD_AGENCY)
    await server.turns.idle()
    await one.stop()
    await two.stop()
  })

  it('of different apps are heard in calls of their own app only', async () => {
    const one = await FakeMessenger.start()
    const two = await FakeMessenger.start({
      appId: '200000000000009',
      appSecret: 'bi-mat-khac',
      pageId: '100000000000002',
      verifyToken: 'mot-tu-khac-han',
    })
    const house = accountsHouse()
    for (const page of [one, two]) await house.command(['add', 'messenger'], linesOfPage(page))
    const server = await house.open()
    for (const page of [one, two]) page.postsTo(`${server.url}/webhooks/messenger`)
    const item = { sender: { id: '7' }, recipient: { id: two.settings.pageId }, timestamp: 1 }
    const message = { ...item, message: { mid: 'm_1', text: 'chào' } }
    const call = { object: 'page', entry: [{ id: two.settings.pageId, time: 1, messaging: [message] }] }
    expect(await one.posts(call)).toMatchObject({ status: 200 })
    const metrics = await (await fetch(`${server.url}/metrics`)).text()
    expect(metrics).toContain('danloi_passed_over_total{channel="messenger",what="other_page"} 1')
    for (const page of [one, two])
      expect(
        await page.verifies({
          'hub.mode': 'subscribe',
          'hub.verify_token': page.settings.verifyToken,
          'hub.challenge': '1158201444',
        }),
      ).toMatchObject({ status: 200, body: '1158201444' })
    await one.stop()
    await two.stop()
  })
})

type Ready = { accounts?: { account: string; reason: string }[] }

async function ready(url: string): Promise<Ready> {
  const response = await fetch(`${url}/readyz`)
  const body: Ready = JSON.parse(await response.text())
  return body
}
