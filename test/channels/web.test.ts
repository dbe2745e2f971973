import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SHARED_IDLE_MS } from '../../src/channels/web/identity.ts'
import { callsTo, cookieOf, transcriptOf } from '../browser/calls.ts'
import { ERASE, greetAndEcho, ScriptedDoor, type Served, serve } from '../browser/scripted.ts'

let door: ScriptedDoor
let web: Served
let now: number
const { get, open, post } = callsTo(() => web.url)

beforeEach(async () => {
  now = Date.parse('2026-08-03T09:00:00+07:00')
  door = new ScriptedDoor()
  door.answer = greetAndEcho
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
    const { messages } = await transcriptOf(await get('/chat/messages?after=0', { cookie }))
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
    expect((await transcriptOf(first)).messages).toEqual([
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
    const { messages } = await transcriptOf(await get('/chat/messages', { cookie }))
    expect(messages).toHaveLength(1)
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
