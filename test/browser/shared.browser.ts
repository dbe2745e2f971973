import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { birthRegistration } from './birth.ts'
import { launch, openPage } from './chromium.ts'
import { ERASE, ScriptedDoor, type Served, serve } from './scripted.ts'

const MINUTE = 60_000

let browser: Browser
let web: Served
let door: ScriptedDoor
let page: Page

beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

beforeEach(async () => {
  door = new ScriptedDoor()
  door.answer = birthRegistration
  web = await serve(door)
  page = await openPage(browser)
  await page.clock.install()
  await page.goto(`${web.url}/chat?shared=1`)
  await page.getByRole('button', { name: '1. Đăng ký khai sinh' }).waitFor()
})
afterEach(async () => {
  await page.context().close()
  await web.stop()
})

const log = () => page.getByRole('log')
const box = () => page.getByRole('textbox')
const stillThere = () => page.getByRole('alert').getByRole('button', { name: 'Vẫn đang dùng' })
const wiped = () => page.getByText('Đã xóa xong. Không còn gì của người trước trên máy này.')

/** Resolves once the page has noticed. */
async function scroll(): Promise<void> {
  const noticed = page.evaluate(
    'new Promise(noticed => document.addEventListener("wheel", () => noticed(true), { once: true }))',
  )
  await page.mouse.wheel(0, 50)
  await noticed
}

async function secondsLeft(): Promise<number> {
  return Number.parseInt((await page.locator('.countdown').textContent()) ?? '', 10)
}

async function say(text: string): Promise<void> {
  await box().fill(text)
  await box().press('Enter')
  await log().getByText(`Mình chưa hiểu “${text}”`).waitFor()
}

it('wipes at a word and leaves the next person a clean page and another identity', async () => {
  await say('chuyện riêng của tôi')
  await page.getByRole('button', { name: 'Xong, xóa' }).click()
  await wiped().waitFor()
  expect(await page.textContent('body')).not.toContain('riêng')
  expect(await page.evaluate('JSON.stringify(sessionStorage)')).not.toContain('riêng')
  expect(await page.context().cookies()).toEqual([])
  const [first] = door.arrivals
  expect(door.arrivals.at(-1)).toMatchObject({ person: first?.person, what: { kind: 'tap', payload: ERASE } })

  await page.getByRole('button', { name: 'Bắt đầu' }).click()
  await page.getByRole('button', { name: '1. Đăng ký khai sinh' }).waitFor()
  expect(door.arrivals.at(-1)?.person).not.toBe(first?.person)
  await page.goBack().catch(() => {})
  expect(await page.textContent('body')).not.toContain('riêng')
})

it('lets the next person simply type', async () => {
  await say('chuyện riêng')
  await page.getByRole('button', { name: 'Xong, xóa' }).click()
  await wiped().waitFor()
  await say('câu hỏi mới')
  const people = door.arrivals.map(({ person }) => person)
  expect(new Set(people).size).toBe(2)
  expect(await wiped().count()).toBe(0)
})

it('warns after four idle minutes, counts down, and wipes after five', async () => {
  await say('chuyện riêng của tôi')
  await page.clock.runFor(4 * MINUTE - 2000)
  expect(await stillThere().count()).toBe(0)
  await page.clock.runFor(3000)
  await stillThere().waitFor()
  expect(await secondsLeft()).toBeGreaterThan(50)
  await page.clock.runFor(30_000)
  expect(await secondsLeft()).toBeLessThan(31)
  expect(door.heard()).toEqual(['chuyện riêng của tôi'])
  await page.clock.runFor(30_000)
  await wiped().waitFor()
  expect(door.arrivals.at(-1)?.what).toMatchObject({ payload: ERASE })
})

it('goes on for whoever says so, and for whoever types, reads or scrolls', async () => {
  await say('câu hỏi dài')
  await page.clock.runFor(4 * MINUTE + 5000)
  await stillThere().click()
  expect(await stillThere().count()).toBe(0)
  await page.clock.runFor(3 * MINUTE)
  await scroll()
  await page.clock.runFor(3 * MINUTE)
  await box().press('a')
  await page.clock.runFor(3 * MINUTE)
  expect(await stillThere().count()).toBe(0)
  expect(await log().textContent()).toContain('câu hỏi dài')
})

it('does not take a hand on the mouse in the last minute for the same person', async () => {
  await say('chuyện riêng')
  await page.clock.runFor(4 * MINUTE + 5000)
  await stillThere().waitFor()
  await scroll()
  await page.clock.runFor(MINUTE)
  await wiped().waitFor()
})

it('leaves a page alone that nobody has used', async () => {
  await page.clock.runFor(20 * MINUTE)
  expect(await stillThere().count()).toBe(0)
  expect(door.arrivals).toHaveLength(1)
})

it('wipes a draft that was never sent', async () => {
  await box().fill('số căn cước của tôi là')
  await page.clock.runFor(5 * MINUTE + 1000)
  await wiped().waitFor()
  expect(await box().inputValue()).toBe('')
})

it('clears the screen at once without a connection, and does not rest before the server has erased', async () => {
  await say('chuyện riêng của tôi')
  await page.context().setOffline(true)
  await page.getByRole('button', { name: 'Xong, xóa' }).click()
  await page.getByText('Mất kết nối nên chưa xóa xong').waitFor()
  expect(await page.textContent('body')).not.toContain('riêng')
  expect(await box().count()).toBe(0)
  await page.context().setOffline(false)
  await page.goto(`${web.url}/chat?shared=1`)
  await wiped().waitFor()
  expect(door.arrivals.at(-1)?.what).toMatchObject({ payload: ERASE })
})
