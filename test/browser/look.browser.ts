import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { birthRegistration } from './birth.ts'
import { launch, openPage } from './chromium.ts'
import { ScriptedDoor, type Served, serve } from './scripted.ts'
import { shoot } from './shots.ts'

let browser: Browser
let web: Served

beforeAll(async () => {
  const door = new ScriptedDoor()
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

const SCREENS = [
  { width: 320, height: 568 },
  { width: 360, height: 640 },
  { width: 1280, height: 800 },
]

for (const viewport of SCREENS) {
  for (const colorScheme of ['light', 'dark'] as const) {
    describe(`at ${viewport.width} pixels, ${colorScheme}`, () => {
      it('shows everything without scrolling sideways, in letters and targets large enough', async () => {
        const isMobile = viewport.width < 600
        const page = await openPage(browser, { viewport, colorScheme, isMobile, hasTouch: isMobile })
        const name = `${viewport.width}-${colorScheme}`
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

        const sizes = Sizes.parse(await page.evaluate(MEASURE))
        expect(sizes.sideways).toBe(0)
        expect(sizes.smallestText).toBeGreaterThanOrEqual(16)
        expect(sizes.bodyText).toBeGreaterThanOrEqual(18)
        expect(sizes.lowTargets).toEqual([])
        expect(sizes.weakText).toEqual([])
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

const Sizes = z.strictObject({
  sideways: z.number(),
  smallestText: z.number(),
  bodyText: z.number(),
  lowTargets: z.array(z.string()),
  weakText: z.array(z.string()),
})

/** Runs in the page: what is too small, too wide or too pale, by the rules of WCAG 2.2 AA. */
const MEASURE = `(() => {
  const seen = element => {
    const box = element.getBoundingClientRect()
    return box.width > 1 && box.height > 1 && !element.closest('.unseen, .skip')
  }
  const parse = color => color.match(/[\\d.]+/g).map(Number)
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map(c => c / 255).map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    return 0.2126 * x + 0.7152 * y + 0.0722 * z
  }
  const ground = element => {
    for (let at = element; at; at = at.parentElement) {
      const color = parse(getComputedStyle(at).backgroundColor)
      if (color.length === 3 || color[3] > 0.99) return color
    }
    return [255, 255, 255]
  }
  const contrast = element => {
    const [a, b] = [light(parse(getComputedStyle(element).color)), light(ground(element))]
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
  }
  const withText = [...document.querySelectorAll('body *')].filter(element =>
    seen(element) && [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim() !== ''))
  const size = element => parseFloat(getComputedStyle(element).fontSize)
  const targets = [...document.querySelectorAll('button, textarea, .links a, .menu a')].filter(seen)
  return {
    sideways: Math.max(...['html', 'body', '#scroller'].map(at => document.querySelector(at)).map(e => e.scrollWidth - e.clientWidth)),
    smallestText: Math.min(...withText.map(size)),
    bodyText: Math.min(...[...document.querySelectorAll('.text, .choice, textarea')].map(size)),
    lowTargets: targets.filter(e => e.getBoundingClientRect().height < 48).map(e => e.outerHTML.slice(0, 80)),
    weakText: withText.filter(e => contrast(e) < 4.5).map(e => e.outerHTML.slice(0, 80) + contrast(e)),
  }
})()`

const PICTURE = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 260" width="400" height="260">
<rect width="400" height="260" fill="#eef"/><rect x="60" y="30" width="280" height="200" fill="#fff" stroke="#447"/>
<text x="200" y="80" text-anchor="middle" font-size="22">GIẤY CHỨNG SINH</text></svg>`
