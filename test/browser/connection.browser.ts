import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { birthRegistration } from './birth.ts'
import { launch, openPage } from './chromium.ts'
import { ScriptedDoor, type Served, serve } from './scripted.ts'

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
})
afterEach(async () => {
  await page.context().close()
  await web.stop()
})

const log = () => page.getByRole('log')
const box = () => page.getByRole('textbox', { name: 'Gõ điều cần hỏi' })
const choice = (name: string) => page.getByRole('button', { name })
const connection = () => page.locator('#connection')

async function openChat(): Promise<void> {
  await page.goto(`${web.url}/chat`)
  await choice('1. Đăng ký khai sinh').waitFor()
}

it('says so, keeps what was said, and sends it once when the connection is back', async () => {
  await openChat()
  await page.context().setOffline(true)
  await connection().getByText('Đang nối lại…').waitFor()
  await box().fill('khai sinh')
  await box().press('Enter')
  await log().getByText('Chưa gửi được').waitFor()
  await page.reload().catch(() => {})
  await page.context().setOffline(false)
  await page.goto(`${web.url}/chat`)
  await choice('2. Bắt đầu').waitFor()
  expect(await connection().textContent()).toBe('')
  expect(door.heard()).toEqual(['khai sinh'])
  expect(await log().getByText('khai sinh', { exact: true }).count()).toBe(1)
})

it('sends again under the same id where only the answer got lost', async () => {
  await openChat()
  let lost = 0
  await page.route('**/chat/messages', async route => {
    if (route.request().method() !== 'POST' || lost > 0) return route.continue()
    lost += 1
    await route.fetch()
    await route.abort('connectionreset')
  })
  await box().fill('khai sinh')
  await box().press('Enter')
  await choice('2. Bắt đầu').waitFor()
  const unsent = () => page.evaluate('sessionStorage.getItem("dan-loi.queue")')
  await expect.poll(unsent, { timeout: 5000 }).toBe('[]')
  expect(await log().getByText('Chưa gửi được').count()).toBe(0)
  expect(lost).toBe(1)
  expect(door.heard()).toEqual(['khai sinh'])
  expect(await log().getByText('khai sinh', { exact: true }).count()).toBe(1)
})

it('shows once what a reload finds unsent and the server had all along', async () => {
  await openChat()
  await page.route('**/chat/messages', async route => {
    if (route.request().method() !== 'POST') return route.continue()
    await route.fetch()
    await route.abort('connectionreset')
  })
  await box().fill('khai sinh')
  await box().press('Enter')
  await choice('2. Bắt đầu').waitFor()
  await page.unroute('**/chat/messages')
  await page.reload()
  await choice('2. Bắt đầu').waitFor()
  const unsent = () => page.evaluate('sessionStorage.getItem("dan-loi.queue")')
  await expect.poll(unsent, { timeout: 5000 }).toBe('[]')
  await expect.poll(() => log().getByText('khai sinh', { exact: true }).count()).toBe(1)
  expect(door.heard()).toEqual(['khai sinh'])
})

it('waits for a server that cannot store, and gets through when it can', async () => {
  await openChat()
  door.isDown = true
  await box().fill('một')
  await box().press('Enter')
  await box().fill('hai')
  await box().press('Enter')
  await connection().getByText('Đang nối lại…').waitFor()
  door.isDown = false
  await expect.poll(() => door.heard(), { timeout: 10_000 }).toEqual(['một', 'hai'])
  await expect.poll(() => connection().textContent()).toBe('')
  expect(await log().getByText('một', { exact: true }).count()).toBe(1)
})

it('finds the answer where the network holds streams back', async () => {
  await page.route('**/chat/events**', route => route.abort())
  await openChat()
  await box().fill('khai sinh')
  await box().press('Enter')
  await choice('2. Bắt đầu').waitFor()
  expect(await connection().textContent()).toBe('')
})

it('gives back what the server will never take, with what to do', async () => {
  await openChat()
  await box().evaluate(element => element.removeAttribute('maxlength'))
  await box().fill('dài '.repeat(600))
  await page.getByRole('button', { name: 'Gửi' }).click()
  await page.getByRole('alert').getByText('Xin chia thành vài tin ngắn hơn').waitFor()
  expect(await box().inputValue()).toContain('dài dài')
  expect(door.heard()).toEqual([])
})
