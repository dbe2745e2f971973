import { createHmac } from 'node:crypto'
import { MessengerMessages, refusal, type SentMessage } from './messenger-messages.ts'
import { MessengerPage } from './messenger-page.ts'
import { MessengerWebhooks, newMessageId, type Signing } from './messenger-webhooks.ts'
import { type Answer, type Call, Platform } from './platform.ts'
import type { Posted } from './posting.ts'

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
export class FakeMessenger extends Platform<Refusal> {
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
  readonly #messages = new MessengerMessages()
  readonly #webhooks = new MessengerWebhooks(this.settings, () => this.now())
  #usage: { [header: string]: string } = {}

  /** `own` tells several apart: Pages of one app, or of several. */
  static async start(own: Partial<FakeMessenger['settings']> = {}): Promise<FakeMessenger> {
    const messenger = new FakeMessenger()
    Object.assign(messenger.settings, own)
    await messenger.comeUp()
    messenger.settings.apiUrl = `${messenger.url}/v26.0`
    return messenger
  }

  /** Its settings, by their names. */
  get environment(): { [setting: string]: string } {
    const { appId, appSecret, pageId, pageToken, verifyToken, apiUrl } = this.settings
    return {
      MESSENGER_APP_ID: appId,
      MESSENGER_APP_SECRET: appSecret,
      MESSENGER_PAGE_ID: pageId,
      MESSENGER_PAGE_TOKEN: pageToken,
      MESSENGER_VERIFY_TOKEN: verifyToken,
      MESSENGER_API_URL: apiUrl,
    }
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

  // --- what a test lets happen to the service

  /** Says with each answer how much of what is allowed is used, in percent, and how long throttling lasts. */
  sayUsage({ app, page, minutes = 0 }: { app: number; page: number; minutes?: number }): void {
    this.#usage = {
      'x-app-usage': JSON.stringify({ call_count: app, total_time: 0, total_cputime: 0 }),
      ...pageUsage(page, minutes),
    }
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

  protected answer({ method, url: { pathname, searchParams }, headers, body }: Call): Answer {
    const called = `${method} ${pathname.replace('/v26.0/', '')}`
    const token = headers.authorization?.replace(/^Bearer /, '')
    const refused = this.#refusedToken(token, searchParams.get('appsecret_proof'))
    if (called === `POST ${this.settings.pageId}/messages`)
      return { ...(refused ?? this.#messages.take(body, this.now())), headers: this.#usage }
    if (refused) return refused
    if (called === `POST ${this.settings.pageId}/take_thread_control`) return this.#messages.takeBack(body)
    return this.page.answer(called, searchParams, body)
  }

  protected refuse({ code, subcode, message = 'Told to fail', minutes }: Refusal): Answer {
    const refused = refusal(code, subcode ?? null, message)
    return minutes === undefined ? refused : { ...refused, headers: pageUsage(100, minutes) }
  }

  #refusedToken(token: string | undefined, proof: string | null): Answer | null {
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
type Refusal = { code: number; subcode?: number; message?: string; minutes?: number }

function pageUsage(percent: number, minutes: number): { [header: string]: string } {
  const usage = { type: 'messenger', call_count: percent, estimated_time_to_regain_access: minutes }
  return { 'x-business-use-case-usage': JSON.stringify({ '300000000000003': [usage] }) }
}
