import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openHouse } from './house.ts'

const Said = z.object({ messages: z.array(z.object({ from: z.string(), text: z.string() })) })

/** The tables of the figures: what a person does leaves a row in each of them, or in none. */
const FIGURES = ['runs', 'visits', 'events', 'questions'] as const

/** A browser of its own, with the cookies that it was given. */
function browser(url: string, query: string) {
  const cookies = new Map<string, string>()
  const call = async (path: string, init: RequestInit = {}) => {
    const headers = { 'content-type': 'application/json', cookie: [...cookies.values()].join('; ') }
    const answer = await fetch(`${url}${path}${path.includes('?') ? '&' : '?'}${query}`, { ...init, headers })
    for (const cookie of answer.headers.getSetCookie())
      cookies.set(cookie.split('=')[0] ?? '', cookie.split(';')[0] ?? '')
    return answer
  }
  return {
    cookies,
    call,
    async heard() {
      const { messages } = Said.parse(await (await call('/chat/messages?after=0')).json())
      return messages.filter(({ from }) => from === 'bot').map(({ text }) => text)
    },
    async says(text: string) {
      const answer = await call('/chat/messages', { method: 'POST', body: JSON.stringify({ text }) })
      expect(answer.status).toBe(202)
    },
  }
}

type Browser = ReturnType<typeof browser>

/** Opens the chat, walks into a guide, turns back, leaves it, and asks something that nobody knows. */
async function walk(person: Browser) {
  await person.heard()
  for (const words of ['nộp hồ sơ trực tuyến', 'bắt đầu', '1', 'trở lại', '1', 'giá vàng hôm nay thế nào'])
    await person.says(words)
  return person.heard()
}

function rowsIn(folder: string): { [table: string]: number } {
  const db = new DatabaseSync(join(folder, 'data', 'dan-loi.db'), { readOnly: true })
  const count = (table: string) => Number(db.prepare(`select count(*) as n from ${table}`).get()?.n)
  try {
    return Object.fromEntries([...FIGURES, 'conversations'].map(table => [table, count(table)]))
  } finally {
    db.close()
  }
}

describe('the practice mode of the web chat', () => {
  it('leads through a guide as the chat does, and leaves nothing in the figures', async () => {
    const { server, folder } = await openHouse()
    const practised = await walk(browser(server.url, 'practice=1'))
    expect(practised.length).toBeGreaterThanOrEqual(6)
    expect(rowsIn(folder)).toEqual({ runs: 0, visits: 0, events: 0, questions: 0, conversations: 1 })

    const lived = await walk(browser(server.url, ''))
    expect(practised).toEqual(lived)
    const rows = rowsIn(folder)
    for (const table of FIGURES) expect(rows[table], table).toBeGreaterThan(0)
    expect(rows.conversations).toBe(2)
  })

  it('says on its page that it is practice, and the chat of citizens does not', async () => {
    const { server } = await openHouse()
    const page = async (path: string) => (await fetch(`${server.url}${path}`)).text()
    expect(await page('/chat?practice=1')).toContain('Chế độ luyện tập, không tính vào số liệu')
    expect(await page('/chat')).not.toContain('luyện tập')
  })

  it('keeps whoever practises apart from the citizen in the same browser, and from their link', async () => {
    const { server, folder } = await openHouse()
    const citizen = browser(server.url, '')
    await citizen.call('/chat?l=xom-3')
    const practising = browser(server.url, 'practice=1')
    for (const [name, cookie] of citizen.cookies) practising.cookies.set(name, cookie)
    await walk(practising)
    expect(rowsIn(folder).events).toBe(0)
    for (const [name, cookie] of practising.cookies) citizen.cookies.set(name, cookie)
    expect(await citizen.heard()).toEqual(await browser(server.url, 'practice=1').heard())
    const db = new DatabaseSync(join(folder, 'data', 'dan-loi.db'), { readOnly: true })
    const links = db
      .prepare('select distinct account, first_link as link from conversations order by 1')
      .all()
    expect(links.map(row => ({ ...row }))).toEqual([
      { account: 'web', link: 'xom-3' },
      { account: 'web-practice', link: null },
    ])
    db.close()
  })

  it('erases what was practised when asked to', async () => {
    const { server, folder } = await openHouse()
    const person = browser(server.url, 'practice=1')
    await walk(person)
    expect((await person.call('/chat/forget', { method: 'POST', body: '{}' })).status).toBe(202)
    expect(rowsIn(folder)).toMatchObject({ runs: 0, visits: 0, events: 0, questions: 0 })
    expect(await person.heard()).toEqual(await browser(server.url, 'practice=1').heard())
  })
})
