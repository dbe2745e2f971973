import { createHmac, randomUUID } from 'node:crypto'
import { type Bytes, type Posted, Posting, written } from './posting.ts'

export type Signing = {
  bytes: Bytes
  /** Overrides what would be right; null for none. */
  signature?: string | null
}

type Settings = { appSecret: string; pageId: string; verifyToken: string }

/** Posts events as Meta does: batches of items, times as numbers of epoch milliseconds. */
export class MessengerWebhooks {
  readonly #settings: Settings
  readonly #now: () => number
  /** Meta writes escaped. */
  readonly #posting = new Posting<Signing>({ bytes: 'escaped' })

  constructor(settings: Settings, now: () => number) {
    this.#settings = settings
    this.#now = now
  }

  postTo(url: string, signing: Partial<Signing>): void {
    this.#posting.to(url, signing)
  }

  /** An item of `messaging` or `standby` that a person caused. */
  fromUser(user: string, what: object): object {
    return { sender: { id: user }, recipient: { id: this.#settings.pageId }, timestamp: this.#now(), ...what }
  }

  /** An echo: the Page is the sender. */
  fromPage(user: string, message: object): object {
    return {
      sender: { id: this.#settings.pageId },
      recipient: { id: user },
      timestamp: this.#now(),
      message: { mid: newMessageId(), is_echo: true, ...message },
    }
  }

  /** One call with these items. */
  send(items: object[], list: 'messaging' | 'standby' = 'messaging'): Promise<Posted> {
    return this.post({
      object: 'page',
      entry: [{ id: this.#settings.pageId, time: this.#now(), [list]: items }],
    })
  }

  post(call: object): Promise<Posted> {
    const { proof } = this.#posting
    const body = written(call, proof.bytes)
    const { signature = this.#sign(body) } = proof
    return this.#posting.post(body, { 'x-hub-signature-256': signature })
  }

  /** What Meta asks when an operator enters the address. */
  async verify(query: { [name: string]: string }): Promise<Posted & { type: string | null }> {
    const response = await fetch(`${this.#posting.url}?${new URLSearchParams(query)}`)
    return {
      status: response.status,
      body: await response.text(),
      type: response.headers.get('content-type'),
    }
  }

  #sign(body: string): string {
    return `sha256=${createHmac('sha256', this.#settings.appSecret).update(body).digest('hex')}`
  }
}

export function newMessageId(): string {
  return `m_${randomUUID().replaceAll('-', '')}`
}
