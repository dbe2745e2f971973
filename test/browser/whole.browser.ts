import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type House, openHouse } from '../pages/house.ts'
import { launch, openPage } from './chromium.ts'
import { byKeyboard, byRole, walkToEnd } from './walking.ts'

/** Dozens of steps, each a call and a look. */
const WALK_MS = 180_000

let browser: Browser
let house: House

beforeAll(async () => {
  house = await openHouse()
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await house?.close()
})

async function say(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox').fill(text)
  await page.getByRole('textbox').press('Enter')
}

it('leads from the first word into a guide, over a reload, and forgets it all when asked', async () => {
  const page = await openPage(browser, { viewport: { width: 360, height: 640 } })
  await page.goto(`${house.server.url}/chat`)
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
  await page.goto(`${house.server.url}/chat?shared=1`)
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
  await kept.goto(`${house.server.url}/chat?shared=1`)
  await kept.getByRole('log').getByRole('listitem').first().waitFor()
  expect(await kept.getByRole('log').textContent()).not.toContain('làm giấy khai sinh cho con')
  await kept.context().close()
  await page.context().close()
})

it('leads through a whole guide by the keyboard alone, on a shared computer that is wiped at the end', {
  timeout: WALK_MS,
}, async () => {
  const page = await openPage(browser)
  await page.goto(`${house.server.url}/chat?shared=1`)
  await page.getByRole('log').getByRole('listitem').first().waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.keyboard.type('làm giấy khai sinh cho con')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: '1. Bắt đầu' }).waitFor()
  // Back from the box to the choices, which stand right before it.
  while ((await focused(page)) !== '1. Bắt đầu') await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('progressbar').waitFor()
  const steps = await walkToEnd(page, byKeyboard)
  expect(steps.length).toBeGreaterThan(12)
  expect(steps.at(-1)).toMatch(/, bước cuối$/)
  expect(await page.getByRole('log').textContent()).toContain('khai sinh')

  while ((await focused(page)) !== 'Xong, xóa') await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Enter')
  await page.getByText('Đã xóa xong.').waitFor()
  expect(await page.getByRole('log').textContent()).toBe('')
  await page.context().close()
})

it('leads through a whole guide by what a screen reader says, over a reload in the middle', {
  timeout: WALK_MS,
}, async () => {
  const page = await openPage(browser, { viewport: { width: 390, height: 844 } })
  await page.goto(`${house.server.url}/chat`)
  await page.getByRole('log').getByRole('listitem').first().waitFor()
  await say(page, 'nộp hồ sơ trực tuyến')
  await page.getByRole('button', { name: '1. Bắt đầu' }).click()
  await page.getByRole('progressbar').waitFor()
  const steps = await walkToEnd(page, byRole, async count => {
    if (count !== 5) return
    const last = page.getByRole('log').getByRole('listitem').last()
    const before = await page.getByRole('log').textContent()
    await page.reload()
    await last.waitFor()
    await expect.poll(() => page.getByRole('log').textContent()).toBe(before)
  })
  expect(steps.length).toBeGreaterThan(8)
  expect(steps[0]).toMatch(/^Bước 1, còn nhiều nhất \d+$/)
  expect(steps[1]).toMatch(/^Bước 2, /)
  expect(steps.at(-1)).toMatch(/, bước cuối$/)
  await page.context().close()
})

/** What the focused element says. */
async function focused(page: Page): Promise<string> {
  const says = await page.evaluate('document.activeElement.textContent.trim()')
  return String(says)
}
