import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { type Answer, type Call, Platform } from './platform.ts'
import { type Posted, Posting } from './posting.ts'
import { refusal, type SentMessage, ZaloBotMessages } from './zalo-bot-messages.ts'

/**
 * The Zalo Bot Platform on loopback: it takes, refuses and posts as the real one does, so that tests need no mock of a
 * call.
 *
 *     const bot = await FakeZaloBot.start()
 *     zaloBotChannel({ ...bot.settings, … })           // apiUrl is its address
 *     bot.postsTo(`${server}/webhooks/zalo-bot`)
 *     await bot.userSays('aa11bb22cc33dd44ee55', 'làm khai sinh cho con')
 *     bot.sentTo('aa11bb22cc33dd44ee55')                // what the bot said, in order
 *     await bot.stop()
 */
export class FakeZaloBot extends Platform<Refusal> {
  /** As `.env` would hold them. */
  readonly settings = {
    token: '1459232241454765289:bi-mat-cua-bot',
    secretToken: 'mot-tu-bi-mat-dai',
    monthlyCap: 3_000,
    apiUrl: '',
  }
  readonly account = 'zalo-bot:1459232241454765289'
  /** As `setWebhook` set it; empty where none is. */
  webhook = { url: '', secret: '' }
  readonly #messages = new ZaloBotMessages()
  readonly #posting = new Posting<Proof>({ secret: this.settings.secretToken, wrapped: true })

  static async start(): Promise<FakeZaloBot> {
    const bot = new FakeZaloBot()
    await bot.comeUp()
    bot.settings.apiUrl = bot.url
    return bot
  }

  /** Its settings, by their names. */
  get environment(): { [setting: string]: string } {
    const { token, secretToken, apiUrl } = this.settings
    return { ZALO_BOT_TOKEN: token, ZALO_BOT_SECRET_TOKEN: secretToken, ZALO_BOT_API_URL: apiUrl }
  }

  // --- what a test looks at

  /** The messages that Zalo took for this person, in order. */
  sentTo(user: string): SentMessage[] {
    return this.#messages.to(user)
  }

  /** What this person saw, in order: a message's id, or `typing`. */
  shownTo(user: string): string[] {
    return this.#messages.shown.filter(one => one.user === user).map(({ what }) => what)
  }

  // --- what people do; each resolves with the status that the webhook answered

  /** Where updates are posted, and how. */
  postsTo(url: string, proof: Partial<Proof> = {}): void {
    this.#posting.to(url, proof)
  }

  userSays(user: string, text: string, also?: { messageId?: string }): Promise<Posted> {
    return this.userSends(user, 'text', { text }, also)
  }

  /** `kind` as in `message.KIND.received`: text, image, sticker, voice, unsupported. */
  userSends(
    user: string,
    kind: string,
    content: object = {},
    also?: { messageId?: string },
  ): Promise<Posted> {
    this.#messages.wrote(user)
    return this.posts({
      event_name: `message.${kind}.received`,
      message: {
        from: { id: user, display_name: 'Lan', is_bot: false },
        chat: { id: user, chat_type: 'PRIVATE' },
        ...content,
        message_id: also?.messageId ?? randomUUID().replaceAll('-', '').slice(0, 20),
        date: this.now(),
      },
    })
  }

  /** Any update, with the secret. */
  posts(update: object): Promise<Posted> {
    const { secret, wrapped } = this.#posting.proof
    const body = JSON.stringify(wrapped ? { ok: true, result: update } : update)
    return this.#posting.post(body, { 'x-bot-api-secret-token': secret })
  }

  // --- the service

  protected answer({ method: verb, url, body }: Call): Answer {
    const [, token, method = ''] = /^\/bot([^/]*)\/(\w+)$/.exec(url.pathname) ?? []
    if (token === undefined || verb !== 'POST') return { status: 404, body: 'not found' }
    if (token !== this.settings.token)
      return { status: 401, body: refusal(401, `Unauthorized: ${url.pathname}`) }
    const taken = this.#messages.take(method, body, this.now()) ?? this.#administer(method, body)
    return { status: 200, body: taken }
  }

  protected refuse({ code, description = 'Told to fail' }: Refusal): Answer {
    return { status: 200, body: refusal(code, description) }
  }

  #administer(method: string, body: string): object {
    const webhook = () => ({ ok: true, result: { url: this.webhook.url, updated_at: this.now() } })
    switch (method) {
      case 'getMe':
        return {
          ok: true,
          result: {
            id: '1459232241454765289',
            account_name: 'bot.DanLoi',
            account_type: 'BASIC',
            can_join_groups: false,
          },
        }
      case 'setWebhook': {
        const asked = SetWebhook.safeParse(JSON.parse(body)).data
        if (!asked) return refusal(400, 'Bad Request: url or secret_token is invalid')
        this.webhook = { url: asked.url, secret: asked.secret_token }
        return webhook()
      }
      case 'deleteWebhook':
        this.webhook = { url: '', secret: '' }
        return webhook()
      case 'getWebhookInfo':
        return webhook()
      case 'getUpdates':
        return this.webhook.url === ''
          ? refusal(408, 'Request Timeout')
          : refusal(409, 'Conflict: a webhook is set')
      default:
        return refusal(404, `Not Found: method ${method}`)
    }
  }
}

/** Zalo calls public addresses only, over https. */
const SetWebhook = z.strictObject({
  url: z
    .url({ protocol: /^https$/ })
    .regex(/^(?!https:\/\/(localhost|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.))/),
  secret_token: z.string().min(8).max(256),
})

/** `secret` null bears none, and `wrapped` false leaves Zalo's envelope out. */
type Proof = { secret: string | null; wrapped: boolean }

/** An error in a body with HTTP 200. */
type Refusal = { code: number; description?: string }
