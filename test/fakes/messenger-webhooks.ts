import { createHmac, randomUUID } from 'node:crypto'

export type Signing = {
  /** `escaped`, as Meta writes: letters beyond ASCII as \uXXXX and slashes as \/, so that re-serialising changes the bytes. */
  bytes: 'escaped' | 'raw'
  /** Overrides what would be right; null for none. */
  signature?: string | null
}

/** What the webhook answered. */
export type Posted = { status: number; body: string }

type Settings = { appSecret: string; pageId: string; verifyToken: string }

const USUAL: Signing = { bytes: 'escaped' }

/** Posts events as Meta does: batches of items, times as numbers of epoch milliseconds. */
export class MessengerWebhooks {
  readonly #settings: Settings
  readonly #now: () => number
  #url = ''
  #signing = USUAL

  constructor(settings: Settings, now: () => number) {
    this.#settings = settings
    this.#now = now
  }

  postTo(url: string, signing: Partial<Signing>): void {
    this.#url = url
    this.#signing = { ...USUAL, ...signing }
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

  async post(call: object): Promise<Posted> {
    const plain = JSON.stringify(call)
    const body = this.#signing.bytes === 'escaped' ? escaped(plain) : plain
    const { signature = this.#sign(body) } = this.#signing
    const response = await fetch(this.#url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(signature !== null && { 'x-hub-signature-256': signature }),
      },
      body,
    })
    return { status: response.status, body: await response.text() }
  }

  /** What Meta asks when an operator enters the address. */
  async verify(query: { [name: string]: string }): Promise<Posted & { type: string | null }> {
    const response = await fetch(`${this.#url}?${new URLSearchParams(query)}`)
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

function escaped(json: string): string {
  const unit = (letter: string) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`
  return json.replace(/[^\0-\x7f]/g, unit).replaceAll('/', '\\/')
}
