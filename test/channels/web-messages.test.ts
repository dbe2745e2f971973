import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { callsTo, cookieOf, errorOf, transcriptOf } from '../browser/calls.ts'
import { greetAndEcho, ScriptedDoor, type Served, serve } from '../browser/scripted.ts'

let door: ScriptedDoor
let web: Served
let now: number
const { get, post } = callsTo(() => web.url)

beforeEach(async () => {
  now = Date.parse('2026-08-03T09:00:00+07:00')
  door = new ScriptedDoor()
  door.answer = greetAndEcho
  web = await serve(door, { now: () => now })
})
afterEach(() => web.stop())

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
    const { messages, reset } = await transcriptOf(await get('/chat/messages?after=1', { cookie }))
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
