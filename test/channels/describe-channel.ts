import { afterEach, beforeEach, describe } from 'vitest'
import type { Channel, OutgoingReply } from '../../src/channels/channel.ts'
import type { Trouble } from '../fakes/platform.ts'
import type { Posted } from '../fakes/posting.ts'
import type { openDoor } from './setup.ts'
import { rendering } from './suite/rendering.ts'
import { sending } from './suite/sending.ts'
import { webhook } from './suite/webhook.ts'

/** A platform as the suite knows it: what can be done on it, and where platforms differ. */
export type Platform = {
  name: string
  /** Somebody who has written to the account, and somebody who never did. */
  person: string
  stranger: string
  /** What the platform makes of a reply to the person; fails where it refuses a request of it. */
  show(reply: OutgoingReply): Shown
  /** How to choose, as it stands under the choices. */
  hint: string
  /** How many choices can be tapped. */
  taps: number
  /** The texts of a picture with these words and of the message behind it. */
  texts(alt: string, text: string): (string | null)[]
  /** How it shows that somebody is writing; null where it cannot. */
  sign: string | null
  /** For how long a person can be written to, and what it says afterwards; null where that never ends. */
  window: { ms: number; reason: string } | null
  /** What it says of a stranger. */
  unknownPerson: string
  /** Settings that can be wrong; see `Stage.misled`. */
  settings: readonly string[]
  open(): Promise<Stage>
}

/** What somebody sees; `order` holds ids of messages and signs of writing. */
export type Shown = {
  messages: {
    id: string
    text: string | null
    image: string | null
    taps: { title: string; payload: string }[]
    opens: { title: string; url: string }[]
  }[]
  order: string[]
}

/** A platform on loopback with one account of ours, to which the person has written. */
export type Stage = {
  channel: Channel
  /** For how long the channel waits for an answer. */
  options: { timeoutMs?: number }
  /** The channel with `WRONG` in this setting. */
  misled(setting: string): Channel
  platform: {
    sentTo(person: string): readonly { id: string; text: string | null }[]
    /** Signs of writing among them. */
    shownTo?(person: string): readonly string[]
    failNext(trouble: Trouble): void
    passTime(ms: number): void
    goDown(): Promise<void>
    comeUp(): Promise<void>
  }
  refuseNext(why: Refusal): void
  /** Where the webhook is, and what comes in by it. */
  url: string
  door: ReturnType<typeof openDoor>
  logged: readonly string[]
  /** What no log line, no answer and no reason may show. */
  secrets: readonly string[]
  /** Somebody writes to the account, as the platform posts it. */
  says(text: string, also?: { messageId?: string }): Promise<Posted>
  /** The same from somebody who does not know the secret; null bears no signature at all. */
  saysUnproven(signature: string | null): Promise<Posted>
  /** The platform tells something that this program does not know. */
  tellsNews(): Promise<Posted>
  stop(): Promise<void>
}

export type Refusal = 'too many calls' | 'trouble of its own' | 'a fault, with words that name the person'

/** A setting that does not fit. */
export const WRONG = 'da-bi-thay-the'

/** What a test of the suite works with once a stage is open. */
export type Bench = { readonly platform: Platform; readonly stage: Stage }

/** What every platform's channel does alike. */
export function describeChannel(platform: Platform): void {
  describe(`${platform.name}, as any platform:`, () => {
    rendering(platform)

    describe('with somebody who has written', () => {
      let stage: Stage

      beforeEach(async () => {
        stage = await platform.open()
      })
      afterEach(() => stage.stop())

      const bench: Bench = {
        platform,
        get stage() {
          return stage
        },
      }
      sending(bench)
      webhook(bench)
    })
  })
}
