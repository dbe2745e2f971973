import { createHmac } from 'node:crypto'
import { createServer, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { Channel, Sent } from '../../src/channels/channel.ts'
import { render } from '../../src/channels/zalo/render.ts'
import { telling } from '../../src/operations/telling.ts'
import { bodyOf, Loopback } from '../fakes/loopback.ts'

const NOTICE = { id: 'handoff:1', subject: 'Có người cần gặp cán bộ', text: 'Việc: Đăng ký khai sinh' }
const NOW = Date.parse('2026-11-23T02:00:00Z')
const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

describe('telling by a URL', () => {
  it('posts what is to be told, signed over the very bytes', async () => {
    const calls: { body: string; signature: unknown }[] = []
    const url = await listening(204, call => calls.push(call))
    const tell = telling({ ...NOTHING, secret: 'bi-mat' })
    expect(await tell(NOTICE, { by: 'url', url })).toEqual({ kind: 'told' })
    const [call] = calls
    expect(JSON.parse(call?.body ?? '')).toEqual({ ...NOTICE, at: NOW })
    expect(call?.signature).toBe(
      `sha256=${createHmac('sha256', 'bi-mat')
        .update(call?.body ?? '')
        .digest('hex')}`,
    )
  })

  it.each([
    [500, 'later'],
    [429, 'later'],
    [404, 'never'],
  ])('takes a %i for %s', async (status, kind) => {
    const url = await listening(status, () => {})
    expect(await telling(NOTHING)(NOTICE, { by: 'url', url })).toMatchObject({ kind })
  })

  it('may try again where nobody answers', async () => {
    const url = 'http://127.0.0.1:1/'
    expect(await telling(NOTHING)(NOTICE, { by: 'url', url })).toMatchObject({ kind: 'later' })
  })
})

describe('telling by mail', () => {
  it('hands the mail server one letter', async () => {
    const { url, letters } = await mailServer('250 OK')
    const tell = telling({ ...NOTHING, smtpUrl: url, mailFrom: 'dan-loi@example.vn' })
    expect(await tell(NOTICE, { by: 'mail', to: 'mot-cua@example.vn' })).toEqual({ kind: 'told' })
    const [letter = ''] = letters
    expect(letter).toContain('To: mot-cua@example.vn')
    expect(letter).toContain('From: dan-loi@example.vn')
    expect(letter).toContain(`Subject: =?UTF-8?`)
  })

  it('does not try again what the server refuses for good, nor without a server', async () => {
    const { url } = await mailServer('550 no such mailbox')
    const refused = telling({ ...NOTHING, smtpUrl: url })
    expect(await refused(NOTICE, { by: 'mail', to: 'ai@example.vn' })).toMatchObject({ kind: 'never' })
    expect(await telling(NOTHING)(NOTICE, { by: 'mail', to: 'ai@example.vn' })).toMatchObject({
      kind: 'never',
      reason: expect.stringContaining('SMTP_URL'),
    })
  })

  it('may try again where no server answers', async () => {
    const tell = telling({ ...NOTHING, smtpUrl: 'smtp://127.0.0.1:1' })
    expect(await tell(NOTICE, { by: 'mail', to: 'ai@example.vn' })).toMatchObject({ kind: 'later' })
  })
})

describe('telling', () => {
  it('counts as not told what has no end while the work is leased', async () => {
    const channels = () => zalo(new Promise<Sent>(() => {}), [])
    const told = await telling({ ...NOTHING, channels, mostMs: 50 })(NOTICE, CHAT)
    expect(told).toEqual({ kind: 'later', reason: 'no end after 0.05 seconds' })
  })
})

describe('telling in a chat', () => {
  it('writes to the person of the staff on their own channel', async () => {
    const sent: unknown[] = []
    const tell = telling({ ...NOTHING, channels: () => zalo({ kind: 'sent', platformId: 'm1' }, sent) })
    expect(await tell(NOTICE, { by: 'chat', account: 'zalo:1', person: '77' })).toEqual({ kind: 'told' })
    expect(sent).toEqual([
      { recipient: { user_id: '77' }, message: { text: `${NOTICE.subject}\n\n${NOTICE.text}` } },
    ])
  })

  it('says the shorter of two texts there, in one message', async () => {
    const sent: unknown[] = []
    const tell = telling({ ...NOTHING, channels: () => zalo({ kind: 'sent', platformId: 'm1' }, sent) })
    await tell({ ...NOTICE, text: 'Việc '.repeat(900), brief: 'Việc: khai sinh' }, CHAT)
    expect(sent).toEqual([
      { recipient: { user_id: '77' }, message: { text: `${NOTICE.subject}\n\nViệc: khai sinh` } },
    ])
  })

  it.each([
    [{ kind: 'retry', reason: '-200', afterMs: null }, 'later'],
    [{ kind: 'throttled', reason: '-32', afterMs: 20_000 }, 'later'],
    [{ kind: 'unknown', reason: 'no answer' }, 'later'],
    [{ kind: 'stopped', reason: '-216' }, 'later'],
    [{ kind: 'dropped', reason: '-230' }, 'never'],
  ] as const)('takes %o for %s', async (answer, kind) => {
    const tell = telling({ ...NOTHING, channels: () => zalo(answer, []) })
    expect(await tell(NOTICE, { by: 'chat', account: 'zalo:1', person: '77' })).toMatchObject({ kind })
  })

  it('tells nobody on a channel that is off', async () => {
    expect(await telling(NOTHING)(NOTICE, { by: 'chat', account: 'zalo:1', person: '77' })).toMatchObject({
      kind: 'never',
    })
  })
})

const CHAT = { by: 'chat', account: 'zalo:1', person: '77' } as const
const NOTHING = {
  smtpUrl: null,
  mailFrom: null,
  secret: null,
  channels: () => new Map<string, Channel>(),
  now: () => NOW,
}

function zalo(answer: Sent | Promise<Sent>, sent: unknown[]): ReadonlyMap<string, Channel> {
  return new Map([
    [
      'zalo:1',
      {
        kind: 'zalo',
        account: 'zalo:1',
        freeHours: 48,
        routes: () => {
          throw new Error('Nothing comes in here.')
        },
        render: (reply, person) => render(reply, person, 'https://example.vn'),
        send: async request => {
          sent.push(request)
          return answer
        },
      },
    ],
  ])
}

async function listening(
  status: number,
  note: (call: { body: string; signature: unknown }) => unknown,
): Promise<string> {
  const server = new Loopback(async (request, response) => {
    note({ body: await bodyOf(request), signature: request.headers['x-dan-loi-signature'] })
    response.writeHead(status).end()
  })
  await server.comeUp()
  closing.push(() => server.goDown())
  return server.url
}

/** As much of SMTP as one letter takes; `toRecipient` answers RCPT TO. */
async function mailServer(toRecipient: string): Promise<{ url: string; letters: string[] }> {
  const letters: string[] = []
  const server = createServer(socket => converse(socket, toRecipient, letters))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => new Promise(resolve => server.close(resolve)))
  const address = server.address()
  const port = address && typeof address === 'object' ? address.port : 0
  return { url: `smtp://127.0.0.1:${port}`, letters }
}

function converse(socket: Socket, toRecipient: string, letters: string[]): void {
  let letter: string | null = null
  socket.on('error', () => {})
  socket.write('220 mail.example.vn\r\n')
  socket.on('data', data => {
    for (const line of data.toString('utf8').split('\r\n').slice(0, -1)) {
      if (letter !== null) {
        if (line !== '.') letter += `${line}\n`
        else {
          letters.push(letter)
          letter = null
          socket.write('250 OK\r\n')
        }
      } else if (/^DATA/i.test(line)) {
        letter = ''
        socket.write('354 go on\r\n')
      } else if (/^RCPT/i.test(line)) socket.write(`${toRecipient}\r\n`)
      else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n')
      else socket.write('250 OK\r\n')
    }
  })
}
