import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

/** A quiet chromium: no calls home, no first-run pages. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/** A page in a context of its own: no cookie of another test. What goes wrong in its scripts fails the test. */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh', ...options })
  context.setDefaultTimeout(5000)
  const page = await context.newPage()
  page.on('pageerror', error => {
    throw error
  })
  return page
}
