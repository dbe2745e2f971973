import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { bodyOf, Loopback } from './loopback.ts'
import { refusal, type SentMessage, ZaloBotMessages } from './zalo-bot-messages.ts'

/** What the webhook answered. */
export type Posted = { status: number; body: string }

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
export class FakeZaloBot {
  /** As `.env` would hold them. */
  readonly settings = {
    token: '1459232241454765289:bi-mat-cua-bot',
    secretToken: 'mot-tu-bi-mat-dai',
    monthlyCap: 3_000,
    apiUrl: '',
  }
  readonly account = 'zalo-bot:1459232241454765289'
  /** Calls to the API, granted or not. */
  calls = 0
  /** As `setWebhook` set it; empty where none is. */
  webhook = { url: '', secret: '' }
  readonly #messages = new ZaloBotMessages()
  readonly #loopback = new Loopback((request, response) => this.#serve(request, response))
  readonly #faults: Fault[] = []
  #url = ''
  #posting: { secret: string | null; wrapped: boolean } = { secret: null, wrapped: true }
  #passed = 0

  static async start(): Promise<FakeZaloBot> {
    const bot = new FakeZaloBot()
    await bot.comeUp()
    bot.settings.apiUrl = bot.#loopback.url
    return bot
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

  /** The fake's clock, in epoch milliseconds. */
  now(): number {
    return Date.now() + this.#passed
  }

  // --- what a test lets happen to the service

  passTime(ms: number): void {
    this.#passed += ms
  }

  /** The next `times` calls fail this way. */
  failNext(fault: Fault, times = 1): void {
    for (let count = 0; count < times; count++) this.#faults.push(fault)
  }

  goDown(): Promise<void> {
    return this.#loopback.goDown()
  }

  comeUp(): Promise<void> {
    return this.#loopback.comeUp()
  }

  stop(): Promise<void> {
    return this.goDown()
  }

  // --- what people do; each resolves with the status that the webhook answered

  /** Where updates are posted; `secret` null bears none, and `wrapped` false leaves Zalo's envelope out. */
  postsTo(url: string, posting: { secret?: string | null; wrapped?: boolean } = {}): void {
    this.#url = url
    this.#posting = { secret: this.settings.secretToken, wrapped: true, ...posting }
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
  async posts(update: object): Promise<Posted> {
    const { secret, wrapped } = this.#posting
    const response = await fetch(this.#url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(secret !== null && { 'x-bot-api-secret-token': secret }),
      },
      body: JSON.stringify(wrapped ? { ok: true, result: update } : update),
    })
    return { status: response.status, body: await response.text() }
  }

  // --- the service

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.calls++
    const body = await bodyOf(request)
    const fault = this.#faults.shift()
    if (fault === 'hang') return
    if (fault === 'reset') return void request.socket.resetAndDestroy()
    if (fault === 'HTTP 500') return void response.writeHead(500).end('<html>Sorry</html>')
    if (fault) return answer(response, refusal(fault.code, fault.description ?? 'Told to fail'))
    const [, token, method = ''] = /^\/bot([^/]*)\/(\w+)$/.exec(request.url ?? '') ?? []
    if (token === undefined || request.method !== 'POST') return void response.writeHead(404).end('not found')
    if (token !== this.settings.token)
      return answer(response, refusal(401, `Unauthorized: ${request.url}`), 401)
    answer(response, this.#messages.take(method, body, this.now()) ?? this.#administer(method, body))
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

type Fault = 'HTTP 500' | 'reset' | 'hang' | { code: number; description?: string }

function answer(response: ServerResponse, body: object, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
