import type { Router } from 'express'
import { describe, expect, it, onTestFinished } from 'vitest'
import { messengerSurface } from '../../src/channels/messenger/surface.ts'
import { zaloSurface } from '../../src/channels/zalo/surface.ts'
import { openDoor, serve } from './setup.ts'

const log = { info() {}, warn() {}, error() {} }
const common = { appId: '1', appSecret: 'bi-mat', now: () => 0, log }
const ids = (count: number) => Array.from({ length: count }, (_, index) => String(4_000_000 + index))

const SURFACES: { platform: string; header: string; of(count: number): Router }[] = [
  {
    platform: 'Zalo',
    header: 'X-ZEvent-Signature',
    of: count =>
      zaloSurface(
        ids(count).map(oaId => ({
          account: `zalo:${oaId}`,
          options: { ...common, oaId, oaSecretKey: 'khoa' },
          door: openDoor(),
        })),
        () => {},
      ),
  },
  {
    platform: 'Messenger',
    header: 'X-Hub-Signature-256',
    of: count =>
      messengerSurface(
        ids(count).map(pageId => ({
          account: `messenger:${pageId}`,
          options: { ...common, pageId, verifyToken: 'tu' },
          door: openDoor(),
        })),
        () => {},
      ),
  },
]

describe.each(SURFACES)('the address of $platform', ({ platform, header, of }) => {
  /** Milliseconds until a large call that nobody signed is refused. */
  async function refusal(count: number): Promise<number> {
    const server = await serve(of(count))
    onTestFinished(async () => {
      await server.stop()
    })
    const body = JSON.stringify({ timestamp: '1', padding: 'x'.repeat(900_000) })
    const headers = { [header]: `sha256=${'0'.repeat(64)}` }
    const times: number[] = []
    for (let round = 0; round < 5; round++) {
      const began = performance.now()
      const response = await fetch(`${server.url}/webhooks/${platform.toLowerCase()}`, {
        method: 'POST',
        body,
        headers,
      })
      times.push(performance.now() - began)
      expect(response.status).toBe(401)
    }
    return Math.min(...times)
  }

  it('lets no stranger keep the server busy with all keys of hundreds of accounts', async () => {
    const one = await refusal(1)
    expect(await refusal(400)).toBeLessThan(one * 10 + 20)
  })
})
