import { createHash, randomUUID } from 'node:crypto'
import { type Bytes, type Posted, Posting, written } from './posting.ts'

/** How events are signed and written; sources disagree, so a test can choose each. */
export type Signing = {
  prefix: 'mac=' | 'sha256=' | ''
  /** Which time is signed. The header then bears another one than the body, so that only one of them fits. */
  timestamp: 'body' | 'header'
  secret: 'oaSecretKey' | 'appSecret'
  bytes: Bytes
  /** Overrides what would be right; null for none. */
  signature?: string | null
}

type Settings = { appId: string; appSecret: string; oaId: string; oaSecretKey: string }

const USUAL: Signing = { prefix: 'mac=', timestamp: 'body', secret: 'oaSecretKey', bytes: 'raw' }

/** Posts events as Zalo does: ids and times are strings, times are epoch milliseconds. */
export class ZaloWebhooks {
  readonly #settings: Settings
  readonly #now: () => number
  readonly #posting = new Posting(USUAL)

  constructor(settings: Settings, now: () => number) {
    this.#settings = settings
    this.#now = now
  }

  postTo(url: string, signing: Partial<Signing>): void {
    this.#posting.to(url, signing)
  }

  fromUser(user: string, event: string, message: object, also?: { messageId?: string }): Promise<Posted> {
    return this.post({
      app_id: this.#settings.appId,
      user_id_by_app: `3${user.slice(1)}`,
      event_name: event,
      sender: { id: user },
      recipient: { id: this.#settings.oaId },
      message: { ...message, msg_id: also?.messageId ?? newMessageId() },
      timestamp: String(this.#now()),
    })
  }

  fromOa(user: string, text: string, admin: string | null, messageId = newMessageId()): Promise<Posted> {
    return this.post({
      app_id: this.#settings.appId,
      event_name: 'oa_send_text',
      sender: { id: this.#settings.oaId, ...(admin && { admin_id: admin }) },
      recipient: { id: user },
      message: { text, msg_id: messageId },
      timestamp: String(this.#now()),
    })
  }

  relation(event: string, user: string, also: object): Promise<Posted> {
    return this.post({
      oa_id: this.#settings.oaId,
      follower: { id: user },
      user_id_by_app: `3${user.slice(1)}`,
      event_name: event,
      ...also,
      app_id: this.#settings.appId,
      timestamp: String(this.#now()),
    })
  }

  post(event: object): Promise<Posted> {
    const { proof } = this.#posting
    const body = written(event, proof.bytes)
    const inBody = 'timestamp' in event ? String(event.timestamp) : ''
    const inHeader = proof.timestamp === 'header' ? String(this.#now() + 1) : inBody
    const signature = this.#sign(body, inHeader)
    return this.#posting.post(body, { 'x-zevent-timestamp': inHeader, 'x-zevent-signature': signature })
  }

  #sign(body: string, timestamp: string): string | null {
    const { prefix, secret, signature } = this.#posting.proof
    if (signature !== undefined) return signature
    const hash = createHash('sha256').update(this.#settings.appId + body + timestamp + this.#settings[secret])
    return prefix + hash.digest('hex')
  }
}

function newMessageId(): string {
  return randomUUID().replaceAll('-', '').slice(0, 20)
}
