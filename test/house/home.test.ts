import express from 'express'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readSettings } from '../../src/config.ts'
import { homeRoutes } from '../../src/house/home.ts'

const WORD = 'GTcnSB_B2MPytA1gf-ecS7_abawJaaCMDJas'
const TAG = `<meta name="zalo-platform-site-verification" content="${WORD}">`

async function site(environment: { [name: string]: string }): Promise<string> {
  const app = express().use(homeRoutes(readSettings(environment).zaloSiteVerification))
  const server = app.listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await new Promise(done => server.once('listening', done))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  return `http://127.0.0.1:${address.port}`
}

describe('the home page', () => {
  it('leads to the chat', async () => {
    const url = await site({})
    const home = await fetch(url, { redirect: 'manual' })
    expect([home.status, home.headers.get('location')]).toEqual([302, '/chat'])
  })

  it('bears the tag by which Zalo verifies the domain, as does its file, and still leads to the chat', async () => {
    const url = await site({ ZALO_SITE_VERIFICATION: WORD })
    for (const path of ['/', `/zalo_verifier${WORD}.html`]) {
      const page = await fetch(`${url}${path}`, { redirect: 'manual' })
      expect([path, page.status]).toEqual([path, 200])
      expect(page.headers.get('content-type')).toContain('text/html')
      const shown = await page.text()
      expect(shown).toContain(TAG)
      expect(shown).toContain('href="/chat"')
    }
    expect((await fetch(`${url}/zalo_verifierANOTHER.html`)).status).toBe(404)
  })

  it.each([`<meta name="x" content="${WORD}">`, '"><script>', 'ngắn'])('refuses %s as that word', word => {
    expect(() => readSettings({ ZALO_SITE_VERIFICATION: word })).toThrow(/ZALO_SITE_VERIFICATION must be/)
  })
})
