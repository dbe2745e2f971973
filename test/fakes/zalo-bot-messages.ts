import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { read } from './posting.ts'

/** One message that Zalo took from the bot. */
export type SentMessage = {
  id: string
  user: string
  /** Also what stands under a picture. */
  text: string | null
  /** The address of the picture. */
  image: string | null
}

/** The sending methods of the Bot API: what they take, what they refuse, and what they took. */
export class ZaloBotMessages {
  readonly all: SentMessage[] = []
  /** What was shown to people, in order: a message's id, or `typing`. */
  readonly shown: { user: string; what: string }[] = []
  readonly #known = new Set<string>()

  to(user: string): SentMessage[] {
    return this.all.filter(message => message.user === user)
  }

  /** Whoever has written has a chat with the bot. */
  wrote(user: string): void {
    this.#known.add(user)
  }

  /** Answers as the API does, with its error in the body; null where it has no such method. */
  take(method: string, body: string, now: number): object | null {
    const schema = METHODS[method]
    if (!schema) return null
    const request = schema.safeParse(read(body))
    if (!request.success) return refusal(400, `Bad Request: ${z.prettifyError(request.error)}`)
    const { chat_id: user, text, photo, caption, action } = request.data
    if (!this.#known.has(user)) return refusal(404, 'Not Found: chat not found')
    if (action !== undefined) {
      this.shown.push({ user, what: action })
      return { ok: true }
    }
    const id = randomUUID().replaceAll('-', '').slice(0, 20)
    this.all.push({ id, user, text: text ?? caption ?? null, image: photo ?? null })
    this.shown.push({ user, what: id })
    return { ok: true, result: { message_id: id, date: now } }
  }
}

/** The body of a refusal; codes beyond 401 are written down nowhere, so these are likely rather than known. */
export function refusal(error_code: number, description: string): object {
  return { ok: false, error_code, description }
}

const chat_id = z.string().min(1)
const words = z.string().trim().min(1).max(2_000)
type Fields = {
  chat_id: string
  text?: string
  photo?: string
  caption?: string | undefined
  action?: string
}

const METHODS: { readonly [method: string]: z.ZodType<Fields> } = {
  sendMessage: z.strictObject({ chat_id, text: words }),
  sendPhoto: z.strictObject({
    chat_id,
    photo: z.string().regex(/^https:\/\/.+\.(jpe?g|png)$/),
    caption: words.optional(),
  }),
  sendChatAction: z.strictObject({ chat_id, action: z.literal('typing') }),
}
