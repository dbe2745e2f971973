import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { birthRegistration } from './birth.ts'
import { launch, openPage } from './chromium.ts'
import { expectReadable, SCREENS } from './readable.ts'
import { ScriptedDoor, type Served, serve } from './scripted.ts'
import { shoot } from './shots.ts'
import { hasVoices } from './voices.ts'

let browser: Browser
let web: Served
let door: ScriptedDoor

beforeAll(async () => {
  door = new ScriptedDoor()
  door.answer = birthRegistration
  web = await serve(door)
  web.app.get('/pictures/:name', (_req, res) => {
    res.type('image/svg+xml').send(PICTURE)
  })
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await web?.stop()
})

for (const viewport of SCREENS) {
  for (const colorScheme of ['light', 'dark'] as const) {
    describe(`at ${viewport.width} pixels, ${colorScheme}`, () => {
      it('shows everything without scrolling sideways, in letters and targets large enough', async () => {
        const isMobile = viewport.width < 600
        const page = await openPage(browser, { viewport, colorScheme, isMobile, hasTouch: isMobile })
        const name = `${viewport.width}-${colorScheme}`
        await hasVoices(page, 'vi-VN')
        await page.goto(`${web.url}/chat`)
        await page.getByRole('button', { name: 'Đăng ký khai sinh' }).waitFor()
        await shoot(page, `${name}-1-greeting`)
        await page.getByRole('button', { name: 'Đăng ký khai sinh' }).click()
        await page.getByRole('button', { name: 'Bắt đầu' }).waitFor()
        await shoot(page, `${name}-2-card`)
        await page.getByRole('button', { name: 'Bắt đầu' }).click()
        await page.getByRole('progressbar').waitFor()
        await page.getByRole('img', { name: 'Ảnh mẫu' }).waitFor()
        await shoot(page, `${name}-3-step`)
        if (isMobile) await page.getByRole('button', { name: 'Mục chính' }).click()
        await shoot(page, `${name}-4-menu`)
        await page.getByRole('button', { name: 'Danh mục' }).first().click()
        await page.getByRole('button', { name: 'Căn cước' }).waitFor()
        await shoot(page, `${name}-5-list`)
        await expectReadable(page)

        door.answer = () => []
        await page.getByRole('textbox').fill('làm căn cước cho con')
        await page.getByRole('textbox').press('Enter')
        await page.getByRole('status').getByText('đang trả lời…').waitFor()
        await shoot(page, `${name}-6-waiting`)
        door.answer = birthRegistration
        door.say(door.arrivals.at(-1)?.person ?? '', FROM_STAFF)
        await page.getByText('Cán bộ:').waitFor()
        await page.evaluate('arrive()')
        await page.getByRole('button', { name: 'Nghe đọc' }).last().scrollIntoViewIfNeeded()
        await shoot(page, `${name}-7-staff-and-voice`)
        await page.context().setOffline(true)
        await page.getByText('Đang nối lại…').first().waitFor()
        await page.getByRole('textbox').fill('còn đó không')
        await page.getByRole('textbox').press('Enter')
        await page.getByRole('log').getByText('Chưa gửi được').waitFor()
        await shoot(page, `${name}-8-offline`)
        await expectReadable(page)
        await page.context().close()
      })
    })
  }
}

it('looks well on a shared computer, from the first word to the clean page', async () => {
  const page = await openPage(browser, { viewport: { width: 1280, height: 800 } })
  await page.clock.install()
  await page.goto(`${web.url}/chat?shared=1`)
  await page.getByRole('button', { name: 'Đăng ký khai sinh' }).click()
  await page.getByRole('button', { name: 'Bắt đầu' }).waitFor()
  await shoot(page, 'shared-1')
  await page.clock.runFor(4 * 60_000 + 20_000)
  await page.getByRole('button', { name: 'Vẫn đang dùng' }).waitFor()
  await shoot(page, 'shared-2-idle')
  await page.setViewportSize({ width: 320, height: 568 })
  await shoot(page, 'shared-3-idle-narrow')
  await page.getByRole('button', { name: 'Xong, xóa' }).click()
  await page.getByRole('button', { name: 'Bắt đầu' }).waitFor()
  await shoot(page, 'shared-4-clean')
  await page.context().close()
})

it('stays usable where the keyboard of a small phone takes half the screen', async () => {
  const page = await openPage(browser, {
    viewport: { width: 320, height: 280 },
    isMobile: true,
    hasTouch: true,
  })
  await page.goto(`${web.url}/chat`)
  await page.getByRole('textbox').fill('làm giấy khai sinh cho con trai mới sinh ở bệnh viện huyện')
  await shoot(page, 'keyboard')
  const box = await page.getByRole('textbox').boundingBox()
  expect(box && box.y + box.height).toBeLessThanOrEqual(280)
  const log = await page.locator('#scroller').boundingBox()
  expect(log?.height).toBeGreaterThan(100)
  await page.context().close()
})

it('offers the rest of an answer beside the column of a wide screen, over no choice', async () => {
  const page = await openPage(browser, { viewport: { width: 1280, height: 420 } })
  await page.goto(`${web.url}/chat`)
  await page.getByRole('button', { name: 'Đăng ký khai sinh' }).click()
  const rest = await page.getByRole('button', { name: 'Xem tiếp' }).boundingBox()
  const column = await page.locator('#composer').boundingBox()
  const gap = (rest?.x ?? 0) - (column?.x ?? 0) - (column?.width ?? 0)
  expect(gap).toBeGreaterThanOrEqual(-1)
  expect(gap).toBeLessThan(48)
  await page.context().close()
})

it('says whom to call where scripts are off', async () => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 360, height: 640 },
  })
  const page = await context.newPage()
  await page.goto(`${web.url}/chat`)
  await page.getByRole('link', { name: '0274 382 2222' }).waitFor()
  await shoot(page, 'no-script')
  await page.context().close()
})

const FROM_STAFF = {
  from: 'staff' as const,
  text: 'Chào anh, hồ sơ của cháu thiếu ảnh mặt sau Giấy chứng sinh.\nXem cách chụp ở https://dichvucong.gov.vn/huong-dan',
  links: [{ title: 'Bản đầy đủ, in được', url: '/thu-tuc/1.001193' }],
}

const PICTURE = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 260" width="400" height="260">
<rect width="400" height="260" fill="#eef"/><rect x="60" y="30" width="280" height="200" fill="#fff" stroke="#447"/>
<text x="200" y="80" text-anchor="middle" font-size="22">GIẤY CHỨNG SINH</text></svg>`
