import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Channel, OutgoingReply } from '../../src/channels/channel.ts'

/** One platform with somebody who has written to the account, whom it lets the channel write to. */
export type SendingStage = {
  channel: Channel
  person: string
  /** Somebody who never wrote. */
  stranger: string
  /** What the platform took for this person, in order. */
  sentTo(person: string): readonly { id: string; text: string | null }[]
  /** The next call fails this way. */
  failNext(fault: 'HTTP 500' | 'reset' | 'hang'): void
  goDown(): Promise<void>
  comeUp(): Promise<void>
  /** The same account at an address that is not the platform's, and the setting that an operator has to look at. */
  elsewhere: { channel: Channel; setting: string }
  stop(): Promise<void>
}

/** What sending comes to on every platform alike; `open` sets one up for each test, with a short time limit. */
export function describeSending(platform: string, open: () => Promise<SendingStage>): void {
  describe(`sending on ${platform}, as on any platform`, () => {
    let stage: SendingStage

    beforeEach(async () => {
      stage = await open()
    })

    afterEach(() => stage.stop())

    const request = (text: string, person = stage.person, channel = stage.channel) => {
      const choices = [{ title: 'Danh mục', payload: '#dl:x', secondary: false }]
      const [first = {}] = channel.render({ ...plain, text, choices }, person)
      return first
    }
    const say = (text = 'Xin chào!', person = stage.person) => stage.channel.send(request(text, person))

    it('reaches the person with its choices numbered, and names the message of the platform', async () => {
      const sent = await say()
      const [message] = stage.sentTo(stage.person)
      expect(sent).toEqual({ kind: 'sent', platformId: message?.id })
      expect(message?.text).toMatch(/^Xin chào!\n\n1\. Danh mục/)
    })

    it('tries again after an HTTP 500: the platform itself is in trouble', async () => {
      await say()
      stage.failNext('HTTP 500')
      expect(await say()).toMatchObject({ kind: 'retry', forAll: true })
      expect(await say()).toMatchObject({ kind: 'sent' })
    })

    it.each([
      ['a reset connection', 'reset', 'ECONNRESET'],
      ['no answer in time', 'hang', 'ECONNABORTED'],
    ] as const)('does not know what became of it after %s', async (_label, fault, reason) => {
      await say()
      stage.failNext(fault)
      expect(await say()).toMatchObject({ kind: 'unknown', reason: expect.stringContaining(reason) })
      expect(await say()).toMatchObject({ kind: 'sent' })
    })

    it('knows that nothing left while the platform is down, and gets through once it is up', async () => {
      await say()
      await stage.goDown()
      // The connection that stood there before: whether it took something nobody knows.
      await say()
      expect(await say()).toMatchObject({
        kind: 'retry',
        forAll: true,
        reason: expect.stringContaining('could not be reached'),
      })
      await stage.comeUp()
      expect(await say('Đã thông rồi.')).toMatchObject({ kind: 'sent' })
      const heads = stage.sentTo(stage.person).map(({ text }) => text?.split('\n')[0])
      expect(heads).toEqual(['Xin chào!', 'Đã thông rồi.'])
    })

    it('drops what is for a stranger, and names nobody', async () => {
      const sent = await say('Xin chào!', stage.stranger)
      expect(sent).toMatchObject({ kind: 'dropped' })
      expect(JSON.stringify(sent)).not.toContain(stage.stranger)
    })

    it('stops at an address that is not the platform’s, and says which setting to look at', async () => {
      const { channel, setting } = stage.elsewhere
      const sent = await channel.send(request('Xin chào!', stage.person, channel))
      expect(sent).toMatchObject({ kind: 'stopped', reason: expect.stringContaining(setting) })
    })
  })
}

const plain: OutgoingReply = {
  text: '',
  choices: [],
  picture: null,
  links: [],
  progress: null,
  working: false,
}
