import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { callsTo, cookieOf } from '../browser/calls.ts'
import { ERASE, greetAndEcho, ScriptedDoor, type Served, serve } from '../browser/scripted.ts'

let door: ScriptedDoor
let web: Served
const { get, open, post } = callsTo(() => web.url)

beforeEach(async () => {
  door = new ScriptedDoor()
  door.answer = greetAndEcho
  web = await serve(door)
})
afterEach(() => web.stop())

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

async function known(): Promise<{ cookie: string; person: string }> {
  const cookie = cookieOf(await post({ text: 'xin chào' }))
  return { cookie, person: door.arrivals[0]?.person ?? '' }
}
