import { createHash, randomUUID } from 'node:crypto'
import { type Answer, type Call, Platform, type Service } from './platform.ts'
import type { Posted } from './posting.ts'
import { refusal, type SentMessage, ZaloMessages } from './zalo-messages.ts'
import { type Signing, ZaloWebhooks } from './zalo-webhooks.ts'

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
export class FakeZalo extends Platform<Refusal> {
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
  #rateLimit: { [header: string]: string } = {}
  #refreshToken = this.settings.refreshToken
  #access = { token: `a-${randomUUID()}`, expiresAt: 0 }
  readonly #formerTokens = new Set<string>()

  /** `own` tells several apart: accounts of one app, or of several. */
  static async start(own: Partial<FakeZalo['settings']> = {}): Promise<FakeZalo> {
    const zalo = new FakeZalo()
    Object.assign(zalo.settings, own)
    zalo.#refreshToken = zalo.settings.refreshToken
    await zalo.comeUp()
    zalo.settings.apiUrl = zalo.settings.oauthUrl = zalo.url
    return zalo
  }

  /** Its settings, by their names. */
  get environment(): { [setting: string]: string } {
    const { appId, appSecret, oaId, oaSecretKey, refreshToken, apiUrl, oauthUrl } = this.settings
    return {
      ZALO_APP_ID: appId,
      ZALO_APP_SECRET: appSecret,
      ZALO_OA_ID: oaId,
      ZALO_OA_SECRET_KEY: oaSecretKey,
      ZALO_REFRESH_TOKEN: refreshToken,
      ZALO_API_URL: apiUrl,
      ZALO_OAUTH_URL: oauthUrl,
    }
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

  // --- what a test lets happen to the service

  /** Says with each answer how many calls a minute the OA has, and how many are left. */
  sayRateLimit(limit: number, left: number): void {
    this.#rateLimit = { 'x-ratelimit-limit': String(limit), 'x-ratelimit-remain': String(left) }
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

  protected override serviceOf({ url }: Call): Service {
    return url.pathname === '/v4/oa/access_token' ? 'refresh' : 'message'
  }

  protected answer(call: Call): Answer {
    if (call.method !== 'POST') return { status: 404, body: '' }
    switch (call.url.pathname) {
      case '/v4/oa/access_token':
        return { status: 200, body: this.#tokens(call) }
      case '/v2.0/oa/message':
        return { status: 200, body: refusal(-240, 'MessageV2 is shut') }
      case '/v3.0/oa/quota/message':
        return { status: 200, body: this.#tokenError(call) ?? refusal(-201, 'user_id is invalid') }
      case '/v3.0/oa/message/cs': {
        const body = this.#tokenError(call) ?? this.#messages.take(call.body, this.now())
        return { status: 200, body, headers: this.#rateLimit }
      }
      default:
        return { status: 404, body: '' }
    }
  }

  protected refuse(fault: Refusal): Answer {
    if (fault === 'no access token')
      return { status: 200, body: { refresh_token: 'r-đơn-độc', expires_in: '90000' } }
    const { code, message } = typeof fault === 'number' ? { code: fault, message: 'Told to fail' } : fault
    return { status: 200, body: refusal(code, message) }
  }

  #tokenError({ headers }: Call): object | null {
    const token = headers.access_token
    if (typeof token !== 'string') return refusal(-216, 'Access token is missing')
    if (this.#formerTokens.has(token)) return refusal(-220, 'Access token has been removed')
    if (token !== this.#access.token) return refusal(-216, 'Access token is invalid')
    if (this.#access.expiresAt <= this.now()) return refusal(-220, 'Access token has expired')
    return null
  }

  #tokens({ headers, body }: Call): object {
    const { appId, appSecret } = this.settings
    const form = new URLSearchParams(body)
    const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded')
    const grant = form.get('grant_type')
    if (grant === 'refresh_token') this.refreshes++
    if (!isForm || !(grant === 'refresh_token' || grant === 'authorization_code'))
      return oauthError(-14001, 'Invalid parameter')
    if (headers.secret_key !== appSecret) return oauthError(-14004, 'Invalid secret key')
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

/** An error code in a body with HTTP 200, such as -32 (too many calls), with its words; or a token's answer without one. */
type Refusal = number | { code: number; message: string } | 'no access token'

const ACCESS_TOKEN_MS = 25 * 60 * 60 * 1000

/** The codes of this service are not documented; only that no token comes. */
function oauthError(error: number, reason: string): object {
  return { error_name: reason, error_reason: reason, error }
}
