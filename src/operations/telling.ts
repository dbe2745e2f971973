import type { Channel } from '../channels/channel.ts'
import { type Post, post } from '../channels/common/http.ts'
import { tellInChat } from './telling/chat.ts'
import { mailer } from './telling/mail.ts'
import type { Means, Notice, Told } from './telling/notice.ts'
import { tellUrl } from './telling/url.ts'

export type { Means, Notice, Told }

/** Never throws; takes at most some 30 seconds. */
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
}

/** Tells people of the house by e-mail, by a signed POST to an address, or in their chat with the bot. */
export function telling({ smtpUrl, mailFrom, secret, channels, now, post: by = post }: TellingOptions): Tell {
  const tellByMail = mailer(smtpUrl, mailFrom)
  return async (notice, to) => {
    try {
      switch (to.by) {
        case 'mail':
          return await tellByMail(notice, to.to)
        case 'url':
          return await tellUrl(notice, to.url, { secret, now: now(), post: by })
        case 'chat':
          return await tellInChat(notice, channels().get(to.account), to.person)
      }
    } catch (error) {
      return { kind: 'later', reason: error instanceof Error ? error.name : 'unknown' }
    }
  }
}
