import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type House, openHouse } from '../pages/house.ts'
import { launch, openPage } from './chromium.ts'

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

it('practises on a page that says so, over a reload, and leaves the chat of the same browser alone', async () => {
  const page = await openPage(browser, { viewport: { width: 360, height: 640 } })
  await page.goto(`${house.server.url}/chat?practice=1`)
  const log = page.getByRole('log')
  const notice = page.getByRole('note').getByText('Chế độ luyện tập, không tính vào số liệu')
  await log.getByText('trợ lý tự động').first().waitFor()
  await page.getByRole('textbox').fill('làm giấy khai sinh cho con')
  await page.getByRole('textbox').press('Enter')
  await page.getByRole('button', { name: /Bắt đầu/ }).waitFor()
  await page.reload()
  expect(page.url()).toContain('/chat?practice=1')
  await notice.waitFor()
  await log.getByText('làm giấy khai sinh cho con').waitFor()

  await page.goto(`${house.server.url}/chat`)
  await log.getByText('trợ lý tự động').first().waitFor()
  expect(await log.textContent()).not.toContain('làm giấy khai sinh cho con')
  expect(await notice.count()).toBe(0)
  expect(await house.server.store.eventCounts({})).toEqual([{ type: 'conversation_started', count: 1 }])
})
