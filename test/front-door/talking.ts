import type { FakeMessenger } from '../fakes/messenger.ts'
import type { FakeZalo } from '../fakes/zalo.ts'
import type { FakeZaloBot } from '../fakes/zalo-bot.ts'
import { type House, until } from './house.ts'
import { numberOf, READING_MS } from './scenes.ts'

/** Somebody on one channel, and what reached them. */
export type Talker = {
  person: string
  account: string
  platform: { goDown(): Promise<void>; comeUp(): Promise<void> }
  says(text: string, also?: { messageId: string }): Promise<{ status: number }>
  /** Chooses under the last message: on what can be tapped there, or by its number. */
  chooses(title: string): Promise<{ status: number }>
  /** What was sent to them, as it was sent. */
  got(): readonly { text: string | null }[]
}

export function onZalo(zalo: FakeZalo, person: string): Talker {
  return {
    person,
    account: `zalo:${zalo.settings.oaId}`,
    platform: zalo,
    says: (text, also) => zalo.userSays(person, text, also),
    chooses(title) {
      const last = zalo.sentTo(person).at(-1)
      const button = last?.buttons.find(one => one.title.endsWith(title))
      // Zalo has room for five buttons; the others are numbers to type.
      const payload = typeof button?.payload === 'string' ? button.payload : null
      return zalo.userSays(person, payload ?? numberOf(title, last?.text))
    },
    got: () => zalo.sentTo(person),
  }
}

export function onZaloBot(bot: FakeZaloBot, person: string): Talker {
  return {
    person,
    account: bot.account,
    platform: bot,
    says: (text, also) => bot.userSays(person, text, also),
    chooses: title => bot.userSays(person, numberOf(title, bot.sentTo(person).at(-1)?.text)),
    got: () => bot.sentTo(person),
  }
}

export function onMessenger(messenger: FakeMessenger, person: string): Talker {
  return {
    person,
    account: `messenger:${messenger.settings.pageId}`,
    platform: messenger,
    says: (text, also) => messenger.userSays(person, text, also),
    chooses(title) {
      const last = messenger.sentTo(person).at(-1)
      const number = numberOf(title, last?.text)
      const isIt = (one: { title: string }) => one.title.startsWith(`${number}. `)
      const quick = last?.quickReplies.find(isIt)
      const button = last?.buttons.find(isIt)
      if (quick) return messenger.userPicks(person, quick)
      return button ? messenger.userPresses(person, button) : messenger.userSays(person, number)
    },
    got: () => messenger.sentTo(person),
  }
}

/** The same person on every platform. */
export function talkers({ zalo, zaloBot, messenger }: House): { [channel: string]: Talker } {
  return {
    Zalo: onZalo(zalo, '2000000000000000002'),
    Messenger: onMessenger(messenger, '7000000000000007'),
    'Zalo Bot': onZaloBot(zaloBot, 'aa11bb22cc33dd44ee55'),
  }
}

/** Says one thing after another, each after the answer to the one before; `[title]` chooses by its number. */
export async function talk(house: House, { says, got }: Talker, ...lines: string[]): Promise<void> {
  for (const line of lines) {
    house.passTime(READING_MS)
    const before = got().length
    const title = /^\[(.+)\]$/.exec(line)?.[1]
    const choices = got().findLast(({ text }) => /^\d+\. /m.test(text ?? ''))
    await says(title === undefined ? line : numberOf(title, choices?.text))
    await house.server.turns.idle()
    const { store } = house.server
    const isAnswered = async () => got().length > before && (await store.backlog(0)).outbox === 0
    await until(isAnswered, `an answer to “${line}”`)
  }
}
