import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readSettings } from '../../src/config.ts'
import { type Server, startServer } from '../../src/server.ts'
import { launch, openPage } from './chromium.ts'

const data = mkdtempSync(join(tmpdir(), 'dan-loi-whole-'))
let browser: Browser
let server: Server

beforeAll(async () => {
  server = await startServer(
    readSettings({ DATA_DIR: data, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'error' }),
  )
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
  rmSync(data, { recursive: true, force: true })
})

async function say(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox').fill(text)
  await page.getByRole('textbox').press('Enter')
}

it('leads from the first word into a guide, over a reload, and forgets it all when asked', async () => {
  const page = await openPage(browser, { viewport: { width: 360, height: 640 } })
  await page.goto(`${server.url}/chat`)
  const log = page.getByRole('log')
  await log.getByText('trợ lý tự động').first().waitFor()
  await say(page, 'làm giấy khai sinh cho con')
  await say(page, 'bắt đầu')
  await page.getByRole('progressbar').waitFor()
  await page.reload()
  await page.getByRole('progressbar').waitFor()
  await say(page, 'xóa dữ liệu của tôi')
  await page.getByRole('button', { name: 'Xóa hết' }).click()
  await log.getByText('Đã xóa').waitFor()
  expect(await log.textContent()).not.toContain('khai sinh')
  await page.context().close()
})

it('leaves nothing of the one before on a shared computer', async () => {
  const page = await openPage(browser)
  await page.goto(`${server.url}/chat?shared=1`)
  const log = page.getByRole('log')
  await say(page, 'làm giấy khai sinh cho con')
  await log.getByText('làm giấy khai sinh cho con').waitFor()
  const [before] = await page.context().cookies()
  await page.getByRole('button', { name: 'Xong, xóa' }).click()
  await page.getByRole('button', { name: 'Bắt đầu' }).click()
  await log.getByText('trợ lý tự động').first().waitFor()
  expect(await log.textContent()).not.toContain('khai sinh cho con')

  // Even whoever kept the cookie finds nothing behind it.
  const kept = await openPage(browser)
  if (before) await kept.context().addCookies([before])
  await kept.goto(`${server.url}/chat?shared=1`)
  await kept.getByRole('log').getByRole('listitem').first().waitFor()
  expect(await kept.getByRole('log').textContent()).not.toContain('làm giấy khai sinh cho con')
  await kept.context().close()
  await page.context().close()
})
