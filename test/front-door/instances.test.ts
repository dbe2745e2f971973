import { describe, expect, it, onTestFinished } from 'vitest'
import type { Server } from '../../src/house/server.ts'
import type { MessageRow } from '../../src/store/records/conversation.ts'
import { startPostgres } from '../postgres/server.ts'
import { until } from './house.ts'
import { type Instances, openInstances } from './instances.ts'
import { startProcess } from './process.ts'
import { actOutTheFirst } from './scenes.ts'
import { onZalo } from './talking.ts'

const CITIZEN = '2000000000000000002'
/** Servers start here by the pair, and some in processes of their own. */
const PATIENCE = { timeout: 60_000 }

describe('on PostgreSQL', () => {
  it('somebody is led over signed webhooks from the first message to the state of the dossier', async () => {
    const { zalo, servers, passTime } = await openInstances(1)
    await actOutTheFirst({ server: only(servers), passTime }, onZalo(zalo, CITIZEN))
  })
})

describe('two instances on one PostgreSQL', PATIENCE, () => {
  it('lead one person whose messages reach them in turn, and answer in order', async () => {
    const instances = await openInstances(2)
    const { zalo, passTime } = instances
    const texts = [
      'làm giấy khai sinh cho con',
      '1',
      'danh mục',
      'phí tạm trú bao nhiêu',
      'trở lại',
      'xem hết các bước',
    ]
    for (const [index, text] of texts.entries()) {
      passTime(2_000)
      zalo.postsTo(`${instances.servers[index % 2]?.url}/webhooks/zalo`)
      expect((await zalo.userSays(CITIZEN, text)).status).toBe(200)
    }
    const rows = await transcript(instances)
    expect(rows.filter(({ from }) => from === 'person')).toHaveLength(texts.length)
    await until(() => zalo.sentTo(CITIZEN).length >= rows.length - texts.length, 'all answers', 10_000)
    expectInOrder(instances, rows)
  })

  it('take what both hear at the same moment one after another, and lose nothing', async () => {
    const instances = await openInstances(2)
    const { zalo, servers } = instances
    const said = await Promise.all(
      ['chào', 'danh mục', 'phí tạm trú bao nhiêu', 'đăng ký tạm trú'].map((text, index) => {
        zalo.postsTo(`${servers[index % 2]?.url}/webhooks/zalo`)
        return zalo.userSays(CITIZEN, text)
      }),
    )
    expect(said.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    const rows = await transcript(instances)
    expect(rows.filter(({ from }) => from === 'person')).toHaveLength(4)
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => index + 1))
    await until(() => zalo.sentTo(CITIZEN).length >= rows.length - 4, 'all answers', 10_000)
    expectInOrder(instances, rows)
  })

  it('answer a message once that is delivered to both', async () => {
    const { zalo, servers } = await openInstances(2)
    await Promise.all(
      servers.map(({ url }) => {
        zalo.postsTo(`${url}/webhooks/zalo`)
        return zalo.userSays(CITIZEN, 'đăng ký tạm trú', { messageId: 'm-1' })
      }),
    )
    const answers = () => zalo.sentTo(CITIZEN).filter(({ text }) => text?.startsWith('Đăng ký tạm trú'))
    await until(() => answers().length > 0, 'the answer')
    await zalo.userSays(CITIZEN, 'danh mục')
    const menu = () => zalo.sentTo(CITIZEN).some(({ text }) => text?.includes('Đang cần việc nào'))
    await until(menu, 'the menu, behind all that was said before')
    expect(answers()).toHaveLength(1)
  })

  it('tell a page that is open at one of them what was said at the other, at once', async () => {
    const { servers } = await openInstances(2)
    const [one, other] = servers
    if (!one || !other) throw new Error('Two servers were asked for.')
    const cookie = await newVisitor(one)
    const heard = await listenTo(other, cookie)
    const posted = await fetch(`${one.url}/chat/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify({ text: 'phí tạm trú bao nhiêu' }),
    })
    expect(posted.status).toBe(202)
    // Far sooner than the stream looks by itself.
    await until(() => heard().includes('phí tạm trú bao nhiêu'), 'the news from the other instance', 3_000)
  })

  it('send what one of them had in hand when it was killed, after its lease', async () => {
    const { zalo, servers, environment, folder, passTime } = await openInstances(1)
    const { child, url } = await startProcess(folder, await environment())
    zalo.postsTo(`${url}/webhooks/zalo`)
    await zalo.userSays(CITIZEN, 'chào')
    await until(() => zalo.sentTo(CITIZEN).length === 2, 'the greeting')
    zalo.failNext('hang', 50)
    await zalo.userSays(CITIZEN, 'đăng ký tạm trú')
    child.kill('SIGKILL')
    zalo.mend()
    const answer = () => zalo.sentTo(CITIZEN).filter(({ text }) => text?.startsWith('Đăng ký tạm trú'))
    expect(answer()).toEqual([])
    passTime(61_000)
    await until(() => answer().length === 1, 'the answer from the instance that lives')
    await only(servers).turns.idle()
  })
})

describe('a PostgreSQL that goes away', PATIENCE, () => {
  it.each([
    { what: 'is killed', away: 'kill', back: 'start' } as const,
    { what: 'answers nothing any more', away: 'freeze', back: 'thaw' } as const,
  ])(
    'and $what makes webhooks say 503 in time, and all goes on by itself when it is back',
    async ({ away, back }) => {
      const postgres = await startPostgres(['fsync=off'])
      onTestFinished(() => postgres.remove())
      const { zalo, servers } = await openInstances(1, postgres.url)
      await zalo.userSays(CITIZEN, 'chào')
      await until(() => zalo.sentTo(CITIZEN).length === 2, 'the greeting')

      await postgres[away]()
      onTestFinished(() => postgres.thaw())
      const began = performance.now()
      const refused = await Promise.all(
        Array.from({ length: 30 }, (_, index) => zalo.userSays(String(3_000_000 + index), 'đăng ký tạm trú')),
      )
      expect(performance.now() - began).toBeLessThan(1_500)
      expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 503))
      expect((await fetch(`${only(servers).url}/readyz`)).status).toBe(503)

      await postgres[back]()
      await until(async () => (await fetch(`${only(servers).url}/readyz`)).ok, 'the database', 10_000)
      const before = zalo.sentTo(CITIZEN).length
      expect((await zalo.userSays(CITIZEN, 'đăng ký tạm trú')).status).toBe(200)
      await until(() => zalo.sentTo(CITIZEN).length > before, 'the answer', 10_000)
    },
  )
})

function only(servers: readonly Server[]): Server {
  const [server] = servers
  if (!server) throw new Error('There is no server.')
  return server
}

async function transcript({ zalo, servers }: Instances): Promise<MessageRow[]> {
  for (const { turns } of servers) await turns.idle()
  const { store } = only(servers)
  const [conversation] = await store.load([{ account: `zalo:${zalo.settings.oaId}`, person: CITIZEN }])
  return store.messages({ conversation: conversation?.id ?? '', after: 0, limit: 200 })
}

/** Every answer of the transcript was sent, in the order in which it stands there. */
function expectInOrder({ zalo }: Instances, rows: readonly MessageRow[]): void {
  const answers = rows
    .filter(({ from }) => from === 'bot')
    .map(({ body }) => String(JSON.parse(body).text).slice(0, 40))
  const sent = zalo.sentTo(CITIZEN).map(({ text }) => text ?? '')
  let from = 0
  for (const answer of answers) {
    const place = sent.findIndex((text, index) => index >= from && text.includes(answer))
    expect(place, `"${answer}" in its place among\n${sent.join('\n---\n')}`).toBeGreaterThanOrEqual(from)
    from = place + 1
  }
}

async function newVisitor({ url }: Server): Promise<string> {
  const response = await fetch(`${url}/chat/messages`)
  return response.headers
    .getSetCookie()
    .map(one => one.split(';')[0])
    .join('; ')
}

/** What the event stream of this visitor has said so far. */
async function listenTo({ url }: Server, cookie: string): Promise<() => string> {
  const stop = new AbortController()
  onTestFinished(() => stop.abort())
  const response = await fetch(`${url}/chat/events`, { headers: { cookie }, signal: stop.signal })
  expect(response.status).toBe(200)
  let heard = ''
  void (async () => {
    for await (const piece of response.body ?? []) heard += Buffer.from(piece).toString()
  })().catch(() => {})
  await until(() => heard.includes('data:'), 'the greeting on the stream')
  return () => heard
}
