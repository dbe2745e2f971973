import type { Router } from 'express'

/**
 * The channels' port. A channel knows one platform's bytes: it verifies and reads what comes in, renders and
 * sends what goes out. It imports nothing of ours but this file.
 */
export type Channel = {
  readonly kind: 'web' | 'web-practice' | 'zalo' | 'zalo-bot' | 'messenger' | 'terminal'
  /** The channel account's id: `zalo:4000000000000000004`, `web`. */
  readonly account: string
  /** The platform's app that it works by, where limits are counted by app as well: `zalo-app:1000000000000000001`. */
  readonly app?: string
  /**
   * For how many hours after somebody's last word a message still reaches them at no cost; null where none does once
   * they are gone.
   */
  readonly freeHours: number | null
  /** True where people only try the bot out: nothing that happens here enters the figures (design §7). */
  readonly uncounted?: boolean
  /** True where people can open this server's own pages from what is sent to them. */
  readonly reachesPages?: boolean
  /**
   * Its HTTP surface, mounted at the root, where it has addresses of its own, as the web has. Accounts of one platform
   * share an address: their folder exports a `Surface`.
   */
  routes?(door: Door): Router
  /** The platform requests that say this, in order, within the platform's limits. Pure. Empty where people fetch. */
  render(reply: OutgoingReply, person: string): PlatformRequest[]
  /**
   * Hands one request to the platform. Never throws: what went wrong is in the result. `mark` is what the echo of it
   * may bring back, where the platform lets a request bear one.
   */
  send(request: PlatformRequest, mark?: string): Promise<Sent>
  /** What the platform lets through, where it says so; nothing is held back where this is missing. */
  readonly limits?: { account?: Rate; app?: Rate }
  /** Whether this is the echo of that request. Where it is missing the mark alone tells. */
  isEchoOf?(request: PlatformRequest, echo: Echo): boolean
}

/** So many requests a second at the most, once the first `burst` are gone. */
export type Rate = { perSecond: number; burst: number }

/**
 * One address of a platform for all its accounts: tells by what comes in which account is meant, and checks it with
 * that account's own secret. `Options` are the channel's; `count` is for what belongs to no account.
 */
export type Surface<Options> = (served: readonly Served<Options>[], count: Door['count']) => Router

/** An account behind a shared address. */
export type Served<Options> = { account: string; options: Options; door: Door }

/**
 * What the bot says, ready for any channel: the engine's reply with each choice's action already written into
 * `payload`, so that no channel has to know what a choice does. A choice's number is its place in the list.
 */
export type OutgoingReply = {
  text: string
  choices: {
    title: string
    payload: string
    /** Goes behind the others, and is the first to lose its button where room is short. */
    secondary: boolean
    /** Has a button however short the room is: the text speaks of it. */
    keepsButton?: boolean
  }[]
  /** `file` lies under content/pictures, served at PUBLIC_URL/pictures/. */
  picture: { file: string; alt: string } | null
  /** `url` may be a path of this server, `/phieu/…`: PUBLIC_URL goes in front, as with pictures. */
  links: { title: string; url: string }[]
  /** Numbers to call with a tap, as they are dialled (`+842373000000`, `19000368`); the text names each as well. */
  calls?: { title: string; phone: string }[]
  /** "Bước 3, còn nhiều nhất 4". */
  progress: { step: number; atMost: number; title: string } | null
  /**
   * Staff hold the conversation where the platform lets them alone answer, and have not answered: it is taken back first,
   * where the platform allows that.
   */
  takesBack?: boolean
  /** For somebody of the house and not for a citizen: where a month's messages run out, what is left is for these. */
  toStaff?: boolean
  /** A job is under way whose answer follows: a channel that can show that somebody is writing shows it. */
  working: boolean
}

/** What the host lends a channel. */
export type Door = {
  /**
   * Takes verified arrivals in. Resolves once each is on disk, so that the platform can be told 200;
   * rejects where the store cannot write, so that it is told 503.
   */
  receive(arrivals: readonly Arrival[]): Promise<void>
  /** The transcript, for channels whose people fetch. */
  messages(person: string, after: number): Promise<Message[]>
  /** Calls back after each turn of that person that added messages; returns how to stop. */
  listen(person: string, onMessages: () => void): () => void
  /**
   * Tells what the platform showed us of our own messages. A request that may or may not have got through is known by
   * it to have. Never rejects.
   */
  echoed?(echoes: readonly Echo[]): Promise<void>
  /** Counts something that was refused or passed over: `bad_signature`, `unknown_event`. */
  count(what: string): void
}

/** One thing that happened on a channel account. Plain JSON: it may wait in the inbox. */
export type Arrival = {
  account: string
  /** The platform's id of the person. */
  person: string
  /** The platform's id of the message: a second delivery has the same. */
  messageId: string
  /** When it happened by the platform's clock, in epoch milliseconds. */
  at: number
  what:
    | { kind: 'text'; text: string }
    | { kind: 'tap'; payload: string; title: string | null }
    | {
        kind: 'media'
        media: Media
        /** What was written under it; never of a location or a contact, which would say where or who. */
        text: string | null
        /** Where a location is, if it could be read; nothing behind the door knows it to better than 100 m. */
        at?: Coordinates | null
      }
    | { kind: 'arrived'; link: string | null }
    | { kind: 'unfollowed' }
    /** `deliver`: they wrote it in this house, and it is to be sent to the person as well. */
    | { kind: 'staffSpoke'; text: string | null; deliver?: boolean }
    /** What a person says while the platform lets staff alone answer: kept, and answered by nobody here. */
    | { kind: 'overheard'; text: string | null; media: Media | null }
    | { kind: 'handedBack' }
    /** Somebody of the staff enrolled in this chat; `name` of their duty, null where the code is not good. */
    | { kind: 'enrolled'; name: string | null }
}

/** What is not a text. The thing itself and its address stay outside: nobody here looks at it. */
export type Media =
  | 'image'
  | 'voice'
  | 'video'
  /** Also moving pictures that say how one feels. */
  | 'sticker'
  | 'file'
  | 'link'
  /** Somebody's name or number, their own or another's. */
  | 'contact'
  | 'location'
  | 'other'

/** Degrees in WGS 84. */
export type Coordinates = { latitude: number; longitude: number }

/** A message of the transcript as a page shows it (contract: `GET /chat/messages`). */
export type Message = {
  seq: number
  from: 'bot' | 'person' | 'staff'
  text: string
  choices: { title: string; payload: string; secondary?: boolean }[]
  images: { url: string; alt: string }[]
  links: { title: string; url: string }[]
  progress: { step: number; atMost: number; title: string } | null
}

/** JSON that the channel's own `send` understands. */
export type PlatformRequest = { readonly [field: string]: unknown }

/** A message of the bot's own that the platform shows it: proof that it was taken. */
export type Echo = {
  account: string
  person: string
  /** The platform's id of the message, as its answer to the request names it. */
  messageId: string
  /** What `send` was told to mark it with, where the platform keeps that. */
  mark: string | null
  /** What it says; null of a picture. */
  text: string | null
}

/** What became of a request, and so what the outbox does with its row. `reason` is in English and names nobody. */
export type Sent = (
  | { kind: 'sent'; platformId: string | null }
  /**
   * Passing: try again, not before `afterMs` where the platform said so. `forAll`: the platform itself is in trouble,
   * so that others had better not try. `atMost`: after so many tries it is given up, and kept.
   */
  | { kind: 'retry'; reason: string; afterMs: number | null; forAll?: boolean; atMost?: number }
  /**
   * The platform takes nothing more on this account for so long, and each further call would make it longer. `ofApp`: on
   * none of the accounts of its app.
   */
  | { kind: 'throttled'; reason: string; afterMs: number; ofApp?: true }
  /** It left here, and nobody knows whether it was taken: only an echo tells. `atMost` as above, where none comes. */
  | { kind: 'unknown'; reason: string; atMost?: number }
  /**
   * This row will never get through; the next one may. `keep`: it would after the person's next word, so it is kept
   * and offered then. `fault`: an operator or the authors should look into it.
   */
  | { kind: 'dropped'; reason: string; keep?: boolean; fault?: boolean }
  /** Nothing gets through on this account until somebody acts. `reason` says what to do. */
  | { kind: 'stopped'; reason: string }
) & { ease?: Ease }

/**
 * The platform's own figures say that it gets tight: for so long no more than one request every so often. `ofApp`: of all
 * accounts of the app together.
 */
export type Ease = { forMs: number; everyMs: number; ofApp?: true }
