import { expect } from 'vitest'
import { z } from 'zod'
import type { OutgoingReply } from '../../src/channels/channel.ts'
import { post } from '../../src/channels/common/http.ts'
import { zaloChannel } from '../../src/channels/zalo/channel.ts'
import type { ZaloOptions } from '../../src/channels/zalo/options.ts'
import { render } from '../../src/channels/zalo/render.ts'
import { zaloSurface } from '../../src/channels/zalo/surface.ts'
import type { TokenPair, TokenStorage } from '../../src/channels/zalo/token/pair.ts'
import { FakeZalo } from '../fakes/zalo.ts'
import { type SentMessage, ZaloMessages } from '../fakes/zalo-messages.ts'
import { type Platform, type Refusal, WRONG } from './describe-channel.ts'
import { keepLog, openDoor, PUBLIC_URL, serve } from './setup.ts'

export const PERSON = '2000000000000000002'

export const ZALO: Platform = {
  name: 'Zalo',
  person: PERSON,
  stranger: '2999999999999999999',
  show(reply) {
    const messages = taken(reply).map(({ id, text, image, buttons }) => ({
      id,
      text,
      image,
      taps: buttons.flatMap(({ title, payload }) =>
        typeof payload === 'string' ? [{ title, payload }] : [],
      ),
      opens: buttons.flatMap(({ title, payload }) => {
        const url = Opening.safeParse(payload).data?.url
        return url === undefined ? [] : [{ title, url }]
      }),
    }))
    return { messages, order: messages.map(({ id }) => id) }
  },
  hint: 'Trả lời bằng số, hoặc chạm vào lựa chọn bên dưới.',
  taps: 5,
  texts: (alt, text) => [alt, text],
  sign: null,
  window: { ms: 7 * 24 * 60 * 60 * 1000, reason: '-230' },
  unknownPerson: '-213',
  settings: ['ZALO_API_URL'],
  open: openZalo,
}

/** Zalo with the channel and its webhook, and a person who follows the account. */
export async function openZalo() {
  const zalo = await FakeZalo.start()
  const { options, logged } = optionsFor(zalo)
  const channel = zaloChannel(options)
  const door = openDoor()
  const webhook = await serve(zaloSurface([{ account: channel.account, options, door }], door.count))
  const url = `${webhook.url}/webhooks/zalo`
  zalo.postsTo(url)
  await zalo.follow(PERSON)
  door.empty()
  return {
    zalo,
    platform: zalo,
    channel,
    options,
    logged,
    door,
    url,
    misled: () => zaloChannel({ ...options, apiUrl: `${options.apiUrl}/${WRONG}` }),
    refuseNext: (why: Refusal) => zalo.failNext(REFUSALS[why]),
    secrets: Object.values(zalo.settings).filter(value => /bi-mat|^r-/.test(value)),
    says: (text: string, also?: { messageId?: string }) => zalo.userSays(PERSON, text, also),
    saysUnproven(signature: string | null) {
      zalo.postsTo(url, { signature: signature ? `mac=${signature}` : signature })
      return zalo.userSays(PERSON, 'chào')
    },
    tellsNews: () => zalo.posts({ event_name: 'user_waved', timestamp: '1' }),
    async stop() {
      await webhook.stop()
      await zalo.stop()
    },
  }
}

/** What Zalo makes of a reply; fails where it refuses a request. */
export function taken(reply: OutgoingReply): readonly SentMessage[] {
  const zalo = new ZaloMessages()
  zalo.interacted(PERSON, 0)
  for (const request of render(reply, PERSON, PUBLIC_URL))
    expect(zalo.take(JSON.stringify(request), 0)).toMatchObject({ error: 0 })
  return zalo.all
}

/** Storage in memory, as several processes would share it; `history` holds every pair that was written. */
export function memoryStorage(first: TokenPair | null = null) {
  const storage: TokenStorage & {
    stored: { pair: TokenPair; version: number } | null
    history: TokenPair[]
    failing: boolean
  } = {
    stored: first && { pair: first, version: 1 },
    history: [],
    failing: false,
    async read() {
      if (storage.failing) throw new Error('database is locked')
      return storage.stored
    },
    async write(pair, expectedVersion) {
      if (storage.failing) throw new Error('database is locked')
      if ((storage.stored?.version ?? 0) !== expectedVersion) return false
      storage.stored = { pair, version: expectedVersion + 1 }
      storage.history.push(pair)
      return true
    },
  }
  return storage
}

/** Options for a channel that talks to the fake, and the lines that it logs. */
export function optionsFor(zalo: FakeZalo, storage: TokenStorage = memoryStorage()) {
  const { logged, log } = keepLog()
  const options: ZaloOptions = {
    ...zalo.settings,
    publicUrl: PUBLIC_URL,
    storage,
    post,
    now: () => zalo.now(),
    log,
    timeoutMs: 5_000,
  }
  return { options, logged }
}

const Opening = z.object({ url: z.string() })

const REFUSALS = {
  'too many calls': -32,
  'trouble of its own': -200,
  'a fault, with words that name the person': { code: -201, message: `user_id ${PERSON} is invalid` },
}
