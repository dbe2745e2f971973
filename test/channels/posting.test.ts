import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startPosting } from '../../src/channels/common/posting.ts'

/** A platform on loopback, and the thread that posts to it. */
async function posting(serve: (body: string, response: ServerResponse, request: IncomingMessage) => void) {
  const server = createServer(async (request, response) => serve(await text(request), response, request))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = address && typeof address === 'object' ? address.port : 0
  const { post, close } = startPosting()
  onTestFinished(async () => {
    await close()
    server.closeAllConnections()
    server.close()
  })
  const say = (body: string, timeoutMs = 5_000) =>
    post({
      url: `http://127.0.0.1:${port}/`,
      body,
      headers: { 'content-type': 'application/json' },
      timeoutMs,
    })
  return { say, close }
}

describe('posting on another thread', () => {
  it('brings each call its own answer, with what the platform wrote', async () => {
    const { say } = await posting((body, response, request) => {
      const status = body === '"Lan"' ? 429 : 200
      response.writeHead(status, { 'retry-after': '3', 'x-type': request.headers['content-type'] })
      response.end(`{"heard":${body}}`)
    })
    const [one, other] = await Promise.all([say('"Lan"'), say('"Hùng"')])
    expect(one).toMatchObject({
      kind: 'answered',
      status: 429,
      json: { heard: 'Lan' },
      retryAfterMs: 3_000,
      headers: { 'x-type': 'application/json' },
    })
    expect(other).toMatchObject({ kind: 'answered', status: 200, json: { heard: 'Hùng' } })
  })

  it('gives up what is not answered in time', async () => {
    const { say } = await posting(() => {})
    expect(await say('{}', 50)).toEqual({ kind: 'failed', reason: 'ECONNABORTED', left: true })
  })

  it('says that what was under way failed where the thread ends, and goes on with another', async () => {
    let silent = true
    const { say, close } = await posting((_, response) => {
      if (!silent) return response.end('{}')
      silent = false
      void close()
    })
    expect(await say('{}')).toMatchObject({ kind: 'failed', left: true })
    expect(await say('{}')).toMatchObject({ kind: 'answered', status: 200 })
  })
})
