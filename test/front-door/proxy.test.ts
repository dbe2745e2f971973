import { createServer, request } from 'node:http'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openHouse, until } from './house.ts'

const PUBLIC = 'danloi.example.gov.vn'
const CITIZEN = '2000000000000000002'

/** As Caddy or nginx stand in front: TLS is theirs, and they say in headers who called and how. */
async function behindProxy(headers: { [name: string]: string } = {}) {
  const house = await openHouse()
  const target = new URL(house.server.url)
  const proxy = createServer((incoming, outgoing) => {
    const forwarded = {
      ...incoming.headers,
      host: PUBLIC,
      'x-forwarded-for': '203.0.113.7',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': PUBLIC,
      ...headers,
    }
    const call = request(
      {
        host: target.hostname,
        port: target.port,
        path: incoming.url,
        method: incoming.method,
        headers: forwarded,
      },
      answer => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(outgoing)
      },
    )
    call.on('error', () => outgoing.destroy())
    incoming.pipe(call)
  })
  await new Promise<void>(done => proxy.listen(0, '127.0.0.1', done))
  onTestFinished(() => {
    proxy.closeAllConnections()
    proxy.close()
  })
  const address = proxy.address()
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.')
  return { ...house, url: `http://127.0.0.1:${address.port}` }
}

const post = (url: string, body: object, headers: { [name: string]: string } = {}) =>
  fetch(`${url}/chat/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

describe('behind a proxy', { timeout: 60_000 }, () => {
  it('sets cookies for https alone, and tells browsers to stay on it', async () => {
    const { url } = await behindProxy()
    const page = await fetch(`${url}/chat`)
    expect(page.headers.get('strict-transport-security')).toMatch(/max-age=\d+/)
    const said = await post(url, { text: 'chào' }, { origin: `https://${PUBLIC}` })
    expect(said.status).toBe(202)
    expect(said.headers.get('set-cookie')).toMatch(/HttpOnly.*Secure.*SameSite=Lax|Secure.*HttpOnly/i)
  })

  it('takes what its own page says, and not what another site does, whatever the headers claim', async () => {
    const { url } = await behindProxy({ 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' })
    expect((await post(url, { text: 'chào' }, { origin: 'https://evil.example' })).status).toBe(403)
    expect((await post(url, { text: 'chào' }, { origin: `https://${PUBLIC}` })).status).toBe(202)
    const list = await (await fetch(`${url}/thu-tuc/1.001193`)).text()
    expect(list).toContain(`https://${PUBLIC}`)
    expect(list).not.toContain('evil.example')
  })

  it('passes webhooks on unchanged: their signatures are of the bytes', async () => {
    const { url, zalo } = await behindProxy()
    zalo.postsTo(`${url}/webhooks/zalo`)
    expect((await zalo.userSays(CITIZEN, 'làm giấy khai sinh cho con ạ')).status).toBe(200)
    await until(() => zalo.sentTo(CITIZEN).length > 0, 'the answer')
  })

  it('holds nobody to another caller’s limit: all come from the proxy’s address', async () => {
    const { url } = await behindProxy()
    const people = await Promise.all(Array.from({ length: 60 }, () => post(url, { text: 'chào' })))
    expect(people.map(({ status }) => status)).toEqual(people.map(() => 202))
  })

  it('lets event streams through as they come', async () => {
    const { url } = await behindProxy()
    const stop = new AbortController()
    const stream = await fetch(`${url}/chat/events`, { signal: stop.signal })
    expect(stream.headers.get('x-accel-buffering')).toBe('no')
    const first = await stream.body?.getReader().read()
    expect(new TextDecoder().decode(first?.value)).toContain('retry: 3000')
    stop.abort()
  })
})
