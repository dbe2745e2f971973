import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { SHARED_IDLE_MS } from '../../src/channels/web/identity.ts'
import { ERASE, NAMES, ScriptedDoor, type Served, serve } from '../browser/scripted.ts'

let door: ScriptedDoor
let web: Served
let now: number

beforeEach(async () => {
  now = Date.parse('2026-08-03T09:00:00+07:00')
  door = new ScriptedDoor()
  door.answer = ({ what }) =>
    what.kind === 'arrived'
      ? [{ text: 'Chào anh chị, mình là trợ lý tự động.' }]
      : what.kind === 'text'
        ? [{ text: `Đã nghe: ${what.text}` }]
        : []
  web = await serve(door, { now: () => now })
})
afterEach(() => web.stop())

describe('who is who', () => {
  it('gives the first call a signed cookie that scripts and other sites cannot use', async () => {
    const answer = await post({ text: 'tôi muốn làm giấy khai sinh cho con' })
    expect(answer.status).toBe(202)
    const [cookie] = answer.headers.getSetCookie()
    expect(cookie).toMatch(/^dan_loi=o\.[\w-]{22}\.[\w-]{43}; Max-Age=31536000; Path=\/chat;/)
    expect(cookie).toContain('HttpOnly')
    expect(cookie).toContain('SameSite=Lax')
    expect(cookie).not.toContain('Secure')
  })

  it('knows the person by it afterwards and sets no other', async () => {
    const cookie = cookieOf(await post({ text: 'xin chào' }))
    const again = await post({ text: 'lệ phí bao nhiêu' }, { cookie })
    expect(again.headers.getSetCookie()).toEqual([])
    expect(new Set(door.arrivals.map(({ person }) => person)).size).toBe(1)
    const { messages } = await transcript(await get('/chat/messages?after=0', { cookie }))
    expect(messages.map(message => message.text)).toEqual([
      'xin chào',
      'Đã nghe: xin chào',
      'lệ phí bao nhiêu',
      'Đã nghe: lệ phí bao nhiêu',
    ])
  })

  it('marks the cookie Secure where people come by https', async () => {
    await web.stop()
    web = await serve(door, { publicUrl: 'https://hoidap.example.gov.vn' })
    expect((await post({ text: 'xin chào' })).headers.getSetCookie()[0]).toContain('Secure')
  })

  it.each([
    [
      'one with another person in it',
      (value: string) => value.replace(/^o\.[\w-]{22}/, `o.${'A'.repeat(22)}`),
    ],
    ['one with a broken signature', (value: string) => `${value.slice(0, -2)}xx`],
    ['one without a signature', (value: string) => value.slice(0, value.lastIndexOf('.'))],
    ['nonsense', () => '%E0%A4%A'],
  ])('ignores and replaces a forged cookie: %s', async (_label, forge) => {
    const cookie = cookieOf(await post({ text: 'chuyện riêng của tôi' }))
    const victim = door.arrivals[0]?.person
    const forged = `dan_loi=${forge(cookie.slice('dan_loi='.length))}`
    const answer = await get('/chat/messages', { cookie: forged })
    expect(await answer.text()).not.toContain('chuyện riêng')
    expect(cookieOf(answer)).toMatch(/^dan_loi=o\./)
    expect(door.arrivals.at(-1)?.person).not.toBe(victim)
  })

  it('does not take the cookie of one mode for the other', async () => {
    const cookie = cookieOf(await post({ text: 'xin chào' }))
    const asShared = cookie.replace('dan_loi=', 'dan_loi_chung=')
    await get('/chat/messages?shared=1', { cookie: asShared })
    expect(door.counted).toEqual(['forged_cookie'])
    expect(new Set(door.arrivals.map(({ person }) => person)).size).toBe(2)
  })
})

describe('arriving', () => {
  it('greets whoever comes for the first time, once', async () => {
    const first = await get('/chat/messages')
    expect((await transcript(first)).messages).toEqual([
      {
        seq: 1,
        from: 'bot',
        text: 'Chào anh chị, mình là trợ lý tự động.',
        choices: [],
        images: [],
        links: [],
        progress: null,
      },
    ])
    await get('/chat/messages', { cookie: cookieOf(first) })
    expect(door.arrivals.map(({ what }) => what)).toEqual([{ kind: 'arrived', link: null }])
  })

  it('tells by which link somebody came, once a day however often the page is loaded', async () => {
    const page = await get('/chat?l=to-3')
    expect(door.arrivals).toEqual([])
    const link = cookieOf(page)
    const first = await get('/chat/messages', { cookie: link })
    const own = cookieOf(first, 'dan_loi')
    expect(first.headers.getSetCookie().join('\n')).toMatch(/dan_loi_duong_dan=;.*Expires=Thu, 01 Jan 1970/)
    await get('/chat/messages', { cookie: `${own}; ${link}` })
    expect(door.arrivals.map(({ what }) => what)).toEqual([{ kind: 'arrived', link: 'to-3' }])
  })

  it('tells of the link before the words where the first call is a message', async () => {
    await post({ text: 'làm căn cước' }, { cookie: 'dan_loi_duong_dan=to-3' })
    expect(door.arrivals.map(({ what }) => what.kind)).toEqual(['arrived', 'text'])
  })

  it('remembers no link that is none', async () => {
    expect((await get('/chat?l=%3Cscript%3E')).headers.getSetCookie()).toEqual([])
  })

  it('greets again whoever comes back to an erased transcript', async () => {
    const cookie = cookieOf(await post({ text: 'xin chào' }))
    door.erase(door.arrivals[0]?.person ?? '')
    const { messages } = await transcript(await get('/chat/messages', { cookie }))
    expect(messages).toHaveLength(1)
  })
})

describe('saying something', () => {
  it('hands texts and taps on as they are', async () => {
    const cookie = cookieOf(await post({ text: '  khai sinh\ncho con  ' }))
    await post({ tap: '#dl:eyJkbyI6Im5vbmUifQ', title: 'Không phải các việc này' }, { cookie })
    expect(door.arrivals.map(({ what, account, at }) => ({ what, account, at }))).toEqual([
      { what: { kind: 'text', text: 'khai sinh\ncho con' }, account: 'web', at: now },
      {
        what: { kind: 'tap', payload: '#dl:eyJkbyI6Im5vbmUifQ', title: 'Không phải các việc này' },
        account: 'web',
        at: now,
      },
    ])
  })

  it('answers with the id of the message, its own or a random one', async () => {
    expect(await (await post({ text: 'một', id: 'm-1' })).json()).toEqual({ id: 'm-1' })
    const { id } = z.object({ id: z.string() }).parse(await (await post({ text: 'hai' })).json())
    expect(id).toMatch(/^[\w-]{36}$/)
  })

  it('takes the same id of the same person once, and of two people twice', async () => {
    const cookie = cookieOf(await post({ text: 'một', id: 'm-1' }))
    await post({ text: 'một', id: 'm-1' }, { cookie })
    expect(door.heard()).toEqual(['một'])
    await post({ text: 'một', id: 'm-1' })
    expect(door.heard()).toEqual(['một', 'một'])
  })

  it('keeps from the store what a database refuses', async () => {
    await post({ text: 'giấy\u0000 khai\ud800 sinh' })
    expect(door.heard()).toEqual(['giấy khai\ufffd sinh'])
  })

  it('counts 2,000 characters as people do, whichever way accents are encoded', async () => {
    expect((await post({ text: 'ế'.normalize('NFD').repeat(2000) })).status).toBe(202)
    expect((await post({ text: 'ế'.repeat(2001) })).status).toBe(413)
  })
})

describe('refusing', () => {
  const JSON_TYPE = { 'content-type': 'application/json' }
  it.each([
    ['malformed JSON', 400, 'malformed', '{"text": ', JSON_TYPE],
    ['no object', 400, 'malformed', '"khai sinh"', JSON_TYPE],
    ['a body without either', 400, 'malformed', '{}', JSON_TYPE],
    ['a text and a tap', 400, 'malformed', '{"text":"a","tap":"b"}', JSON_TYPE],
    ['a number as text', 400, 'malformed', '{"text":5}', JSON_TYPE],
    ['an empty text', 400, 'empty', '{"text":"  \\n "}', JSON_TYPE],
    ['a text too long', 413, 'too_long', JSON.stringify({ text: 'a'.repeat(2001) }), JSON_TYPE],
    ['a body over 1 MB', 413, 'too_large', JSON.stringify({ text: 'a'.repeat(1_100_000) }), JSON_TYPE],
    ['a form', 415, 'wrong_type', 'text=xin+chao', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['plain text', 415, 'wrong_type', '{"text":"a"}', { 'content-type': 'text/plain' }],
    [
      'a strange charset',
      415,
      'wrong_type',
      '{"text":"a"}',
      { 'content-type': 'application/json; charset=tcvn' },
    ],
    ['another site', 403, 'cross_site', '{"text":"a"}', { ...JSON_TYPE, origin: 'https://lua-dao.example' }],
    ['a page without origin', 403, 'cross_site', '{"text":"a"}', { ...JSON_TYPE, origin: 'null' }],
  ])('%s with %i and words that say what to do', async (_label, status, code, body, headers) => {
    const answer = await fetch(`${web.url}/chat/messages`, { method: 'POST', body, headers })
    expect(answer.status).toBe(status)
    const error = await errorOf(answer)
    expect(error.code).toBe(code)
    expect(error.message).toMatch(/\. Xin .+\.$/)
    expect(door.arrivals).toEqual([])
    expect(door.counted).toEqual([code])
    expect(answer.headers.getSetCookie()).toEqual([])
  })

  it('nobody who calls from the page itself, by its own or its public address', async () => {
    expect((await post({ text: 'một' }, { origin: web.url })).status).toBe(202)
    await web.stop()
    web = await serve(door, { publicUrl: 'https://hoidap.example.gov.vn' })
    expect((await post({ text: 'hai' }, { origin: 'https://hoidap.example.gov.vn' })).status).toBe(202)
  })

  it('with 503 while the store cannot write, and makes nobody known', async () => {
    door.isDown = true
    for (const answer of [
      await post({ text: 'xin chào' }),
      await get('/chat/messages'),
      await get('/chat/events'),
    ]) {
      expect(answer.status).toBe(503)
      expect((await errorOf(answer)).code).toBe('unavailable')
      expect(answer.headers.getSetCookie()).toEqual([])
    }
  })

  it('a position that is none', async () => {
    expect((await get('/chat/messages?after=-1')).status).toBe(400)
    expect((await get('/chat/events?after=x')).status).toBe(400)
  })
})

describe('fetching', () => {
  it('gives only what came after', async () => {
    const cookie = cookieOf(await post({ text: 'một' }))
    const { messages, reset } = await transcript(await get('/chat/messages?after=1', { cookie }))
    expect(messages.map(message => message.seq)).toEqual([2])
    expect(reset).toBeUndefined()
    expect(await (await get('/chat/messages?after=2', { cookie })).json()).toEqual({ messages: [] })
  })

  it('says so when the transcript was erased meanwhile', async () => {
    const cookie = cookieOf(await post({ text: 'một' }))
    door.erase(door.arrivals[0]?.person ?? '')
    expect(await (await get('/chat/messages?after=2', { cookie })).json()).toEqual({
      messages: [],
      reset: true,
    })
  })

  it('is never kept by browsers and proxies between', async () => {
    expect((await get('/chat/messages')).headers.get('cache-control')).toBe('no-store')
  })
})

describe('the event stream', () => {
  it('brings what is there and then what comes, in order and once, under their numbers', async () => {
    const { cookie, person } = await known()
    const stream = await open('/chat/events', { cookie })
    expect(stream.type).toBe('text/event-stream; charset=utf-8')
    expect(await stream.read(2)).toEqual([
      [1, 'xin chào'],
      [2, 'Đã nghe: xin chào'],
    ])
    for (let n = 3; n <= 30; n += 1) door.say(person, { text: `tin ${n}` })
    const rest = await stream.read(28)
    expect(rest.map(([id]) => id)).toEqual(Array.from({ length: 28 }, (_, index) => index + 3))
    expect(rest.every(([id, text]) => text === `tin ${id}`)).toBe(true)
  })

  it('goes on after the last event that the browser names', async () => {
    const { cookie, person } = await known()
    door.say(person, { text: 'tin 3' })
    expect(await (await open('/chat/events', { cookie, 'last-event-id': '2' })).read(1)).toEqual([
      [3, 'tin 3'],
    ])
    expect(await (await open('/chat/events?after=1', { cookie, 'last-event-id': '2' })).read(1)).toEqual([
      [3, 'tin 3'],
    ])
    expect(await (await open('/chat/events?after=2', { cookie })).read(1)).toEqual([[3, 'tin 3']])
  })

  it('says when everything was erased, and starts anew', async () => {
    const { cookie, person } = await known()
    const stream = await open('/chat/events?after=2', { cookie })
    expect(door.listenersOf(person)).toBe(1)
    await post({ tap: ERASE }, { cookie })
    await stream.until('event: reset')
    door.say(person, { text: 'Đã xóa.' })
    await stream.until('"text":"Đã xóa."')
  })

  it('shows that it lives, and finds what nobody told it of', async () => {
    await web.stop()
    door.listen = () => () => {}
    web = await serve(door, { pingMs: 5 })
    const { cookie, person } = await known()
    const stream = await open('/chat/events?after=2', { cookie })
    await stream.until(': ping')
    door.say(person, { text: 'từ máy chủ khác' })
    expect(await stream.read(1)).toEqual([[3, 'từ máy chủ khác']])
  })

  it('keeps a few streams a person and lets the oldest go', async () => {
    const { cookie, person } = await known()
    const all = []
    for (let n = 0; n < 5; n += 1) all.push(await open('/chat/events', { cookie }))
    const [oldest, ...others] = all
    expect(await oldest?.toEnd()).toContain('event: replaced')
    expect(door.listenersOf(person)).toBe(4)
    door.say(person, { text: 'tin 3' })
    for (const stream of others) expect((await stream.read(3)).at(-1)).toEqual([3, 'tin 3'])
  })

  it('lets go of whoever hung up', async () => {
    const { cookie, person } = await known()
    const stream = await open('/chat/events', { cookie })
    await stream.read(2)
    expect(door.listenersOf(person)).toBe(1)
    await stream.hangUp()
    await expect.poll(() => door.listenersOf(person)).toBe(0)
  })

  it('is refused to other sites', async () => {
    expect((await get('/chat/events', { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
  })
})

describe('a shared computer', () => {
  it('keeps who it is for this session of the browser only, under a name of its own', async () => {
    const [cookie] = (await post({ text: 'xin chào' }, {}, '?shared=1')).headers.getSetCookie()
    expect(cookie).toMatch(/^dan_loi_chung=s\./)
    expect(cookie).not.toMatch(/Max-Age|Expires/)
  })

  it('forgets at once when asked to: erases without asking back and lets the cookie go', async () => {
    const cookie = cookieOf(await post({ text: 'chuyện riêng' }, {}, '?shared=1'))
    const stream = await open('/chat/events?shared=1', { cookie })
    const answer = await fetch(`${web.url}/chat/forget?shared=1`, { method: 'POST', headers: { cookie } })
    expect(answer.status).toBe(202)
    expect(answer.headers.getSetCookie().join()).toMatch(/dan_loi_chung=;.*1970/)
    expect(door.arrivals.at(-1)?.what).toEqual({ kind: 'tap', payload: ERASE, title: null })
    expect(door.arrivals.at(-1)?.person).toBe(door.arrivals[0]?.person)
    await stream.toEnd()
  })

  it('asks for the cookie again while nothing could be erased', async () => {
    const cookie = cookieOf(await post({ text: 'chuyện riêng' }, {}, '?shared=1'))
    door.isDown = true
    const answer = await fetch(`${web.url}/chat/forget?shared=1`, { method: 'POST', headers: { cookie } })
    expect(answer.status).toBe(503)
    expect(answer.headers.getSetCookie()).toEqual([])
  })

  it('shows the next person nothing of one who left without erasing, and erases that', async () => {
    const cookie = cookieOf(await post({ text: 'chuyện riêng' }, {}, '?shared=1'))
    const [left] = door.arrivals
    now += SHARED_IDLE_MS + 1
    const answer = await get('/chat/messages?shared=1', { cookie })
    expect(await answer.text()).not.toContain('chuyện riêng')
    expect(cookieOf(answer)).not.toBe(cookie)
    expect(door.arrivals.slice(1).map(({ person, what }) => [person === left?.person, what.kind])).toEqual([
      [true, 'tap'],
      [false, 'arrived'],
    ])
    expect(door.transcriptOf(left?.person ?? '')).toEqual([])
  })

  it('goes on for whoever keeps using it', async () => {
    let cookie = cookieOf(await post({ text: 'xin chào' }, {}, '?shared=1'))
    for (let n = 0; n < 3; n += 1) {
      now += SHARED_IDLE_MS - 1
      cookie = cookieOf(await get('/chat/messages?shared=1', { cookie }))
    }
    expect(new Set(door.arrivals.map(({ person }) => person)).size).toBe(1)
  })
})

describe('the page', () => {
  it('names the bot and whose it is, safe from what stands in the names', async () => {
    await web.stop()
    web = await serve(door, { names: () => ({ ...NAMES, agency: 'UBND <script>alert(1)</script>' }) })
    const page = await (await get('/chat')).text()
    expect(page).toContain('Trợ lý tự động của UBND &lt;script&gt;')
    expect(page).not.toContain('<script>')
  })

  it('allows nothing inline and needs nothing inline', async () => {
    const answer = await get('/chat?shared=1')
    expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'")
    const page = await answer.text()
    expect(page).not.toMatch(/<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)/)
  })

  it('tells where to call when scripts do not run', async () => {
    const page = await (await get('/chat')).text()
    expect(page).toMatch(/<noscript>/)
    expect(page).toContain('href="tel:02743822222"')
  })

  it('weighs less than 60 KB with everything, and its files are kept for ever', async () => {
    const page = await (await get('/chat')).text()
    const files = new Set(
      Array.from(page.matchAll(/(?:src|href)="(\/chat\/assets\/[^"]+)"/g), match => match[1]),
    )
    expect(files.size).toBeGreaterThan(10)
    let weight = Buffer.byteLength(page)
    for (const file of files) {
      const answer = await get(file ?? '', { 'accept-encoding': 'identity' })
      expect(answer.status).toBe(200)
      expect(answer.headers.get('cache-control')).toContain('immutable')
      weight += (await answer.arrayBuffer()).byteLength
      const etag = answer.headers.get('etag') ?? ''
      expect((await get(file ?? '', { 'if-none-match': etag, 'cache-control': '' })).status).toBe(304)
    }
    expect(weight).toBeLessThan(60_000)
  })

  it('finds each script that another one imports', async () => {
    const page = await (await get('/chat')).text()
    const scripts = Array.from(page.matchAll(/"(\/chat\/assets\/[^"]+\.js)"/g), match => match[1] ?? '')
    for (const script of new Set(scripts)) {
      const source = await (await get(script)).text()
      for (const [, name] of source.matchAll(/from '\.\/([^']+)'/g)) {
        expect(scripts).toContain(script.replace(/[^/]+$/, name ?? ''))
      }
    }
  })

  it('knows no other files', async () => {
    expect((await get('/chat/assets/x/chat.js')).status).toBe(404)
    expect((await get('/chat/assets/x/..%2Fpage.ts')).status).toBe(404)
  })
})

function post(body: unknown, headers: { [name: string]: string } = {}, query = ''): Promise<Response> {
  return fetch(`${web.url}/chat/messages${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
}

function get(path: string, headers: { [name: string]: string } = {}): Promise<Response> {
  return fetch(web.url + path, { headers })
}

const Transcript = z.strictObject({
  messages: z.array(z.looseObject({ seq: z.int(), text: z.string() })),
  reset: z.literal(true).optional(),
})
async function transcript(answer: Response) {
  return Transcript.parse(await answer.json())
}

const Refused = z.strictObject({ error: z.strictObject({ code: z.string(), message: z.string() }) })
async function errorOf(answer: Response) {
  return Refused.parse(await answer.json()).error
}

function cookieOf(answer: Response, name?: string): string {
  const all = answer.headers.getSetCookie().map(cookie => cookie.split(';')[0] ?? '')
  return all.find(cookie => name === undefined || cookie.startsWith(`${name}=`)) ?? ''
}

async function known(): Promise<{ cookie: string; person: string }> {
  const cookie = cookieOf(await post({ text: 'xin chào' }))
  return { cookie, person: door.arrivals[0]?.person ?? '' }
}

/** An event stream as a browser reads it. */
async function open(path: string, headers: { [name: string]: string }) {
  const stop = new AbortController()
  const answer = await fetch(web.url + path, { headers, signal: stop.signal })
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  let unread = ''
  async function more(): Promise<boolean> {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined }
    unread += value ?? ''
    return !done
  }
  return {
    type: answer.headers.get('content-type'),
    /** The next messages as number and text. */
    async read(count: number): Promise<[id: number, text: string][]> {
      const found: [number, string][] = []
      while (found.length < count) {
        const match = unread.match(/id: (\d+)\ndata: (.+)\n\n/)
        if (match) {
          unread = unread.slice((match.index ?? 0) + match[0].length)
          found.push([Number(match[1]), JSON.parse(match[2] ?? '').text])
        } else if (!(await more())) break
      }
      return found
    },
    async until(words: string): Promise<void> {
      while (!unread.includes(words)) if (!(await more())) throw new Error(`ended before ${words}`)
    },
    async toEnd(): Promise<string> {
      while (await more());
      return unread
    },
    async hangUp(): Promise<void> {
      stop.abort()
      await reader?.cancel().catch(() => {})
    },
  }
}
