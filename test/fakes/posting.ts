/** What the webhook answered. */
export type Posted = { status: number; body: string }

/** `escaped`: letters beyond ASCII as \uXXXX and slashes as \/, so that re-serialising changes the bytes. */
export type Bytes = 'raw' | 'escaped'

/** Posts what happens on a platform to a webhook, with what proves where it comes from: `usual` unless a test wants another. */
export class Posting<Proof extends object> {
  readonly #usual: Proof
  #proof: Proof
  #url = ''

  constructor(usual: Proof) {
    this.#usual = usual
    this.#proof = usual
  }

  get url(): string {
    return this.#url
  }

  get proof(): Proof {
    return this.#proof
  }

  to(url: string, proof: Partial<Proof>): void {
    this.#url = url
    this.#proof = { ...this.#usual, ...proof }
  }

  /** A header that is null is left out. */
  post(body: string, headers: { [name: string]: string | null }): Promise<Posted> {
    if (this.#url === '') throw new Error('Say first where events go: postsTo(url)')
    return post(this.#url, body, headers)
  }
}

/** One call of a webhook with a body of JSON, or of what pretends to be. */
export async function post(
  url: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: { [name: string]: string | null } = {},
): Promise<Posted> {
  const sent = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== null)
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...Object.fromEntries(sent) },
    body,
  })
  return { status: response.status, body: await response.text() }
}

export function written(event: object, bytes: Bytes): string {
  const json = JSON.stringify(event)
  if (bytes === 'raw') return json
  const unit = (letter: string) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`
  return json.replace(/[^\0-\x7f]/g, unit).replaceAll('/', '\\/')
}

/** What a body holds; null where it is no JSON. */
export function read(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}
