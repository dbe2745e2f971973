import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type House, openHouse } from './house.ts'

const Messages = z.object({
  messages: z.array(
    z.object({
      seq: z.number(),
      from: z.string(),
      choices: z.array(z.object({ title: z.string(), payload: z.string() })),
      links: z.array(z.object({ url: z.string() })),
    }),
  ),
})

let house: House
beforeAll(async () => {
  house = await openHouse()
}, 60_000)
afterAll(() => house?.close())

/** Somebody at the web chat. */
class Citizen {
  #cookie = ''
  #messages: z.infer<typeof Messages>['messages'] = []

  async says(body: { text: string } | { tap: string }): Promise<void> {
    await this.#call('/chat/messages', {
      method: 'POST',
      body: JSON.stringify({ ...body, id: randomUUID() }),
    })
    const response = await this.#call('/chat/messages?after=0', {})
    this.#messages = Messages.parse(await response.json()).messages
  }

  async taps(...titles: string[]): Promise<void> {
    const choices = this.#messages.at(-1)?.choices ?? []
    const choice = choices.find(({ title }) => titles.includes(title)) ?? choices[0]
    if (!choice) throw new Error('Nothing to tap')
    await this.says({ tap: choice.payload })
  }

  get slip(): string | undefined {
    return this.#messages.flatMap(({ links }) => links).find(({ url }) => url.startsWith('/phieu/'))?.url
  }

  async #call(path: string, options: RequestInit): Promise<Response> {
    const headers = { 'content-type': 'application/json', cookie: this.#cookie }
    const response = await fetch(house.server.url + path, { ...options, headers })
    this.#cookie = response.headers.get('set-cookie')?.split(';')[0] ?? this.#cookie
    return response
  }
}

/** Walks until the papers are prepared, one of them ticked and the rest missing. */
async function prepared(): Promise<{ citizen: Citizen; page: string }> {
  const citizen = new Citizen()
  await citizen.says({ text: 'tôi muốn đăng ký tạm trú' })
  for (let step = 0; step < 15 && !citizen.slip; step++)
    await citizen.taps('Bắt đầu', 'Thiếu, vẫn làm tiếp', 'Tiếp', 'Xong rồi')
  return { citizen, page: citizen.slip ?? '' }
}

const get = (path: string) => fetch(house.server.url + path, { redirect: 'manual' })

describe('the page of a slip', () => {
  it('shows an officer what was prepared, and is kept by nobody', async () => {
    const { page } = await prepared()
    const response = await get(page)
    const text = await response.text()
    expect(response.status).toBe(200)
    expect(text).toContain(`Phiếu chuẩn bị ${page.slice('/phieu/'.length)}`)
    expect(text).toContain('☐ ')
    expect(text).toContain('Công an xã')
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('x-robots-tag')).toBe('noindex')
  })

  it('is found by the code however it is typed', async () => {
    const { page } = await prepared()
    const typed = page.slice('/phieu/'.length).toLowerCase().replace('-', ' ')
    const found = await get(`/phieu?ma=${encodeURIComponent(typed)}`)
    expect(found.status).toBe(302)
    expect(found.headers.get('location')).toBe(page)
  })

  it('asks again, in words, for a code that leads nowhere', async () => {
    const missing = await get('/phieu/XXXX-XXXX')
    expect(missing.status).toBe(404)
    expect(await missing.text()).toContain('Không có phiếu “XXXX-XXXX”')
    const script = await get('/phieu?ma=%3Cscript%3E')
    expect(await script.text()).toContain('&lt;script&gt;')
    expect((await get('/phieu')).status).toBe(200)
  })

  it('is gone as soon as the person erases what is kept', async () => {
    const { citizen, page } = await prepared()
    await citizen.says({ text: 'xóa dữ liệu của tôi' })
    await citizen.taps('Xóa hết')
    expect((await get(page)).status).toBe(404)
  })
})
