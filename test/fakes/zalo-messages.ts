import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { read } from './posting.ts'

/** One message that Zalo accepted. */
export type SentMessage = {
  id: string
  user: string
  text: string | null
  buttons: { title: string; type: string; payload?: unknown }[]
  /** The address of the picture. */
  image: string | null
  /** The message as it was sent. */
  raw: unknown
}

/** `POST /v3.0/oa/message/cs`: what it takes, what it refuses, and what it took. */
export class ZaloMessages {
  readonly all: SentMessage[] = []
  readonly #lastInteraction = new Map<string, number>()

  to(user: string): SentMessage[] {
    return this.all.filter(message => message.user === user)
  }

  interacted(user: string, at: number): void {
    this.#lastInteraction.set(user, at)
  }

  forget(user: string): void {
    this.#lastInteraction.delete(user)
  }

  /** Answers as Zalo does, with its error in the body. */
  take(body: string, now: number): object {
    const request = Request.safeParse(read(body)).data
    if (!request) return refusal(-201, 'recipient or message is invalid')
    const { text, attachment } = request.message
    if (!text && !attachment) return refusal(-201, 'text and attachment are both missing')
    if (text !== undefined && text.length > 2_000) return refusal(-210, 'text exceeds 2000 characters')
    const payload = Payload.safeParse(attachment?.payload ?? {}).data
    if (!payload) return refusal(-201, 'attachment is invalid')
    if (payload.buttons && !text && !payload.elements) return refusal(-201, 'buttons without a text')
    const user = request.recipient.user_id
    const last = this.#lastInteraction.get(user)
    if (last === undefined) return refusal(-213, 'User has not followed the OA')
    if (now - last > WINDOW_MS) return refusal(-230, 'User has not interacted with the OA in the past 7 days')
    const message = {
      id: randomUUID().replaceAll('-', '').slice(0, 20),
      user,
      text: text ?? null,
      buttons: payload.buttons ?? [],
      image: payload.elements?.[0]?.url ?? null,
      raw: request.message,
    }
    this.all.push(message)
    return {
      error: 0,
      message: 'Success',
      data: { message_id: message.id, user_id: user, sent_time: String(now), quota: { quota_type: 'reply' } },
    }
  }
}

const WINDOW_MS = 7 * 24 * 60 * 60 * 1000

const title = z.string().min(1).max(100)
const Button = z.union([
  z.object({
    title,
    type: z.enum(['oa.query.show', 'oa.query.hide']),
    payload: z.string().min(1).max(1_000),
  }),
  z.object({
    title,
    type: z.literal('oa.open.url'),
    payload: z.object({ url: z.string().regex(/^https?:\/\//) }),
  }),
  z.object({
    title,
    type: z.literal('oa.open.phone'),
    payload: z.object({ phone_code: z.string().regex(/^84\d{9,10}$/) }),
  }),
])
const Payload = z.object({
  template_type: z.literal('media').optional(),
  elements: z
    .array(
      z.object({ media_type: z.literal('image'), url: z.string().regex(/^https?:\/\/.+\.(jpe?g|png)$/) }),
    )
    .length(1)
    .optional(),
  buttons: z.array(Button).min(1).max(5).optional(),
})
const Request = z.object({
  recipient: z.object({ user_id: z.string().min(1) }),
  message: z.object({
    text: z.string().min(1).optional(),
    attachment: z.object({ type: z.literal('template'), payload: z.unknown() }).optional(),
  }),
})

/** Zalo refuses in a body, with HTTP 200. */
export function refusal(error: number, message: string): object {
  return { error, message }
}
