import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { bodyOf, Loopback } from './loopback.ts'

/** A call as it came in. */
export type Call = { method: string; url: URL; headers: IncomingHttpHeaders; body: string }

export type Answer = { status: number; body: object | string; headers?: { [name: string]: string } }

/** How any server fails: the last two once it has done what it was asked. */
export type Trouble = `HTTP ${number}` | 'reset' | 'hang' | 'taken, then reset' | 'taken, then hang'

/** What is asked of a platform: to send, or for a token where tokens have to be renewed. */
export type Service = 'message' | 'refresh'

/**
 * A platform on loopback, with a clock of its own. It answers calls as the real one does unless it was told to fail;
 * `Refusal` is what this one can be told to refuse with.
 */
export abstract class Platform<Refusal> {
  /** Calls to the API, granted or not. */
  calls = 0
  /** Calls that it was told to leave unanswered. */
  hanging = 0
  readonly #loopback = new Loopback((request, response) => this.#serve(request, response))
  readonly #faults: { fault: Trouble | Refusal; at: Service }[] = []
  #passed = 0

  protected abstract answer(call: Call): Answer
  protected abstract refuse(refusal: Refusal): Answer
  protected serviceOf(_call: Call): Service {
    return 'message'
  }

  /** Where it is, once it is up. */
  protected get url(): string {
    return this.#loopback.url
  }

  /** The fake's clock, in epoch milliseconds. */
  now(): number {
    return Date.now() + this.#passed
  }

  /** Moves the fake's clock on: tokens end, and so does the time in which a person can be written to. */
  passTime(ms: number): void {
    this.#passed += ms
  }

  /** The next `times` calls of this service fail this way. */
  failNext(fault: Trouble | Refusal, times = 1, at: Service = 'message'): void {
    for (let count = 0; count < times; count++) this.#faults.push({ fault, at })
  }

  /** What it was told to fail, it does not fail any more. */
  mend(): void {
    this.#faults.length = 0
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

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.calls++
    const call: Call = {
      method: request.method ?? '',
      url: new URL(request.url ?? '', this.url),
      headers: request.headers,
      body: await bodyOf(request),
    }
    const fault = this.#faultAt(this.serviceOf(call))
    if (fault === 'taken, then hang' || fault === 'taken, then reset') this.answer(call)
    if (fault === 'hang' || fault === 'taken, then hang') {
      this.hanging++
      return
    }
    if (fault === 'reset' || fault === 'taken, then reset') return void request.socket.resetAndDestroy()
    if (isStatus(fault))
      return write(response, { status: Number(fault.slice(5)), body: '<html>Sorry</html>' })
    write(response, fault === undefined ? this.answer(call) : this.refuse(fault))
  }

  #faultAt(service: Service): Trouble | Refusal | undefined {
    const index = this.#faults.findIndex(({ at }) => at === service)
    return index < 0 ? undefined : this.#faults.splice(index, 1)[0]?.fault
  }
}

function isStatus(fault: unknown): fault is `HTTP ${number}` {
  return typeof fault === 'string' && fault.startsWith('HTTP ')
}

function write(response: ServerResponse, { status, body, headers }: Answer): void {
  const isJson = typeof body === 'object'
  response
    .writeHead(status, { ...(isJson && { 'content-type': 'application/json; charset=UTF-8' }), ...headers })
    .end(isJson ? JSON.stringify(body) : body)
}
