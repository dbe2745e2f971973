import { once } from 'node:events'
import { createServer, type IncomingMessage, request as requestTo, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'

/**
 * Stands between the server and Zalo, and decides how far a request gets:
 *
 * - `pass`: to Zalo and back, each way after `delayMs()`
 * - `hold`: it never reaches Zalo, and no answer comes
 * - `swallow`: Zalo takes it, and its answer is lost
 *
 * `goDown` refuses connections, as a Zalo that is down does.
 */
export class Gate {
  mode: 'pass' | 'hold' | 'swallow' = 'pass'
  delayMs: () => number = () => 0
  /** Requests that were held, and answers that were swallowed, since the gate stands. */
  held = 0
  swallowed = 0
  readonly #target: string
  readonly #server = createServer((request, response) => void this.#serve(request, response))
  readonly #sockets = new Set<Socket>()
  #port = 0
  #underWay = 0

  private constructor(target: string) {
    this.#target = target
    this.#server.on('connection', socket => {
      this.#sockets.add(socket)
      socket.on('close', () => this.#sockets.delete(socket))
      // Whoever was killed resets its connections.
      socket.on('error', () => {})
    })
  }

  static async open(target: string): Promise<Gate> {
    const gate = new Gate(target)
    await gate.comeUp()
    return gate
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  async comeUp(): Promise<void> {
    if (this.#server.listening) return
    this.#server.listen(this.#port, '127.0.0.1')
    await once(this.#server, 'listening')
    const address = this.#server.address()
    if (address !== null && typeof address === 'object') this.#port = address.port
  }

  async goDown(): Promise<void> {
    if (!this.#server.listening) return
    const closed = once(this.#server, 'close')
    this.#server.close()
    for (const socket of this.#sockets) socket.destroy()
    await closed
  }

  /** Resolves when no request is on its way to Zalo any more. */
  async settled(): Promise<void> {
    while (this.#underWay > 0) await pause(2)
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { mode } = this
    if (mode === 'hold') {
      this.held++
      return
    }
    this.#underWay++
    try {
      await pause(this.delayMs())
      const answer = await this.#pass(request)
      if (mode === 'swallow') {
        this.swallowed++
        return
      }
      await pause(this.delayMs())
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body)
    } catch {
      response.destroy()
    } finally {
      this.#underWay--
    }
  }

  async #pass(request: IncomingMessage): Promise<{ status: number; body: string }> {
    const body = await text(request)
    const { access_token, secret_key, 'content-type': type } = request.headers
    const headers = {
      'content-type': type,
      access_token,
      secret_key,
      'content-length': Buffer.byteLength(body),
    }
    const given = Object.entries(headers).filter(([, value]) => value !== undefined)
    const passed = requestTo(`${this.#target}${request.url}`, {
      method: request.method ?? 'POST',
      headers: Object.fromEntries(given),
    })
    passed.end(body)
    const [answer]: [IncomingMessage] = await onceAnswered(passed)
    return { status: answer.statusCode ?? 500, body: await text(answer) }
  }
}

function onceAnswered(passed: ReturnType<typeof requestTo>): Promise<[IncomingMessage]> {
  return new Promise((resolve, reject) => {
    passed.on('response', answer => resolve([answer]))
    passed.on('error', reject)
  })
}
