import { createHmac } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { bodyOf, Loopback } from './loopback.ts'
import { type Answered, MessengerMessages, refusal, type SentMessage } from './messenger-messages.ts'
import { MessengerPage } from './messenger-page.ts'
import { MessengerWebhooks, newMessageId, type Posted, type Signing } from './messenger-webhooks.ts'

/**
 * Messenger on loopback: it takes, refuses and posts as the real one does, so that tests need no mock of a call.
 *
 *     const messenger = await FakeMessenger.start()
 *     messengerChannel({ ...messenger.settings, … })          // apiUrl is its address
 *     messenger.postsTo(`${server}/webhooks/messenger`)
 *     await messenger.userSays('7000000000000007', 'làm khai sinh cho con')
 *     messenger.sentTo('7000000000000007')                    // what the bot said, in order
 *     await messenger.stop()
 */
export class FakeMessenger {
  /** As `.env` would hold them. */
  readonly settings = {
    appId: '200000000000002',
    appSecret: 'bi-mat-ung-dung-facebook',
    pageId: '100000000000001',
    pageToken: 'EAAGmaTrangCuaXa',
    verifyToken: 'tu-xac-minh-dai-va-ngau-nhien',
    apiUrl: '',
  }
  /** What people see of the Page's chat, and which events are posted. */
  readonly page = new MessengerPage(this.settings)
  /** Calls to the API, granted or not. */
  calls = 0
  readonly #messages = new MessengerMessages()
  readonly #webhooks = new MessengerWebhooks(this.settings, () => this.now())
  readonly #loopback = new Loopback((request, response) => this.#serve(request, response))
  readonly #faults: Fault[] = []
  #usage: { [header: string]: string } = {}
  #passed = 0

  /** `own` tells several apart: Pages of one app, or of several. */
  static async start(own: Partial<FakeMessenger['settings']> = {}): Promise<FakeMessenger> {
    const messenger = new FakeMessenger()
    Object.assign(messenger.settings, own)
    await messenger.comeUp()
    messenger.settings.apiUrl = `${messenger.#loopback.url}/v26.0`
    return messenger
  }

  // --- what a test looks at

  /** The messages that Messenger accepted for this person, in order. */
  sentTo(user: string): SentMessage[] {
    return this.#messages.to(user)
  }

  /** What this person saw, in order: a message's id, or `typing_on`. */
  shownTo(user: string): string[] {
    return this.#messages.shown.filter(one => one.user === user).map(({ what }) => what)
  }

  /** The fake's clock, in epoch milliseconds. */
  now(): number {
    return Date.now() + this.#passed
  }

  // --- what a test lets happen to the service

  /** Moves the fake's clock on: the window of a person ends after 24 hours. */
  passTime(ms: number): void {
    this.#passed += ms
  }

  /** The next `times` calls fail this way. */
  failNext(fault: Fault, times = 1): void {
    for (let count = 0; count < times; count++) this.#faults.push(fault)
  }

  /** Nothing fails any more. */
  mend(): void {
    this.#faults.length = 0
  }

  /** Says with each answer how much of what is allowed is used, in percent, and how long throttling lasts. */
  sayUsage({ app, page, minutes = 0 }: { app: number; page: number; minutes?: number }): void {
    const usage = { type: 'messenger', call_count: page, estimated_time_to_regain_access: minutes }
    this.#usage = {
      'x-app-usage': JSON.stringify({ call_count: app, total_time: 0, total_cputime: 0 }),
      'x-business-use-case-usage': JSON.stringify({ '300000000000003': [usage] }),
    }
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

  /** Where events are posted, and how they are signed and written. */
  postsTo(url: string, signing: Partial<Signing> = {}): void {
    this.#webhooks.postTo(url, signing)
  }

  userSays(user: string, text: string, also?: { messageId?: string }): Promise<Posted> {
    return this.#fromUser(user, { message: { mid: also?.messageId ?? newMessageId(), text } })
  }

  /** A quick reply comes as a message with its title as text. */
  userPicks(user: string, { title, payload }: { title: string; payload: string }): Promise<Posted> {
    return this.#fromUser(user, { message: { mid: newMessageId(), text: title, quick_reply: { payload } } })
  }

  /** A button of a template or of the menu. */
  userPresses(
    user: string,
    { title, payload }: { title: string; payload?: string | undefined },
  ): Promise<Posted> {
    return this.#fromUser(user, { postback: { mid: newMessageId(), title, payload } })
  }

  userSends(user: string, attachments: object[], text?: string): Promise<Posted> {
    return this.#fromUser(user, { message: { mid: newMessageId(), attachments, ...(text && { text }) } })
  }

  /** Get Started, by a link with this code or by none. */
  getsStarted(user: string, ref?: string): Promise<Posted> {
    const referral = ref && { referral: { ref, source: 'SHORTLINK', type: 'OPEN_THREAD' } }
    return this.#fromUser(user, {
      postback: { mid: newMessageId(), title: 'Bắt đầu', payload: 'GET_STARTED', ...referral },
    })
  }

  /** Somebody who knows the Page opens a link. */
  opensLink(user: string, ref: string): Promise<Posted> {
    return this.#fromUser(user, { referral: { ref, source: 'SHORTLINK', type: 'OPEN_THREAD' } })
  }

  /** Any thing a person causes, as it stands in `messaging`. */
  userDoes(user: string, what: object): Promise<Posted> {
    return this.#fromUser(user, what)
  }

  /** Staff write in the inbox of the Page, which is an app of its own. */
  staffSays(user: string, text: string): Promise<Posted> {
    const message = { mid: newMessageId(), app_id: 263902037430900, text }
    return this.#webhooks.send([this.#webhooks.fromPage(user, message)])
  }

  /** The inbox takes the conversation: what the person says then comes as standby, and the bot may not send. */
  staffTakes(user: string): Promise<Posted> {
    this.#messages.hold(user, true)
    const take_thread_control = {
      previous_owner_app_id: this.settings.appId,
      new_owner_app_id: '263902037430900',
    }
    return this.#webhooks.send([this.#webhooks.fromUser(user, { take_thread_control })])
  }

  staffGivesBack(user: string): Promise<Posted> {
    this.#messages.hold(user, false)
    const pass_thread_control = {
      previous_owner_app_id: '263902037430900',
      new_owner_app_id: this.settings.appId,
    }
    return this.#webhooks.send([this.#webhooks.fromUser(user, { pass_thread_control })])
  }

  /** What a person says while staff hold the conversation. */
  userSaysToStaff(user: string, text: string): Promise<Posted> {
    this.#messages.acted(user, this.now())
    const item = this.#webhooks.fromUser(user, { message: { mid: newMessageId(), text } })
    return this.#webhooks.send([item], 'standby')
  }

  /** The echo of a message that the bot sent. */
  echo(user: string, text: string, also: object = { app_id: Number(this.settings.appId) }): Promise<Posted> {
    return this.#webhooks.send([this.#webhooks.fromPage(user, { text, ...also })])
  }

  /** Any call, signed as it is given. */
  posts(call: object): Promise<Posted> {
    return this.#webhooks.post(call)
  }

  /** Meta tries the address. */
  verifies(query: { [name: string]: string }) {
    return this.#webhooks.verify(query)
  }

  #fromUser(user: string, what: object): Promise<Posted> {
    this.#messages.acted(user, this.now())
    return this.#webhooks.send([this.#webhooks.fromUser(user, what)])
  }

  // --- the service

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.calls++
    const body = await bodyOf(request)
    const fault = this.#faults.shift()
    if (fault === 'hang') return
    if (fault === 'reset') return void request.socket.resetAndDestroy()
    if (fault === 'taken, then reset' || fault === 'taken, then hang') {
      this.#messages.take(body, this.now())
      return fault === 'taken, then hang' ? undefined : void request.socket.resetAndDestroy()
    }
    if (fault === 'HTTP 500' || fault === 'HTTP 429')
      return void response.writeHead(Number(fault.slice(5))).end('<html>Sorry</html>')
    if (fault) {
      const { code, subcode = null, message = 'Told to fail', minutes } = fault
      return answer(response, refusal(code, subcode, message), minutes)
    }
    const { pathname, searchParams } = new URL(request.url ?? '', this.#loopback.url)
    const called = `${request.method} ${pathname.replace('/v26.0/', '')}`
    const takesBack = called === `POST ${this.settings.pageId}/take_thread_control`
    const isMessage = called === `POST ${this.settings.pageId}/messages`
    if (isMessage)
      for (const [header, value] of Object.entries(this.#usage)) response.setHeader(header, value)
    const token = request.headers.authorization?.replace(/^Bearer /, '')
    const granted = () =>
      takesBack
        ? this.#messages.takeBack(body)
        : isMessage
          ? this.#messages.take(body, this.now())
          : this.page.answer(called, searchParams, body)
    answer(response, this.#refusedToken(token, searchParams.get('appsecret_proof')) ?? granted())
  }

  #refusedToken(token: string | undefined, proof: string | null): Answered | null {
    const { pageToken, appSecret, appId } = this.settings
    // The app itself may ask as well.
    if (token === undefined || ![pageToken, `${appId}|${appSecret}`].includes(token))
      return refusal(190, null, `Malformed access token ${token}`)
    if (proof !== createHmac('sha256', appSecret).update(token).digest('hex'))
      return refusal(100, null, 'Invalid appsecret_proof provided in the API argument')
    return null
  }
}

/** An error of the Graph API, with HTTP 400; `minutes` is Meta's estimate of how long throttling lasts. */
type Fault =
  | 'HTTP 500'
  | 'HTTP 429'
  | 'reset'
  | 'hang'
  | 'taken, then reset'
  | 'taken, then hang'
  | { code: number; subcode?: number; message?: string; minutes?: number }

function answer(response: ServerResponse, { status, body }: Answered, minutes?: number): void {
  const usage = { type: 'messenger', call_count: 100, estimated_time_to_regain_access: minutes }
  response
    .writeHead(status, {
      'content-type': 'application/json; charset=UTF-8',
      ...(minutes !== undefined && {
        'x-business-use-case-usage': JSON.stringify({ '300000000000003': [usage] }),
      }),
    })
    .end(JSON.stringify(body))
}
