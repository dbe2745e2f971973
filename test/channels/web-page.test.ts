import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { callsTo } from '../browser/calls.ts'
import { greetAndEcho, NAMES, ScriptedDoor, type Served, serve } from '../browser/scripted.ts'

let door: ScriptedDoor
let web: Served
const { get } = callsTo(() => web.url)

beforeEach(async () => {
  door = new ScriptedDoor()
  door.answer = greetAndEcho
  web = await serve(door)
})
afterEach(() => web.stop())

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
