import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type House, openHouse } from '../pages/house.ts'
import { launch, openPage } from './chromium.ts'
import { expectReadable, SCREENS } from './readable.ts'
import { shoot } from './shots.ts'

const BIRTH = '/thu-tuc/1.001193'
const PAGES = {
  procedure: BIRTH,
  guide: '/huong-dan/khai-sinh',
  list: '/thu-tuc',
  missing: '/khong-co',
}

let browser: Browser
let house: House

beforeAll(async () => {
  house = await openHouse({ PUBLIC_URL: 'https://danloi.example.gov.vn' })
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await house?.close()
})

for (const viewport of SCREENS) {
  for (const colorScheme of ['light', 'dark'] as const) {
    it(`reads well without a script at ${viewport.width} pixels, ${colorScheme}`, async () => {
      const page = await openPage(browser, { viewport, colorScheme, javaScriptEnabled: false })
      for (const [name, path] of Object.entries(PAGES)) {
        await page.goto(house.server.url + path)
        await page.locator('h1').waitFor()
        await shoot(page, `page-${name}-${viewport.width}-${colorScheme}`)
      }
      await page.context().close()
      // What is measured is measured by a script, so once more with scripts.
      const measured = await openPage(browser, { viewport, colorScheme })
      for (const path of Object.values(PAGES)) {
        await measured.goto(house.server.url + path)
        await expectReadable(measured)
      }
      await measured.context().close()
    })
  }
}

it('unfolds help, goes on to the used guide, and back to the chat by roles alone', async () => {
  const page = await openPage(browser)
  await page.goto(house.server.url + BIRTH)
  await page.getByRole('link', { name: 'Xem hết các bước' }).click()
  await page.getByRole('heading', { level: 1, name: 'Đăng ký khai sinh cho con' }).waitFor()
  const help = page.locator('details').first()
  expect(await help.locator('p').isVisible()).toBe(false)
  await help.locator('summary').press('Enter')
  expect(await help.locator('p').isVisible()).toBe(true)
  await page.getByRole('link', { name: 'Xem từng bước: Nộp hồ sơ trực tuyến' }).click()
  await page.getByRole('heading', { level: 1, name: 'Nộp hồ sơ trực tuyến' }).waitFor()
  await page.getByRole('navigation').getByRole('link', { name: 'Hỏi trợ lý' }).click()
  await page.getByRole('log').getByText('trợ lý tự động').first().waitFor()
  await page.context().close()
})

it('leads from the top of the long list to a group of it', async () => {
  const page = await openPage(browser, {
    viewport: { width: 320, height: 568 },
    isMobile: true,
    hasTouch: true,
  })
  await page.goto(`${house.server.url}/thu-tuc`)
  const heading = page.getByRole('heading', { level: 2, name: 'Căn cước, VNeID' })
  const top = async () => (await heading.boundingBox())?.y ?? 0
  expect(await top()).toBeGreaterThan(2000)
  await page
    .getByRole('navigation', { name: 'Các nhóm việc' })
    .getByRole('link', { name: 'Căn cước, VNeID' })
    .click()
  await expect.poll(top).toBeLessThan(568)
  await page.context().close()
})

it('prints black on white, without what only a screen can do', async () => {
  const page = await openPage(browser, { colorScheme: 'dark', viewport: { width: 700, height: 1000 } })
  await page.emulateMedia({ media: 'print' })
  for (const [name, path] of Object.entries({ procedure: BIRTH, guide: '/huong-dan/khai-sinh?in=1' })) {
    await page.goto(house.server.url + path)
    await shoot(page, `print-${name}`)
    expect(await page.locator('.ways').isVisible()).toBe(false)
    expect(await page.getByText('Trang này ở: https://danloi.example.gov.vn').isVisible()).toBe(true)
    const colours = 'getComputedStyle(document.body).color + getComputedStyle(document.body).backgroundColor'
    expect(await page.evaluate(colours)).toBe('rgb(0, 0, 0)rgb(255, 255, 255)')
  }
  expect(await page.locator('details p').first().isVisible()).toBe(true)
  await page.context().close()
})

it('is led to from the chat, by a card and by all steps', async () => {
  const page = await openPage(browser)
  await page.goto(`${house.server.url}/chat`)
  await page.getByRole('textbox').fill('làm giấy khai sinh cho con')
  await page.getByRole('textbox').press('Enter')
  const card = page.getByRole('link', { name: 'Bản đầy đủ, in được' })
  await card.waitFor()
  const [opened] = await Promise.all([page.context().waitForEvent('page'), card.click()])
  await opened.getByRole('heading', { level: 1, name: 'Đăng ký khai sinh' }).waitFor()
  await page.getByRole('button', { name: 'Bắt đầu' }).click()
  await page.getByRole('progressbar').waitFor()
  await page.getByRole('navigation').getByRole('button', { name: 'Xem hết các bước' }).click()
  const steps = page.getByRole('link', { name: 'Đủ các bước, in được' })
  await steps.waitFor()
  expect(await steps.getAttribute('href')).toBe('/huong-dan/khai-sinh')
  await page.context().close()
})
