import { describe, expect, it } from 'vitest'
import type { OutgoingReply } from '../../../src/channels/channel.ts'
import { type Bench, WRONG } from '../describe-channel.ts'
import { choice, hello } from '../setup.ts'

export function sending(bench: Bench): void {
  const { platform } = bench
  const { person, window } = platform
  const request = (reply: Partial<OutgoingReply> = {}, to = person, channel = bench.stage.channel) =>
    channel.render({ ...hello, ...reply }, to).at(-1) ?? {}
  const say = (text = hello.text, to = person) => bench.stage.channel.send(request({ text }, to))

  describe('sending', () => {
    it('reaches the person with the choices numbered, and names the message of the platform', async () => {
      const sent = await bench.stage.channel.send(request({ choices: [choice('Danh mục')] }))
      const [message] = bench.stage.platform.sentTo(person)
      expect(sent).toEqual({ kind: 'sent', platformId: message?.id })
      expect(message?.text).toMatch(/^Xin chào!\n\n1\. Danh mục/)
    })

    it('tries again after an HTTP 500: the platform itself is in trouble', async () => {
      await say()
      bench.stage.platform.failNext('HTTP 500')
      expect(await say()).toMatchObject({ kind: 'retry', forAll: true })
      expect(await say()).toMatchObject({ kind: 'sent' })
    })

    it('tries again where the platform says that something is wrong with itself', async () => {
      bench.stage.refuseNext('trouble of its own')
      expect(await say()).toMatchObject({ kind: 'retry' })
      expect(await say()).toMatchObject({ kind: 'sent' })
    })

    it('waits where there were too many calls', async () => {
      bench.stage.refuseNext('too many calls')
      expect(await say()).toMatchObject({ kind: 'throttled', afterMs: expect.any(Number) })
      expect(await say()).toMatchObject({ kind: 'sent' })
    })

    it.each([
      ['a reset connection', 'reset', 'ECONNRESET'],
      ['no answer in time', 'hang', 'ECONNABORTED'],
    ] as const)('does not know what became of it after %s', async (_label, trouble, reason) => {
      await say()
      bench.stage.options.timeoutMs = 150
      bench.stage.platform.failNext(trouble)
      expect(await say()).toMatchObject({ kind: 'unknown', reason: expect.stringContaining(reason) })
      bench.stage.options.timeoutMs = 5_000
      expect(await say()).toMatchObject({ kind: 'sent' })
    })

    it('knows that nothing left while the platform is down, and gets through once it is up', async () => {
      await say()
      await bench.stage.platform.goDown()
      // The connection that stood there before: whether it took something nobody knows.
      await say()
      expect(await say()).toMatchObject({
        kind: 'retry',
        forAll: true,
        reason: expect.stringContaining('could not be reached'),
      })
      await bench.stage.platform.comeUp()
      expect(await say('Đã thông rồi.')).toMatchObject({ kind: 'sent' })
      expect(bench.stage.platform.sentTo(person).map(({ text }) => text)).toEqual([
        'Xin chào!',
        'Đã thông rồi.',
      ])
    })

    it('drops what is for a stranger, and names nobody', async () => {
      const sent = await say(hello.text, platform.stranger)
      expect(sent).toEqual({ kind: 'dropped', reason: expect.stringContaining(platform.unknownPerson) })
      expect(JSON.stringify(sent)).not.toContain(platform.stranger)
    })

    it('names nobody whom a refusal quotes', async () => {
      bench.stage.refuseNext('a fault, with words that name the person')
      const sent = await say()
      expect(sent).toMatchObject({ kind: 'dropped', fault: true })
      expect(JSON.stringify(sent)).not.toContain(person)
    })

    if (window)
      it(`keeps what is for somebody who has been silent for more than ${window.ms / 3_600_000} hours`, async () => {
        bench.stage.platform.passTime(window.ms + 1)
        expect(await say()).toEqual({
          kind: 'dropped',
          keep: true,
          reason: expect.stringContaining(window.reason),
        })
        await bench.stage.says('còn đó không')
        expect(await say()).toMatchObject({ kind: 'sent' })
      })

    it.each(platform.settings)('stops where %s is wrong, says so, and shows no secret', async setting => {
      const channel = bench.stage.misled(setting)
      const sent = [await channel.send(request({}, person, channel))]
      expect(sent).toMatchObject([{ kind: 'stopped', reason: expect.stringContaining(setting) }])
      bench.stage.platform.failNext('reset')
      sent.push(await say())
      const told = JSON.stringify([sent, bench.stage.logged])
      for (const secret of [...bench.stage.secrets, WRONG]) expect(told).not.toContain(secret)
    })
  })

  if (platform.sign)
    describe('the sign of somebody writing', () => {
      const write = () => bench.stage.channel.send(request({ working: true }))

      it('is shown, and is no message', async () => {
        expect(await write()).toEqual({ kind: 'sent', platformId: null })
        expect(bench.stage.platform.shownTo?.(person)).toEqual([platform.sign])
        expect(bench.stage.platform.sentTo(person)).toEqual([])
      })

      it.each(['HTTP 500', 'hang'] as const)('holds up nothing behind it after %s', async trouble => {
        bench.stage.options.timeoutMs = 150
        bench.stage.platform.failNext(trouble)
        expect(await write()).toMatchObject({ kind: 'dropped' })
      })

      it.each(['too many calls', 'trouble of its own'] as const)(
        'holds up nothing behind it after %s',
        async why => {
          bench.stage.refuseNext(why)
          expect(await write()).toMatchObject({ kind: 'dropped' })
        },
      )
    })
}
