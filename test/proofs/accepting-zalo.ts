import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { z } from 'zod'

/** A Zalo on loopback that accepts every message at once and only notes for whom it was. */
export class AcceptingZalo {
  accepted = 0
  readonly recipients = new Set<string>()
  readonly settings
  readonly #server: Server

  private constructor(server: Server, port: number) {
    this.#server = server
    const url = `http://127.0.0.1:${port}`
    this.settings = {
      appId: '1000000000000000001',
      appSecret: 'bi-mat-ung-dung',
      oaId: '4000000000000000004',
      oaSecretKey: 'khoa-bi-mat-oa',
      refreshToken: 'r-dau-tien',
      apiUrl: url,
      oauthUrl: url,
    }
    server.on('request', (request, response) => void this.#serve(request, response))
  }

  static async start(): Promise<AcceptingZalo> {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('No port was given.')
    return new AcceptingZalo(server, address.port)
  }

  async stop(): Promise<void> {
    const closed = once(this.#server, 'close')
    this.#server.close()
    this.#server.closeAllConnections()
    await closed
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request)
    response.writeHead(200, { 'content-type': 'application/json' })
    if (request.url === '/v4/oa/access_token') {
      response.end('{"access_token":"a-1","refresh_token":"r-2","expires_in":"90000"}')
      return
    }
    this.recipients.add(Message.parse(JSON.parse(body)).recipient.user_id)
    this.accepted++
    response.end(`{"error":0,"message":"Success","data":{"message_id":"m-${this.accepted}"}}`)
  }
}

const Message = z.object({ recipient: z.object({ user_id: z.string() }) })
