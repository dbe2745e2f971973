import type { Channel } from '../channels/channel.ts'
import { type Post, post } from '../channels/common/http.ts'
import { tellInChat } from './telling/chat.ts'
import { mailer } from './telling/mail.ts'
import type { Means, Notice, Told } from './telling/notice.ts'
import { tellUrl } from './telling/url.ts'

export type { Means, Notice, Told }

/** Never throws; takes less than a minute: whoever wants it has leased the work for so long, and another would tell it again. */
export type Tell = (notice: Notice, to: Means) => Promise<Told>

export type TellingOptions = {
  /** `smtps://user:password@host:465`; null where no mail can be sent. */
  smtpUrl: string | null
  /** What stands as the sender; null: the user of `smtpUrl`. */
  mailFrom: string | null
  /** Signs what is posted to addresses; null where they are posted unsigned. */
  secret: string | null
  /** By account, as they stand at the moment. */
  channels: () => ReadonlyMap<string, Channel>
  now: () => number
  post?: Post
  /** After how long somebody counts as not told; for tests. */
  mostMs?: number
}

/** Tells people of the house by e-mail, by a signed POST to an address, or in their chat with the bot. */
export function telling({
  smtpUrl,
  mailFrom,
  secret,
  channels,
  now,
  post: by = post,
  mostMs = MOST_MS,
}: TellingOptions): Tell {
  const tellByMail = mailer(smtpUrl, mailFrom)
  return async (notice, to) => {
    try {
      return await withinTime(() => {
        switch (to.by) {
          case 'mail':
            return tellByMail(notice, to.to)
          case 'url':
            return tellUrl(notice, to.url, { secret, now: now(), post: by })
          case 'chat':
            return tellInChat(notice, channels().get(to.account), to.person)
        }
      }, mostMs)
    } catch (error) {
      return { kind: 'later', reason: error instanceof Error ? error.name : 'unknown' }
    }
  }
}

/** A channel's send, which waits longest, ends before by itself; a mail server may let single bytes trickle for ever. */
const MOST_MS = 55_000

async function withinTime(tell: () => Promise<Told>, mostMs: number): Promise<Told> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Told>(resolve => {
    timer = setTimeout(
      () => resolve({ kind: 'later', reason: `no end after ${mostMs / 1000} seconds` }),
      mostMs,
    )
  })
  try {
    return await Promise.race([tell(), late])
  } finally {
    clearTimeout(timer)
  }
}
