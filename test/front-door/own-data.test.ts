import { describe, expect, it } from 'vitest'
import { type House, openHouse } from './house.ts'
import { type Talker, talk, talkers } from './talking.ts'

const PUBLIC = 'https://danloi.example.gov.vn'
const CODE = 'H56.34-240820-0012'
const HALF_AN_HOUR_MS = 30 * 60_000

/** The address of the page that was sent last, as a path of this server. */
function address({ got }: Talker): string {
  const sent = [...JSON.stringify(got()).matchAll(new RegExp(`${PUBLIC}(/du-lieu/cua-toi/[\\w.-]+)`, 'g'))]
  const path = sent.at(-1)?.[1]
  if (!path) throw new Error(`No address in ${JSON.stringify(got().at(-1))}`)
  return path
}

/** One browser: keeps its cookies, follows no redirection. */
function browser({ server }: House) {
  let cookie = ''
  return async (path: string, method = 'GET') => {
    const response = await fetch(server.url + path, { method, headers: { cookie }, redirect: 'manual' })
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie
    return { status: response.status, headers: response.headers, text: await response.text() }
  }
}

/** Half-way through something. */
const LIFE = ['tạm trú cho người thuê nhà', '[Bắt đầu]', '[Tiếp]', '[Thuê, mượn, ở nhờ]']

describe('one’s own data', { timeout: 60_000 }, () => {
  it.each(['Zalo', 'Messenger', 'Zalo Bot'])('opens on %s by an address of one’s own', async channel => {
    const house = await openHouse()
    const talker = talkers(house)[channel]
    if (!talker) throw new Error(channel)
    await talk(house, talker, ...LIFE, 'tai du lieu cua toi')
    const path = address(talker)

    const visit = browser(house)
    // Whoever only looks at links opens nothing.
    for (let look = 0; look < 3; look++) {
      const { status, text } = await visit(path)
      expect(status).toBe(200)
      expect(text).toContain('Mở dữ liệu của mình')
      expect(text).not.toContain('tạm trú')
    }
    const opened = await visit(path, 'POST')
    expect(opened.status).toBe(303)
    expect(opened.headers.get('set-cookie')).toMatch(/HttpOnly; Secure; SameSite=Lax/)

    const page = await visit(path)
    expect(page.status).toBe(200)
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect(page.headers.get('referrer-policy')).toBe('no-referrer')
    expect(page.text).toContain('tạm trú cho người thuê nhà')
    expect(page.text).toContain('Thuê, mượn, ở nhờ')
    expect(page.text).toContain(talker.person)
    expect(page.text).not.toMatch(/undefined|\[object|tam-tru\//)

    const json = await visit(`${path}/du-lieu-cua-toi.json`)
    expect(json.headers.get('content-disposition')).toContain('attachment')
    expect(JSON.parse(json.text)).toMatchObject({
      conversation: { idAtPlatform: talker.person },
      known: { runs: [{ title: expect.stringContaining('tạm trú') }] },
    })
    const file = await visit(`${path}/du-lieu-cua-toi.html`)
    expect(file.headers.get('content-disposition')).toContain('du-lieu-cua-toi.html')
    expect(file.text).toContain('Thuê, mượn, ở nhờ')
  })

  it('says of what has ended that it has, not that it is under way', async () => {
    const house = await openHouse()
    const { Zalo: talker } = talkers(house)
    if (!talker) throw new Error('no Zalo')
    await talk(house, talker, 'giữ mã hồ sơ', '[Bắt đầu]', '[Bỏ qua]', 'tai du lieu cua toi')
    const visit = browser(house)
    await visit(address(talker), 'POST')
    const { text } = await visit(address(talker))
    expect(text).toMatch(/<h2>Việc vừa kết thúc<\/h2><h3>Giữ mã hồ sơ/)
    expect(text).not.toContain('Việc đang làm')
  })

  it('opens in one browser alone, for half an hour, and not for somebody who guesses', async () => {
    const house = await openHouse()
    const { Zalo: talker } = talkers(house)
    if (!talker) throw new Error('no Zalo')
    await talk(house, talker, 'chào', 'dữ liệu của tôi')
    const path = address(talker)
    const [mine, theirs] = [browser(house), browser(house)]
    await mine(path, 'POST')
    expect((await theirs(path)).status).toBe(410)
    expect((await theirs(path, 'POST')).status).toBe(410)
    expect((await theirs(`${path}/du-lieu-cua-toi.json`)).text).not.toContain(talker.person)
    expect((await mine(path)).text).toContain(talker.person)
    const wrong = `${path.slice(0, -2)}${path.endsWith('AA') ? 'BB' : 'AA'}`
    expect((await mine(wrong)).status).toBe(410)
    expect((await mine('/du-lieu/cua-toi')).text).toContain('tải dữ liệu của tôi')
    house.passTime(HALF_AN_HOUR_MS)
    expect((await mine(path)).status).toBe(410)
    // The transcript, which the page shows, must not hand out the address again.
    await talk(house, talker, 'dữ liệu của tôi')
    const anew = browser(house)
    await anew(address(talker), 'POST')
    expect((await anew(address(talker))).text).not.toContain(path.slice(-20))
  })

  it('is gone from its page as soon as it is erased', async () => {
    const house = await openHouse()
    const { Messenger: talker } = talkers(house)
    if (!talker) throw new Error('no Messenger')
    await talk(house, talker, 'chào', 'tải dữ liệu của tôi')
    const path = address(talker)
    const visit = browser(house)
    await visit(path, 'POST')
    await talk(house, talker, 'xóa dữ liệu của tôi', '[Xóa hết]')
    const page = await visit(path)
    expect(page.status).toBe(404)
    expect(page.text).not.toContain(talker.person)
  })

  it('opens in the web chat by its cookie, and nobody else’s', async () => {
    const house = await openHouse()
    const call = async (cookie: string, path: string, body?: object) => {
      const response = await fetch(house.server.url + path, {
        method: body ? 'POST' : 'GET',
        headers: { 'content-type': 'application/json', cookie },
        ...(body && { body: JSON.stringify(body) }),
      })
      return {
        status: response.status,
        cookie: response.headers.get('set-cookie')?.split(';')[0] ?? cookie,
        text: await response.text(),
      }
    }
    const { cookie } = await call('', '/chat/messages', { text: `hồ sơ ${CODE} tới đâu rồi` })
    await call(cookie, '/chat/messages', { text: 'tải dữ liệu của tôi' })
    const { text: transcript } = await call(cookie, '/chat/messages?after=0')
    expect(transcript).toContain('"url":"/chat/du-lieu"')
    const page = await call(cookie, '/chat/du-lieu')
    expect(page.status).toBe(200)
    // What was masked when it came in is masked here too.
    expect(page.text).toContain('hồ sơ ▮▮▮ tới đâu rồi')
    expect(page.text).not.toContain(CODE)
    expect((await call(cookie, '/chat/du-lieu/du-lieu-cua-toi.json')).text).toContain('"from": "person"')
    for (const stranger of ['', 'dan_loi=o.somebody.forged'])
      expect((await call(stranger, '/chat/du-lieu')).status).toBe(404)
    const shared = await call('', '/chat/messages?shared=1', { text: 'chào' })
    const onShared = await call(shared.cookie, '/chat/du-lieu?shared=1')
    expect(onShared.status).toBe(200)
    expect(onShared.text).not.toContain('Tải trang này về')
    expect((await call(shared.cookie, '/chat/du-lieu/du-lieu-cua-toi.json?shared=1')).status).toBe(404)
  })

  it('is said in the chat where nobody could open a page', async () => {
    const { knowledge, respondTo } = await conversationWithoutPages()
    const said = respondTo('tải dữ liệu của tôi')
    expect(said).toContain('• Việc “')
    expect(said).toContain(`giữ ${knowledge.operator.keepDays} ngày`)
    expect(said).not.toContain('http')
  })
})

/** The engine alone, on a channel whose people can open no page of this server. */
async function conversationWithoutPages() {
  const { loadKnowledge } = await import('../../src/catalogue/load.ts')
  const { newConversation } = await import('../../src/guidance/conversation.ts')
  const { expects } = await import('../../src/guidance/expects.ts')
  const { respond } = await import('../../src/guidance/respond.ts')
  const { understand } = await import('../../src/understanding/understand.ts')
  const loaded = loadKnowledge('content', { abilities: { 'bot.tra-cuu': 'co' } })
  if (loaded.kind !== 'ok') throw new Error('content')
  const { knowledge } = loaded
  let ids = 0
  let conversation = newConversation(0)
  const respondTo = (text: string) => {
    const intents = understand(knowledge, text, expects(knowledge, conversation))
    const input = { kind: 'said' as const, intents, sensitive: false }
    const outcome = respond(knowledge, conversation, input, { now: 10_000 * ids, newId: () => `id${++ids}` })
    conversation = outcome.conversation
    return outcome.replies.map(reply => reply.text).join('\n')
  }
  respondTo('đăng ký tạm trú')
  respondTo('bắt đầu')
  return { knowledge, respondTo }
}
