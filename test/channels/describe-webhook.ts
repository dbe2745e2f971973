import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { openDoor } from './setup.ts'

/** One platform, its address served on loopback, and a door behind it. */
export type WebhookStage = {
  /** The whole address of the webhook. */
  url: string
  door: ReturnType<typeof openDoor>
  logged: readonly string[]
  account: string
  /** What no log line and no answer may show. */
  secrets: readonly string[]
  /** Somebody writes to the account, as the platform posts it. */
  says(text: string, also?: { messageId?: string }): Promise<Posted>
  /** The same from somebody who does not know the secret; null bears no signature at all. */
  saysUnproven(signature: string | null): Promise<Posted>
  /** The platform tells something that this program does not know. */
  tellsNews(): Promise<Posted>
  stop(): Promise<void>
}
type Posted = { status: number; body: string }

/** What every platform's webhook does alike (contract: Addresses); `open` sets one up for each test. */
export function describeWebhook(platform: string, open: () => Promise<WebhookStage>): void {
  describe(`the webhook of ${platform}, as any platform's`, () => {
    let stage: WebhookStage

    beforeEach(async () => {
      stage = await open()
    })

    afterEach(() => stage.stop())

    async function post(body: string, headers: Record<string, string> = {}): Promise<Posted> {
      const response = await fetch(stage.url, { method: 'POST', body, headers })
      return { status: response.status, body: await response.text() }
    }

    it('takes what somebody says, letter by letter', async () => {
      const text = 'làm khai sinh cho con / cháu 👶'
      expect(await stage.says(text)).toMatchObject({ status: 200 })
      expect(stage.door.received).toMatchObject([{ account: stage.account, what: { kind: 'text', text } }])
    })

    it('hands on a second delivery with the same message id, for the store to know it', async () => {
      await stage.says('chào', { messageId: 'lap-lai' })
      await stage.says('chào', { messageId: 'lap-lai' })
      expect(stage.door.received.map(({ messageId }) => messageId)).toEqual(['lap-lai', 'lap-lai'])
    })

    it('answers 200 to an event that it does not know, and only counts it', async () => {
      expect(await stage.tellsNews()).toMatchObject({ status: 200 })
      expect(stage.door).toMatchObject({ received: [], counted: ['unknown_event'] })
    })

    it.each([
      ['a wrong signature', '0'.repeat(64)],
      ['an empty signature', ''],
      ['no signature', null],
    ])('refuses %s with 401, counts it, and shows no secret', async (_label, signature) => {
      const { status, body } = await stage.saysUnproven(signature)
      expect(status).toBe(401)
      expect(JSON.parse(body)).toEqual({ error: { code: 'bad_signature', message: expect.any(String) } })
      expect(stage.door).toMatchObject({ received: [], counted: ['bad_signature'] })
      const told = stage.logged.join() + body
      expect(stage.logged.length).toBeGreaterThan(0)
      for (const secret of stage.secrets) expect(told).not.toContain(secret)
    })

    it.each([
      ['malformed JSON', '{"event_name": "user_send_te'],
      ['an empty body', ''],
    ])('refuses %s with 400', async (_label, body) => {
      const answer = await post(body)
      expect(answer.status).toBe(400)
      expect(JSON.parse(answer.body)).toEqual({
        error: { code: 'malformed_json', message: expect.any(String) },
      })
      expect(stage.door.counted).toEqual(['malformed_json'])
    })

    it('takes a body of 1 MB and refuses one byte more with 413', async () => {
      const limit = 1024 * 1024
      const padded = (bytes: number) => `{"a":"${'x'.repeat(bytes - 8)}"}`
      expect(await post(padded(limit))).toMatchObject({ status: 401 })
      const answer = await post(padded(limit + 1))
      expect(answer.status).toBe(413)
      expect(JSON.parse(answer.body)).toMatchObject({ error: { code: 'too_large' } })
      expect(stage.door.counted).toEqual(['bad_signature', 'too_large'])
    })

    it('refuses a body whose compression it does not know with 415', async () => {
      expect(await post('{"a":1}', { 'content-encoding': 'la' })).toMatchObject({ status: 415 })
    })

    it('answers 503 while the store cannot write, and 200 once it can', async () => {
      stage.door.broken = true
      const { status, body } = await stage.says('chào')
      expect(status).toBe(503)
      expect(JSON.parse(body)).toMatchObject({ error: { code: 'store_unavailable' } })
      stage.door.broken = false
      expect(await stage.says('chào')).toMatchObject({ status: 200 })
    })

    it('answers only once the event is on disk', async () => {
      const order: string[] = []
      stage.door.receive = async () => {
        await Promise.resolve()
        order.push('on disk')
      }
      await stage.says('chào').then(() => order.push('answered'))
      expect(order).toEqual(['on disk', 'answered'])
    })
  })
}
