import { describe, expect, it } from 'vitest'
import { post } from '../../fakes/posting.ts'
import type { Bench } from '../describe-channel.ts'

/** Contract: Addresses. */
export function webhook(bench: Bench): void {
  describe('the webhook', () => {
    it('takes what somebody says, letter by letter', async () => {
      const text = 'làm khai sinh cho con / cháu 👶'
      expect(await bench.stage.says(text)).toMatchObject({ status: 200 })
      expect(bench.stage.door.received).toMatchObject([
        { account: bench.stage.channel.account, what: { kind: 'text', text } },
      ])
    })

    it('hands on a second delivery with the same message id, for the store to know it', async () => {
      await bench.stage.says('chào', { messageId: 'lap-lai' })
      await bench.stage.says('chào', { messageId: 'lap-lai' })
      expect(bench.stage.door.received.map(({ messageId }) => messageId)).toEqual(['lap-lai', 'lap-lai'])
    })

    it('answers 200 to an event that it does not know, and only counts it', async () => {
      expect(await bench.stage.tellsNews()).toMatchObject({ status: 200 })
      expect(bench.stage.door).toMatchObject({ received: [], counted: ['unknown_event'] })
    })

    it.each([
      ['a wrong signature', '0'.repeat(64)],
      ['an empty signature', ''],
      ['no signature', null],
    ])('refuses %s with 401, counts it, and shows no secret', async (_label, signature) => {
      const { status, body } = await bench.stage.saysUnproven(signature)
      expect(status).toBe(401)
      expect(JSON.parse(body)).toEqual({ error: { code: 'bad_signature', message: expect.any(String) } })
      expect(bench.stage.door).toMatchObject({ received: [], counted: ['bad_signature'] })
      const told = bench.stage.logged.join() + body
      expect(bench.stage.logged.length).toBeGreaterThan(0)
      for (const secret of bench.stage.secrets) expect(told).not.toContain(secret)
    })

    it.each([
      ['malformed JSON', '{"event_name": "user_send_te'],
      ['an empty body', ''],
    ])('refuses %s with 400', async (_label, body) => {
      const answer = await post(bench.stage.url, body)
      expect(answer.status).toBe(400)
      expect(JSON.parse(answer.body)).toEqual({
        error: { code: 'malformed_json', message: expect.any(String) },
      })
      expect(bench.stage.door.counted).toEqual(['malformed_json'])
    })

    it('takes a body of 1 MB and refuses one byte more with 413', async () => {
      const limit = 1024 * 1024
      const padded = (bytes: number) => `{"a":"${'x'.repeat(bytes - 8)}"}`
      expect(await post(bench.stage.url, padded(limit))).toMatchObject({ status: 401 })
      const answer = await post(bench.stage.url, padded(limit + 1))
      expect(answer.status).toBe(413)
      expect(JSON.parse(answer.body)).toMatchObject({ error: { code: 'too_large' } })
      expect(bench.stage.door.counted).toEqual(['bad_signature', 'too_large'])
    })

    it('refuses a body whose compression it does not know with 415', async () => {
      expect(await post(bench.stage.url, '{"a":1}', { 'content-encoding': 'la' })).toMatchObject({
        status: 415,
      })
    })

    it('answers 503 while the store cannot write, and 200 once it can', async () => {
      bench.stage.door.broken = true
      const { status, body } = await bench.stage.says('chào')
      expect(status).toBe(503)
      expect(JSON.parse(body)).toMatchObject({ error: { code: 'store_unavailable' } })
      bench.stage.door.broken = false
      expect(await bench.stage.says('chào')).toMatchObject({ status: 200 })
    })

    it('answers only once the event is on disk', async () => {
      const order: string[] = []
      bench.stage.door.receive = async () => {
        await Promise.resolve()
        order.push('on disk')
      }
      await bench.stage.says('chào').then(() => order.push('answered'))
      expect(order).toEqual(['on disk', 'answered'])
    })
  })
}
