import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Answer } from './platform.ts'
import { read } from './posting.ts'

/** One message that Messenger accepted. */
export type SentMessage = {
  id: string
  user: string
  /** Also the text of a template. */
  text: string | null
  quickReplies: { title: string; payload: string }[]
  buttons: { type: string; title: string; payload?: string; url?: string }[]
  /** The address of the picture. */
  image: string | null
  metadata: string | null
}

/** `POST /{PAGE_ID}/messages`: what it takes, what it refuses, and what it took. */
export class MessengerMessages {
  readonly all: SentMessage[] = []
  /** What was shown to people, in order: a message's id, or `typing_on`. */
  readonly shown: { user: string; what: string }[] = []
  readonly #lastAction = new Map<string, number>()
  readonly #heldByStaff = new Set<string>()

  to(user: string): SentMessage[] {
    return this.all.filter(message => message.user === user)
  }

  /** Opens the window of 24 hours. */
  acted(user: string, at: number): void {
    this.#lastAction.set(user, at)
  }

  /** `POST /{PAGE_ID}/take_thread_control`: the default app may, whoever holds the conversation. */
  takeBack(body: string): Answer {
    const { recipient } = z
      .strictObject({ recipient: z.strictObject({ id: z.string() }) })
      .parse(JSON.parse(body))
    this.hold(recipient.id, false)
    return { status: 200, body: { success: true } }
  }

  hold(user: string, byStaff: boolean): void {
    if (byStaff) this.#heldByStaff.add(user)
    else this.#heldByStaff.delete(user)
  }

  take(body: string, now: number): Answer {
    const request = Request.safeParse(read(body))
    if (!request.success) return refusal(100, null, `(#100) ${z.prettifyError(request.error)}`)
    const { data } = request
    const user = data.recipient.id
    const last = this.#lastAction.get(user)
    if (last === undefined) return refusal(100, 2018001, '(#100) No matching user found')
    if (this.#heldByStaff.has(user))
      return refusal(10, 2018300, '(#10) Another app is controlling this thread now')
    if (now - last > WINDOW_MS)
      return refusal(10, 2018278, '(#10) This message is sent outside of allowed window.')
    if ('sender_action' in data) {
      this.shown.push({ user, what: data.sender_action })
      return { status: 200, body: { recipient_id: user } }
    }
    const message = sentMessage(user, data.message)
    this.all.push(message)
    this.shown.push({ user, what: message.id })
    return { status: 200, body: { recipient_id: user, message_id: message.id } }
  }
}

/** An error as the Graph API writes it, with HTTP 400. */
export function refusal(code: number, subcode: number | null, message: string): Answer {
  const error = { message, type: 'OAuthException', code, ...(subcode !== null && { error_subcode: subcode }) }
  return { status: 400, body: { error: { ...error, fbtrace_id: 'AbCdEfGhIjKlMnOpQrStUv' } } }
}

const WINDOW_MS = 24 * 60 * 60 * 1000

const title = z.string().min(1).max(20)
const payload = z.string().min(1).max(1_000)
const metadata = z.string().max(1_000).optional()
const quick_replies = z
  .array(z.strictObject({ content_type: z.literal('text'), title, payload }))
  .min(1)
  .max(13)
  .optional()
const Button = z.union([
  z.strictObject({ type: z.literal('postback'), title, payload }),
  z.strictObject({ type: z.literal('phone_number'), title, payload: z.string().regex(/^\+\d{8,15}$/) }),
  z.strictObject({ type: z.literal('web_url'), title, url: z.url({ protocol: /^https?$/ }) }),
])
const Attachment = z.union([
  z.strictObject({
    type: z.literal('template'),
    payload: z.strictObject({
      template_type: z.literal('button'),
      text: z.string().trim().min(1).max(640),
      buttons: z.array(Button).min(1).max(3),
    }),
  }),
  z.strictObject({
    type: z.literal('image'),
    payload: z.strictObject({ url: z.url({ protocol: /^https$/ }), is_reusable: z.boolean() }),
  }),
])
const Message = z.union([
  z.strictObject({ text: z.string().trim().min(1).max(2_000), quick_replies, metadata }),
  z.strictObject({ attachment: Attachment, quick_replies, metadata }),
])
const recipient = z.strictObject({ id: z.string().min(1) })
const Request = z.union([
  // A tag is refused since April 2026, and this is no bot's to use.
  z.strictObject({ recipient, messaging_type: z.enum(['RESPONSE', 'UPDATE']), message: Message }),
  z.strictObject({ recipient, sender_action: z.enum(['typing_on', 'typing_off', 'mark_seen']) }),
])

function sentMessage(user: string, message: z.infer<typeof Message>): SentMessage {
  const attachment = 'attachment' in message ? message.attachment : null
  const template = attachment?.type === 'template' ? attachment.payload : null
  return {
    id: `m_${randomUUID().replaceAll('-', '')}`,
    user,
    text: 'text' in message ? message.text : (template?.text ?? null),
    quickReplies: message.quick_replies ?? [],
    buttons: template?.buttons ?? [],
    image: attachment?.type === 'image' ? attachment.payload.url : null,
    metadata: message.metadata ?? null,
  }
}
