import { createHash, randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { bodyOf, Loopback } from './loopback.ts'
import { type SentMessage, ZaloMessages } from './zalo-messages.ts'
import { type Posted, type Signing, ZaloWebhooks } from './zalo-webhooks.ts'

/**
 * Zalo on loopback: it takes, refuses and posts as the real one does, so that tests need no mock of a call.
 *
 *     const zalo = await FakeZalo.start()
 *     zaloChannel({ ...zalo.settings, … })          // apiUrl and oauthUrl are its address
 *     zalo.postsTo(`${server}/webhooks/zalo`)
 *     await zalo.userSays('2000000000000000002', 'làm khai sinh cho con')
 *     zalo.sentTo('2000000000000000002')             // what the bot said, in order
 *     await zalo.stop()
 */
export class FakeZalo {
  /** As `.env` would hold them. */
  readonly settings = {
    appId: '1000000000000000001',
    appSecret: 'bi-mat-ung-dung',
    oaId: '4000000000000000004',
    oaSecretKey: 'khoa-bi-mat-oa',
    refreshToken: `r-${randomUUID()}`,
    apiUrl: '',
    oauthUrl: '',
  }
  /** Refreshes asked for, granted or not. */
  refreshes = 0
  /** The code challenge that is saved in the app's console. */
  challenge: string | null = null
  /** Of consents that nobody has redeemed yet. */
  readonly #codes = new Set<string>()
  readonly #messages = new ZaloMessages()
  readonly #webhooks = new ZaloWebhooks(this.settings, () => this.now())
  readonly #loopback = new Loopback((request, response) => this.#serve(request, response))
  readonly #faults: Fault[] = []
  #rateLimit: { [header: string]: string } = {}
  #passed = 0
  #refreshToken = this.settings.refreshToken
  #access = { token: `a-${randomUUID()}`, expiresAt: 0 }
  readonly #formerTokens = new Set<string>()

  /** `own` tells several apart: accounts of one app, or of several. */
  static async start(own: Partial<FakeZalo['settings']> = {}): Promise<FakeZalo> {
    const zalo = new FakeZalo()
    Object.assign(zalo.settings, own)
    zalo.#refreshToken = zalo.settings.refreshToken
    await zalo.comeUp()
    zalo.settings.apiUrl = zalo.settings.oauthUrl = zalo.#loopback.url
    return zalo
  }

  // --- what a test looks at

  /** The messages that Zalo accepted for this person, in order. */
  sentTo(user: string): SentMessage[] {
    return this.#messages.to(user)
  }

  /** All accepted messages, in order. */
  get sent(): readonly SentMessage[] {
    return this.#messages.all
  }

  /** The fake's clock, in epoch milliseconds. */
  now(): number {
    return Date.now() + this.#passed
  }

  // --- what a test lets happen to the service

  /** Moves the fake's clock on: tokens end after 25 hours, the window of a person after 7 days. */
  passTime(ms: number): void {
    this.#passed += ms
  }

  /** The next `times` calls fail this way: those that send messages, or with `refresh` those for tokens. */
  failNext(kind: Fault['kind'], times = 1, at: Fault['at'] = 'message'): void {
    for (let count = 0; count < times; count++) this.#faults.push({ kind, at })
  }

  /** What it was told to fail, it does not fail any more. */
  forgetFaults(): void {
    this.#faults.length = 0
  }

  /** Nothing fails any more. */
  mend(): void {
    this.#faults.length = 0
  }

  /** Says with each answer how many calls a minute the OA has, and how many are left. */
  sayRateLimit(limit: number, left: number): void {
    this.#rateLimit = { 'x-ratelimit-limit': String(limit), 'x-ratelimit-remain': String(left) }
  }

  /** Refuses connections until `comeUp`, at the same address. */
  goDown(): Promise<void> {
    return this.#loopback.goDown()
  }

  comeUp(): Promise<void> {
    return this.#loopback.comeUp()
  }

  stop(): Promise<void> {
    return this.goDown()
  }

  /** Ends the present access token, as if its 25 hours were over. */
  expireAccessToken(): void {
    this.#access.expiresAt = 0
  }

  /** The account takes the app's permission back: neither token is good any more. */
  revoke(): void {
    this.#formerTokens.add(this.#access.token)
    this.#access = { token: `a-${randomUUID()}`, expiresAt: 0 }
    this.#refreshToken = `r-${randomUUID()}`
  }

  /** An administrator of the account consents; what Zalo then leads the browser to has this code, good for one use. */
  consents(): string {
    const code = `c-${randomUUID()}`
    this.#codes.add(code)
    return code
  }

  /** Somebody else (another process, an operator) gets a new pair: the old one is dead at once. */
  issueTokens(): { accessToken: string; refreshToken: string; expiresIn: string } {
    this.#formerTokens.add(this.#access.token)
    this.#access = { token: `a-${randomUUID()}`, expiresAt: this.now() + ACCESS_TOKEN_MS }
    this.#refreshToken = `r-${randomUUID()}`
    return { accessToken: this.#access.token, refreshToken: this.#refreshToken, expiresIn: '90000' }
  }

  // --- what people do; each resolves with the status that the webhook answered

  /** Where events are posted, and how they are signed and written. */
  postsTo(url: string, signing: Partial<Signing> = {}): void {
    this.#webhooks.postTo(url, signing)
  }

  userSays(user: string, text: string, also?: { messageId?: string }): Promise<Posted> {
    this.#messages.interacted(user, this.now())
    return this.#webhooks.fromUser(user, 'user_send_text', { text }, also)
  }

  /** A tap comes as a text that holds the payload. */
  userTaps(user: string, payload: string): Promise<Posted> {
    return this.userSays(user, payload)
  }

  /** `kind` as in `user_send_KIND`: image, audio, sticker, location, file … */
  userSends(user: string, kind: string, payload: object): Promise<Posted> {
    this.#messages.interacted(user, this.now())
    const message = { attachments: [{ type: kind, payload }] }
    return this.#webhooks.fromUser(user, `user_send_${kind}`, message)
  }

  follow(user: string): Promise<Posted> {
    this.#messages.interacted(user, this.now())
    return this.#webhooks.relation('follow', user, { source: 'oa_profile' })
  }

  unfollow(user: string): Promise<Posted> {
    this.#messages.forget(user)
    return this.#webhooks.relation('unfollow', user, { source: 'oa_profile' })
  }

  /** Staff write in the OA's own chat tool. */
  staffSays(user: string, text: string): Promise<Posted> {
    return this.#webhooks.fromOa(user, text, '5000000000000000005')
  }

  /** The echo of a message that the bot sent. */
  echo(user: string, text: string, messageId?: string): Promise<Posted> {
    return this.#webhooks.fromOa(user, text, null, messageId)
  }

  /** Any event, signed as it is given. */
  posts(event: object): Promise<Posted> {
    return this.#webhooks.post(event)
  }

  // --- the service

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request)
    const at = request.url === '/v4/oa/access_token' ? 'refresh' : 'message'
    const index = this.#faults.findIndex(fault => fault.at === at)
    const [fault] = index < 0 ? [] : this.#faults.splice(index, 1)
    if (fault?.kind === 'hang') return
    if (fault?.kind === 'reset') return void request.socket.resetAndDestroy()
    if (fault?.kind === 'taken, then reset' || fault?.kind === 'taken, then hang') {
      if (at === 'refresh') this.#tokens(request, new URLSearchParams(body))
      else if (!this.#tokenError(request)) this.#messages.take(body, this.now())
      return fault.kind === 'taken, then hang' ? undefined : void request.socket.resetAndDestroy()
    }
    if (fault?.kind === 'HTTP 500' || fault?.kind === 'HTTP 429')
      return void response.writeHead(Number(fault.kind.slice(5))).end('<html>Sorry</html>')
    if (fault?.kind === 'no access token')
      return answer(response, { refresh_token: 'r-đơn-độc', expires_in: '90000' })
    if (fault) return answer(response, { error: fault.kind, message: 'Told to fail' })
    if (request.method !== 'POST') return void response.writeHead(404).end()
    if (at === 'refresh') return answer(response, this.#tokens(request, new URLSearchParams(body)))
    if (request.url === '/v2.0/oa/message')
      return answer(response, { error: -240, message: 'MessageV2 is shut' })
    if (request.url === '/v3.0/oa/quota/message')
      return answer(response, this.#tokenError(request) ?? { error: -201, message: 'user_id is invalid' })
    if (request.url !== '/v3.0/oa/message/cs') return void response.writeHead(404).end()
    for (const [header, value] of Object.entries(this.#rateLimit)) response.setHeader(header, value)
    answer(response, this.#tokenError(request) ?? this.#messages.take(body, this.now()))
  }

  #tokenError(request: IncomingMessage): object | null {
    const token = request.headers.access_token
    if (typeof token !== 'string') return { error: -216, message: 'Access token is missing' }
    if (this.#formerTokens.has(token)) return { error: -220, message: 'Access token has been removed' }
    if (token !== this.#access.token) return { error: -216, message: 'Access token is invalid' }
    if (this.#access.expiresAt <= this.now()) return { error: -220, message: 'Access token has expired' }
    return null
  }

  #tokens(request: IncomingMessage, form: URLSearchParams): object {
    const { appId, appSecret } = this.settings
    const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')
    const grant = form.get('grant_type')
    if (grant === 'refresh_token') this.refreshes++
    if (!isForm || !(grant === 'refresh_token' || grant === 'authorization_code'))
      return oauthError(-14001, 'Invalid parameter')
    if (request.headers.secret_key !== appSecret) return oauthError(-14004, 'Invalid secret key')
    if (form.get('app_id') !== appId) return oauthError(-14005, 'Invalid app id')
    const refused = grant === 'refresh_token' ? this.#refuseRefresh(form) : this.#refuseCode(form)
    if (refused) return refused
    const { accessToken, refreshToken, expiresIn } = this.issueTokens()
    return { access_token: accessToken, refresh_token: refreshToken, expires_in: expiresIn }
  }

  /** A refresh token is taken once; the access token before dies when the new one is issued. */
  #refuseRefresh(form: URLSearchParams): object | null {
    const isRight = form.get('refresh_token') === this.#refreshToken
    return isRight ? null : oauthError(-14014, 'Invalid refresh token')
  }

  /** A code is spent by any try; the verifier has to fit the challenge in the console. */
  #refuseCode(form: URLSearchParams): object | null {
    if (!this.#codes.delete(form.get('code') ?? '')) return oauthError(-14010, 'Invalid code')
    const verifier = form.get('code_verifier') ?? ''
    const fits = createHash('sha256').update(verifier).digest('base64url') === this.challenge
    return fits && /^[A-Za-z0-9]{43}$/.test(verifier) ? null : oauthError(-14012, 'Invalid code verifier')
  }
}

/** A number is an error code in a body with HTTP 200: -32 (too many calls), -200 … */
type Fault = {
  kind: NoAnswer | 'HTTP 500' | 'HTTP 429' | 'no access token' | number
  at: 'message' | 'refresh'
}
type NoAnswer = 'reset' | 'hang' | 'taken, then reset' | 'taken, then hang'

const ACCESS_TOKEN_MS = 25 * 60 * 60 * 1000

/** The codes of this service are not documented; only that no token comes. */
function oauthError(error: number, reason: string): object {
  return { error_name: reason, error_reason: reason, error }
}

function answer(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
