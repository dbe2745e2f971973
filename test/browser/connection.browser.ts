import { expect, it } from 'vitest'
import { scriptedChat } from './scripted-chat.ts'

const chat = scriptedChat()
const connection = () => chat.page.locator('#connection')

it('says so, keeps what was said, and sends it once when the connection is back', async () => {
  await chat.open()
  await chat.page.context().setOffline(true)
  await connection().getByText('Đang nối lại…').waitFor()
  await chat.box.fill('khai sinh')
  await chat.box.press('Enter')
  await chat.log.getByText('Chưa gửi được').waitFor()
  await chat.page.reload().catch(() => {})
  await chat.page.context().setOffline(false)
  await chat.page.goto(`${chat.url}/chat`)
  await chat.choice('2. Bắt đầu').waitFor()
  expect(await connection().textContent()).toBe('')
  expect(chat.door.heard()).toEqual(['khai sinh'])
  expect(await chat.log.getByText('khai sinh', { exact: true }).count()).toBe(1)
})

it('sends again under the same id where only the answer got lost', async () => {
  await chat.open()
  let lost = 0
  await chat.page.route('**/chat/messages', async route => {
    if (route.request().method() !== 'POST' || lost > 0) return route.continue()
    lost += 1
    await route.fetch()
    await route.abort('connectionreset')
  })
  await chat.box.fill('khai sinh')
  await chat.box.press('Enter')
  await chat.choice('2. Bắt đầu').waitFor()
  const unsent = () => chat.page.evaluate('sessionStorage.getItem("dan-loi.queue")')
  await expect.poll(unsent, { timeout: 5000 }).toBe('[]')
  expect(await chat.log.getByText('Chưa gửi được').count()).toBe(0)
  expect(lost).toBe(1)
  expect(chat.door.heard()).toEqual(['khai sinh'])
  expect(await chat.log.getByText('khai sinh', { exact: true }).count()).toBe(1)
})

it('shows once what a reload finds unsent and the server had all along', async () => {
  await chat.open()
  await chat.page.route('**/chat/messages', async route => {
    if (route.request().method() !== 'POST') return route.continue()
    await route.fetch()
    await route.abort('connectionreset')
  })
  await chat.box.fill('khai sinh')
  await chat.box.press('Enter')
  await chat.choice('2. Bắt đầu').waitFor()
  await chat.page.unroute('**/chat/messages')
  await chat.page.reload()
  await chat.choice('2. Bắt đầu').waitFor()
  const unsent = () => chat.page.evaluate('sessionStorage.getItem("dan-loi.queue")')
  await expect.poll(unsent, { timeout: 5000 }).toBe('[]')
  await expect.poll(() => chat.log.getByText('khai sinh', { exact: true }).count()).toBe(1)
  expect(chat.door.heard()).toEqual(['khai sinh'])
})

it('waits for a server that cannot store, and gets through when it can', async () => {
  await chat.open()
  chat.door.isDown = true
  await chat.box.fill('một')
  await chat.box.press('Enter')
  await chat.box.fill('hai')
  await chat.box.press('Enter')
  await connection().getByText('Đang nối lại…').waitFor()
  chat.door.isDown = false
  await expect.poll(() => chat.door.heard(), { timeout: 10_000 }).toEqual(['một', 'hai'])
  await expect.poll(() => connection().textContent()).toBe('')
  expect(await chat.log.getByText('một', { exact: true }).count()).toBe(1)
})

it('shows once what the server took at once and answers much later', async () => {
  await chat.page.clock.install()
  await chat.open()
  chat.door.isBehind = true
  await chat.box.fill('khai sinh')
  await chat.box.press('Enter')
  await expect.poll(() => chat.door.heard()).toEqual(['khai sinh'])
  await chat.page.getByText('đang trả lời…').waitFor()
  await chat.page.clock.runFor(13_000)
  await chat.page.getByText('đã gửi, chưa có trả lời').waitFor()
  chat.door.catchUp()
  await chat.choice('2. Bắt đầu').waitFor()
  expect(await chat.log.getByText('khai sinh', { exact: true }).count()).toBe(1)
})

it('finds the answer where the network holds streams back', async () => {
  await chat.page.route('**/chat/events**', route => route.abort())
  await chat.open()
  await chat.box.fill('khai sinh')
  await chat.box.press('Enter')
  await chat.choice('2. Bắt đầu').waitFor()
  expect(await connection().textContent()).toBe('')
})

it('gives back what the server will never take, with what to do', async () => {
  await chat.open()
  await chat.box.evaluate(element => element.removeAttribute('maxlength'))
  await chat.box.fill('dài '.repeat(600))
  await chat.page.getByRole('button', { name: 'Gửi' }).click()
  await chat.page.getByRole('alert').getByText('Xin chia thành vài tin ngắn hơn').waitFor()
  expect(await chat.box.inputValue()).toContain('dài dài')
  expect(chat.door.heard()).toEqual([])
})
