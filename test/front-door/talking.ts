import { type House, until } from './house.ts'
import { numberOf, READING_MS } from './scenes.ts'

/** Somebody on one channel, and what reached them. */
export type Talker = {
  person: string
  account: string
  says(text: string): Promise<{ status: number }>
  /** What was sent to them, as it was sent. */
  got(): readonly { text: string | null }[]
}

/** The same person on every platform. */
export function talkers({ zalo, zaloBot, messenger }: House): { [channel: string]: Talker } {
  const [onZalo, onMessenger, onBot] = ['2000000000000000002', '7000000000000007', 'aa11bb22cc33dd44ee55']
  return {
    Zalo: {
      person: onZalo ?? '',
      account: `zalo:${zalo.settings.oaId}`,
      says: text => zalo.userSays(onZalo ?? '', text),
      got: () => zalo.sentTo(onZalo ?? ''),
    },
    Messenger: {
      person: onMessenger ?? '',
      account: `messenger:${messenger.settings.pageId}`,
      says: text => messenger.userSays(onMessenger ?? '', text),
      got: () => messenger.sentTo(onMessenger ?? ''),
    },
    'Zalo Bot': {
      person: onBot ?? '',
      account: zaloBot.account,
      says: text => zaloBot.userSays(onBot ?? '', text),
      got: () => zaloBot.sentTo(onBot ?? ''),
    },
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
