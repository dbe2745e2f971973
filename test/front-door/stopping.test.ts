import { request } from 'node:http'
import { describe, expect, it, onTestFinished } from 'vitest'
import { FakeZalo } from '../fakes/zalo.ts'
import { until } from './house.ts'
import { ownFolder, settingsIn, startProcess } from './process.ts'

const CITIZEN = '2000000000000000002'

/** The real process, with its Zalo. */
async function running(also: { [name: string]: string } = {}) {
  const zalo = await FakeZalo.start()
  onTestFinished(() => zalo.stop())
  const folder = ownFolder()
  const server = await startProcess(folder, await settingsIn(folder, { ...zalo.environment, ...also }))
  zalo.postsTo(`${server.url}/webhooks/zalo`)
  return { ...server, zalo }
}

const status = (url: string) =>
  fetch(url).then(
    async response => `${response.status} ${response.headers.get('connection')} ${await response.text()}`,
    () => 'refused',
  )

describe('a server that is told to stop', { timeout: 60_000 }, () => {
  it('first says that it is not ready and still answers people, then ends open streams and kept connections and leaves with 0', async () => {
    const { url, child, ended, zalo } = await running({ DRAIN_SECONDS: '3' })
    const stream = await fetch(`${url}/chat/events`)
    const kept = keptConnection(`${url}/healthz`)
    await kept.answered
    const began = performance.now()
    child.kill('SIGTERM')
    await until(async () => (await status(`${url}/readyz`)).startsWith('503'), 'readiness to end')
    expect(await status(`${url}/readyz`)).toMatch(/^503 close .*"stopping"/)
    expect(await status(`${url}/healthz`)).toMatch(/^200 close/)
    expect((await zalo.userSays(CITIZEN, 'chào')).status).toBe(200)
    expect(await stream.text()).toContain('retry: 3000')
    expect(await ended).toBe(0)
    await kept.closed
    expect(performance.now() - began).toBeLessThan(7_000)
    expect(zalo.sentTo(CITIZEN).length).toBeGreaterThan(0)
    expect(await status(`${url}/readyz`)).toBe('refused')
  })

  it('is ended hard by a second signal, with 1', async () => {
    const { child, ended, zalo, said } = await running({ DRAIN_SECONDS: '0' })
    zalo.failNext('hang')
    await zalo.userSays(CITIZEN, 'chào')
    child.kill('SIGTERM')
    await until(() => said().includes('Told to stop;'), 'the first signal')
    const began = performance.now()
    child.kill('SIGTERM')
    expect(await ended).toBe(1)
    expect(performance.now() - began).toBeLessThan(2_000)
    expect(said()).toContain('Told to stop a second time')
  })
})

/** One connection that the client would keep. */
function keptConnection(url: string) {
  const { promise: closed, resolve } = Promise.withResolvers<void>()
  const answered = new Promise<void>((done, failed) => {
    const call = request(url, { headers: { connection: 'keep-alive' } }, response => {
      response.resume().on('end', done)
      response.socket.on('close', () => resolve())
    })
    call.on('error', failed).end()
  })
  return { answered, closed }
}
