import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type House, openHouse } from './house.ts'

const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }
const BIRTH = '/thu-tuc/1.001193'

let house: House
let content: string
let now = Date.parse('2026-07-20T10:00:00+07:00')
const get = (path: string, headers = {}) =>
  fetch(house.server.url + path, { headers: { ...BROWSER, ...headers }, redirect: 'manual' })
const textOf = async (path: string) => (await get(path)).text()

/** The real content, with one procedure whose facts are made hard to show. */
beforeAll(async () => {
  content = join(mkdtempSync(join(tmpdir(), 'dan-loi-pages-content-')), 'content')
  cpSync('content', content, { recursive: true })
  const file = join(content, 'procedures', '1.004194.yaml')
  const changed = readFileSync(file, 'utf8')
    .replace(/^purpose: .*$/m, 'purpose: Ghi nơi đang ở <script>alert("1")</script> & "tạm trú"')
    .replace(/^fees:\n(?: .*\n)+/m, DATED_FEES)
    .replace(/^phrasings:$/m, 'replaces: ["1.999999"]\nphrasings:')
  writeFileSync(file, changed)
  house = await openHouse({ CONTENT_DIR: content, PUBLIC_URL: 'https://danloi.example.gov.vn' }, () => now)
}, 60_000)
afterAll(async () => {
  await house?.close()
  rmSync(join(content, '..'), { recursive: true, force: true })
})

const DATED_FEES = `fees:
  - { channel: online, amount: 3500, per: lần, until: "2026-07-31" }
  - { channel: online, amount: 7000, per: lần, from: "2026-08-01" }
  - { channel: direct, amount: province }
`

describe('the page of a procedure', () => {
  it('says what it is called, what for, who, which papers in which case, and where it is from', async () => {
    const page = await textOf(BIRTH)
    expect(page).toContain('<h1>Đăng ký khai sinh</h1>')
    expect(page).toContain('Tên chính thức: Thủ tục đăng ký khai sinh. Mã thủ tục: <strong>1.001193</strong>')
    expect(page).toMatch(
      /<h3>Trường hợp: Có Giấy chứng sinh<\/h3><ul><li><strong>Giấy chứng sinh \(1 bản chính\)/,
    )
    expect(page).toContain('Không phải nộp nếu khai qua mạng')
    for (const title of ['Ai làm được', 'Phí, lệ phí', 'Nộp ở đâu', 'Cần gõ vào tờ khai', 'Căn cứ pháp lý'])
      expect(page).toContain(`<h2>${title}</h2>`)
    expect(page).toMatch(/Theo Quyết định \S+, tính đến ngày 15\/7\/2026\./)
    expect(page).toContain('href="https://dichvucong.gov.vn/dich-vu-cong-truc-tuyen/1.001193"')
    expect(page).toContain('href="/chat"')
    expect(page).toContain('href="/huong-dan/khai-sinh"')
  })

  it('names the places of this installation that do it, with their hours, and its own fee as the example that it is', async () => {
    const page = await textOf('/thu-tuc/1.004873')
    expect(page).toMatch(/<h2>Nơi nhận ở đây<\/h2><ul><li><strong>Trung tâm [^<]*xã Ví Dụ<\/strong>/)
    expect(page).toContain('Thứ Hai đến thứ Sáu: 7 giờ đến 11 giờ 30 và 13 giờ 30 đến 17 giờ')
    expect(page).not.toContain('Đang mở cửa')
    expect(page).toContain('<li>(Ví dụ) Nộp trực tiếp: 9.000 đồng/giấy.</li>')
    expect(page).toContain('Mức phí của ngày 20/7/2026.')
  })

  it('shows the paper of one case in that case only', async () => {
    const page = await textOf(BIRTH)
    const found = page.split('Trường hợp: Bé bị bỏ rơi')[1]?.split('<h3>')[0] ?? ''
    expect(found).toContain('Biên bản về việc bé bị bỏ rơi')
    expect(found).not.toContain('Giấy chứng sinh')
  })

  it('shows the fee of the day in Vietnam, and as of which day it is', async () => {
    now = Date.parse('2026-07-31T23:59:00+07:00')
    const before = await textOf('/thu-tuc/1.004194')
    expect(before).toContain('Nộp qua mạng: 3.500 đồng/lần.')
    expect(before).not.toContain('7.000')
    expect(before).toContain('Mức phí của ngày 31/7/2026.')
    now = Date.parse('2026-08-01T00:01:00+07:00')
    const after = await textOf('/thu-tuc/1.004194')
    expect(after).toContain('Nộp qua mạng: 7.000 đồng/lần.')
    expect(after).not.toContain('3.500')
  })

  it('says what the portal means by nought where the province decides', async () => {
    expect(await textOf('/thu-tuc/1.004194')).toMatch(/Nộp trực tiếp: [^<]*Hội đồng nhân dân/)
  })

  it('escapes all that content says', async () => {
    const page = await textOf('/thu-tuc/1.004194')
    expect(page).not.toContain('<script')
    expect(page).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &quot;tạm trú&quot;')
  })

  it('is found by a code that the portal has given up', async () => {
    const answer = await get('/thu-tuc/1.999999')
    expect(answer.status).toBe(302)
    expect(answer.headers.get('location')).toBe('/thu-tuc/1.004194')
  })

  it('names its own address for paper and for those who pass it on', async () => {
    const page = await textOf(BIRTH)
    expect(page).toContain('Trang này ở: https://danloi.example.gov.vn/thu-tuc/1.001193')
    expect(page).toContain('<link rel="canonical" href="https://danloi.example.gov.vn/thu-tuc/1.001193">')
  })
})

describe('the page of a guide', () => {
  it('numbers every step, says in words when it is done, and folds away what helps', async () => {
    const page = await textOf('/huong-dan/khai-sinh')
    const numbers = [...page.matchAll(/<h2>(\d+)\. /g)].map(([, number]) => Number(number))
    expect(numbers.length).toBeGreaterThan(8)
    expect(numbers).toEqual(numbers.map((_, index) => index + 1))
    expect(page).toMatch(/<p class="when">Khi nào: ở bước \d+ chọn “Bé bị bỏ rơi”\.<\/p>/)
    expect(page).toMatch(/<details ><summary>/)
    expect(page).toContain('href="/huong-dan/nop-ho-so">Xem từng bước: Nộp hồ sơ trực tuyến</a>')
  })

  it('tells the ends of a used guide apart by what was chosen last in it', async () => {
    const page = await textOf('/huong-dan/khai-sinh')
    expect(page).toMatch(/Khi nào: bước \d+ dừng ở [^<]*“Chưa, dừng ở đây”/)
    expect(page).toMatch(/Khi nào: bước \d+ dừng ở [^<]*“Chưa, nhờ Trung tâm”/)
    expect(page).not.toContain('tùy kết quả')
  })

  it('unfolds everything for paper', async () => {
    const page = await textOf('/huong-dan/khai-sinh?in=1')
    expect(page).toContain('<details open>')
    expect(page).not.toContain('<details >')
    expect(page).not.toContain('Mở hết để in')
  })

  it('leaves no brace unfilled and asks nobody what only the assistant asks', async () => {
    const { guides } = house.server.library.knowledge
    for (const { id } of guides.values()) {
      const page = await textOf(`/huong-dan/${id}`)
      expect(page).not.toMatch(/[{}]|undefined|\[object/)
      expect(page).not.toContain('mình nhớ là')
    }
  })
})

describe('every page', () => {
  it('is there for each procedure and each guide, and is listed', async () => {
    const { procedures, guides } = house.server.library.knowledge
    const listed = await textOf('/thu-tuc')
    expect(procedures.size).toBeGreaterThan(2)
    for (const code of procedures.keys()) {
      expect((await get(`/thu-tuc/${code}`)).status).toBe(200)
      expect(listed).toContain(`href="/thu-tuc/${code}"`)
    }
    for (const { id, procedure, derived } of guides.values()) {
      expect((await get(`/huong-dan/${id}`)).status).toBe(200)
      if (procedure === null && !derived) expect(listed).toContain(`href="/huong-dan/${id}"`)
    }
  })

  it('leads nowhere that is not there', async () => {
    const paths = [
      '/thu-tuc',
      ...[...house.server.library.knowledge.procedures.keys()].map(code => `/thu-tuc/${code}`),
    ]
    const links = new Set<string>()
    for (const path of paths)
      for (const [, href = ''] of (await textOf(path)).matchAll(/(?:href|src)="(\/[^"]*)"/g)) links.add(href)
    expect(links.size).toBeGreaterThan(5)
    for (const link of links) expect([link, (await get(link)).status]).toEqual([link, 200])
  })

  it('allows no script and nothing from elsewhere, and needs neither', async () => {
    const answer = await get(BIRTH)
    expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'self'/)
    expect(answer.headers.get('content-security-policy')).not.toContain('script-src')
    expect(await answer.text()).not.toMatch(/<script|<style|\sstyle=|\son[a-z]+=/)
  })

  it('is kept by browsers and asked for again only when it has changed', async () => {
    const first = await get(BIRTH)
    const etag = first.headers.get('etag') ?? ''
    expect(first.headers.get('cache-control')).toBe('public, no-cache')
    expect((await get(BIRTH, { 'if-none-match': etag, 'cache-control': '' })).status).toBe(304)
    expect((await get('/thu-tuc/1.004194')).headers.get('etag')).not.toBe(etag)
    const style = /href="([^"]+pages\.css)"/.exec(await first.text())?.[1] ?? ''
    expect((await get(style)).headers.get('cache-control')).toContain('immutable')
  })
})

describe('an address that leads nowhere', () => {
  it.each(['/thu-tuc/9.999999', '/huong-dan/khong-co', '/khong-co-gi', '/thu-tuc/%3Cscript%3E'])(
    'says to people what they can do: %s',
    async path => {
      const answer = await get(path)
      expect(answer.status).toBe(404)
      const page = await answer.text()
      expect(page).toContain('<h1>Không có trang này</h1>')
      expect(page).toContain('href="/thu-tuc"')
      expect(page).toContain('href="/chat"')
      expect(page).toContain('href="tel:')
    },
  )

  it('answers programs in JSON as ever', async () => {
    const answer = await get('/khong-co-gi', { accept: '*/*' })
    expect(answer.status).toBe(404)
    expect(await answer.json()).toMatchObject({ error: { code: 'not_found' } })
  })
})
