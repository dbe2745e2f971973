import { describe, expect, it, onTestFinished } from 'vitest'
import { FakeMessenger } from '../fakes/messenger.ts'
import { FakeZalo } from '../fakes/zalo.ts'
import { until } from './house.ts'
import { ownFolder, settingsIn, startProcess } from './process.ts'

const CITIZEN = '2000000000000000002'
const OTHER = '7000000000000000007'
/** What people send although nobody asked, and what must stand in no log. */
const SECRETS = {
  card: '4111 1111 1111 1111',
  citizenNumber: '038190012345',
  phone: '0912.345.678',
  name: 'Nguyễn Thị Bích Lan',
  address: 'thôn Đông Thịnh',
  dossier: 'H56.12.34-240915-0001',
  mail: 'lan.nguyen@example.vn',
}

describe('the log of a server that people tell everything', { timeout: 120_000 }, () => {
  it('holds no word of theirs, no number, no id of a person and no token, at its loudest', async () => {
    const zalo = await FakeZalo.start()
    const messenger = await FakeMessenger.start()
    onTestFinished(() => zalo.stop())
    onTestFinished(() => messenger.stop())
    const folder = ownFolder()
    const settings = await settingsIn(folder, {
      ...zalo.environment,
      ...messenger.environment,
      LOG_LEVEL: 'debug',
    })
    const server = await startProcess(folder, settings)
    zalo.postsTo(`${server.url}/webhooks/zalo`)
    messenger.postsTo(`${server.url}/webhooks/messenger`)

    for (const [what, secret] of Object.entries(SECRETS)) {
      await zalo.userSays(CITIZEN, `${what} của tôi là ${secret}, tra giúp`)
      await messenger.userSays(OTHER, `${secret}`)
      const url = `${server.url}/chat/messages`
      const headers = { 'content-type': 'application/json' }
      await fetch(url, { method: 'POST', headers, body: JSON.stringify({ text: secret }) })
      await fetch(url, { method: 'POST', headers, body: `{"text": "${secret}"` })
      await fetch(`${server.url}/webhooks/zalo`, { method: 'POST', headers, body: `{"text": ${secret}` })
      await fetch(`${server.url}/thu-tuc/${encodeURIComponent(secret)}?code=${encodeURIComponent(secret)}`)
    }
    // What the platforms refuse is logged; so is what cannot leave.
    for (const kind of ['reset', 'HTTP 500', -200, -216] as const) {
      zalo.failNext(kind)
      await zalo.userSays(CITIZEN, `chào, tôi là ${SECRETS.name}`)
    }
    zalo.expireAccessToken()
    zalo.failNext('no access token', 3, 'refresh')
    await zalo.userSays(CITIZEN, 'danh mục')
    await zalo.posts({ app_id: 'x', event_name: 'user_send_text', message: { text: SECRETS.name } })
    zalo.postsTo(`${server.url}/webhooks/zalo`, { signature: 'mac=00' })
    await zalo.userSays(CITIZEN, SECRETS.phone)
    await zalo.goDown()
    await until(() => server.said().includes('did not get through'), 'a refused request', 20_000)

    const log = server.said()
    const { refreshToken, appSecret, oaSecretKey } = zalo.settings
    const page = messenger.settings
    const secrets = [
      ...Object.values(SECRETS),
      ...[CITIZEN, OTHER, refreshToken, appSecret, oaSecretKey, page.pageToken, page.appSecret],
      ...['Bích Lan', '4111', '038190', '345.678', 'access_token='],
    ]
    expect(secrets.filter(secret => log.includes(secret))).toEqual([])
    expect(log.split('\n').filter(line => line.includes('leftOut'))).toEqual([])
    expect(log.split('\n').filter(line => line.startsWith('{')).length).toBeGreaterThan(3)
  })
})
