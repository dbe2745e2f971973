import { z } from 'zod'
import type { Arrival, Media } from '../channel.ts'

/** What a webhook call is to us. `reason` is a short name for the metrics. */
export type ReadEvent = { kind: 'arrival'; arrival: Arrival } | { kind: 'ignored'; reason: string }

/** `receivedAt` stands in, in epoch milliseconds, where an update has no time of its own. */
export type EventContext = { account: string; receivedAt: number }

/**
 * Reads one verified update (JSON from `readJson`), in Zalo's envelope `{ok, result}` or without it (platform facts §5).
 * Unknown fields are tolerated, unknown and unfit updates ignored with a reason; never throws. Answers go to the chat;
 * of one person with the bot its id is that person's. There is nothing to tap, so no text is a tap.
 */
export function readUpdate(json: unknown, { account, receivedAt }: EventContext): ReadEvent {
  const inner = Wrapped.safeParse(json).data?.result ?? json
  const name = Named.safeParse(inner).data?.event_name
  if (name === undefined) return ignored('malformed_event')
  const what = WHAT.get(name)
  if (!what) return ignored('unknown_event')
  const message = Update.safeParse(inner).data?.message
  if (!message) return ignored('malformed_event')
  const { chat, from, date } = message
  // Groups are in trial at Zalo, and what a guide asks is nobody else's to read.
  if (chat.chat_type?.toUpperCase() === 'GROUP') return ignored('ignored_group')
  if (from?.is_bot) return ignored('ignored_bot')
  const happened = what(message)
  if (typeof happened === 'string') return ignored(happened)
  const messageId = message.message_id ?? (date == null ? null : `${name}:${chat.id}:${date}`)
  if (messageId === null) return ignored('malformed_event')
  return {
    kind: 'arrival',
    arrival: { account, person: chat.id, messageId, at: date ?? receivedAt, what: happened },
  }
}

/** Half a surrogate in an id would be one thing in memory and another in the database, so plain characters only. */
const Id = z.union([z.string().regex(/^[\x21-\x7e]{1,200}$/), z.int()]).transform(String)
const Time = z.coerce.number().int().min(0).max(8.64e15)
const Wrapped = z.looseObject({ result: z.looseObject({ event_name: z.string() }) })
const Named = z.looseObject({ event_name: z.string() })
const Message = z.looseObject({
  chat: z.looseObject({ id: Id, chat_type: z.string().nullish() }),
  from: z.looseObject({ is_bot: z.boolean().nullish().catch(null) }).nullish(),
  message_id: Id.nullish(),
  date: Time.nullish(),
  text: z.string().nullish(),
  caption: z.string().nullish().catch(null),
})
type Message = z.infer<typeof Message>
const Update = z.looseObject({ message: Message })

/** What happened, or why it is passed over. */
type What = (message: Message) => Arrival['what'] | string

const WHAT = new Map<string, What>([
  ['message.text.received', said],
  ['message.image.received', media('image')],
  ['message.sticker.received', media('sticker')],
  ['message.voice.received', media('voice')],
  // Zalo hides what some people send, for their protection; that they sent something still wants an answer.
  ['message.unsupported.received', media('other')],
])

function said({ text }: Message): Arrival['what'] | string {
  return text?.trim() ? { kind: 'text', text } : 'empty_text'
}

function media(kind: Media): What {
  return ({ caption }) => ({ kind: 'media', media: kind, text: caption?.trim() ? caption : null })
}

function ignored(reason: string): ReadEvent {
  return { kind: 'ignored', reason }
}
