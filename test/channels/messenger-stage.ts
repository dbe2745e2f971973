import { expect } from 'vitest'
import type { OutgoingReply } from '../../src/channels/channel.ts'
import { post } from '../../src/channels/common/http.ts'
import { messengerChannel } from '../../src/channels/messenger/channel.ts'
import type { MessengerOptions } from '../../src/channels/messenger/options.ts'
import { render } from '../../src/channels/messenger/render.ts'
import { messengerSurface } from '../../src/channels/messenger/surface.ts'
import { FakeMessenger } from '../fakes/messenger.ts'
import { MessengerMessages } from '../fakes/messenger-messages.ts'
import { type Platform, type Refusal, WRONG } from './describe-channel.ts'
import { keepLog, openDoor, PUBLIC_URL, serve } from './setup.ts'

export const PERSON = '7000000000000007'

const MISLED: { readonly [setting: string]: Partial<MessengerOptions> } = {
  MESSENGER_PAGE_ID: { pageId: WRONG },
  MESSENGER_PAGE_TOKEN: { pageToken: WRONG },
  MESSENGER_APP_SECRET: { appSecret: WRONG },
}

export const MESSENGER: Platform = {
  name: 'Messenger',
  person: PERSON,
  stranger: '7999999999999999',
  show(reply) {
    const { all, shown } = taken(reply)
    const messages = all.map(({ id, text, image, quickReplies, buttons }) => ({
      id,
      text,
      image,
      taps: [
        ...quickReplies.map(({ title, payload }) => ({ title, payload })),
        ...buttons.flatMap(({ title, payload }) => (payload === undefined ? [] : [{ title, payload }])),
      ],
      opens: buttons.flatMap(({ title, url }) => (url === undefined ? [] : [{ title, url }])),
    }))
    return { messages, order: shown.map(({ what }) => what) }
  },
  hint: 'Trả lời bằng số, hoặc chạm vào lựa chọn bên dưới.',
  taps: 13,
  texts: (alt, text) => [null, `${text}\n\nHình: ${alt}`],
  sign: 'typing_on',
  window: { ms: 24 * 60 * 60 * 1000, reason: '10/2018278' },
  unknownPerson: '100/2018001',
  settings: Object.keys(MISLED),
  open: openMessenger,
}

/** Messenger with the channel and its webhook, and a person who got started. */
export async function openMessenger() {
  const messenger = await FakeMessenger.start()
  const { options, logged } = optionsFor(messenger)
  const channel = messengerChannel(options)
  const door = openDoor()
  const webhook = await serve(messengerSurface([{ account: channel.account, options, door }], door.count))
  const url = `${webhook.url}/webhooks/messenger`
  messenger.postsTo(url)
  await messenger.getsStarted(PERSON)
  door.empty()
  return {
    messenger,
    platform: messenger,
    channel,
    options,
    logged,
    door,
    url,
    misled: (setting: string) => messengerChannel({ ...options, ...MISLED[setting] }),
    refuseNext: (why: Refusal) => messenger.failNext(REFUSALS[why]),
    secrets: [messenger.settings.appSecret, messenger.settings.pageToken],
    says: (text: string, also?: { messageId?: string }) => messenger.userSays(PERSON, text, also),
    saysUnproven(signature: string | null) {
      messenger.postsTo(url, { signature: signature ? `sha256=${signature}` : signature })
      return messenger.userSays(PERSON, 'chào')
    },
    tellsNews: () => messenger.userDoes(PERSON, { waves: true }),
    async stop() {
      await webhook.stop()
      await messenger.stop()
    },
  }
}

/** What Messenger makes of a reply; fails where it refuses a request. */
export function taken(reply: OutgoingReply): MessengerMessages {
  const messenger = new MessengerMessages()
  messenger.acted(PERSON, 0)
  for (const request of render(reply, PERSON, PUBLIC_URL))
    expect(messenger.take(JSON.stringify(request), 0)).toMatchObject({ status: 200 })
  return messenger
}

/** Options for a channel that talks to the fake, and the lines that it logs. */
export function optionsFor(messenger: FakeMessenger) {
  const { logged, log } = keepLog()
  const options: MessengerOptions = {
    ...messenger.settings,
    publicUrl: PUBLIC_URL,
    post,
    now: () => messenger.now(),
    log,
    timeoutMs: 5_000,
  }
  return { options, logged }
}

const REFUSALS = {
  'too many calls': { code: 80006, minutes: 5 },
  'trouble of its own': { code: 2 },
  'a fault, with words that name the person': { code: 100, message: `Invalid recipient ${PERSON}` },
}
