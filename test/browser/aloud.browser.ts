import { expect, it } from 'vitest'
import { scriptedChat } from './scripted-chat.ts'
import { hasVoices } from './voices.ts'

const chat = scriptedChat()
const read = () => chat.page.getByRole('button', { name: 'Nghe đọc' })
const stop = () => chat.page.getByRole('button', { name: 'Dừng đọc' })
const spoken = () => chat.page.evaluate('spoken.map(({ text }) => text)')

it('is not there where the device has no Vietnamese voice', async () => {
  await hasVoices(chat.page, 'en-US', 'vai')
  await chat.open()
  await chat.page.evaluate('arrive()')
  expect(await read().count()).toBe(0)
})

it('comes when the voice comes, reads the message with its numbered choices, and stops when used again', async () => {
  await hasVoices(chat.page, 'en-US', 'vi_VN')
  await chat.open()
  expect(await read().count()).toBe(0)
  await chat.page.evaluate('arrive()')
  await read().click()
  expect(await spoken()).toEqual([
    'Kính chào anh chị. Mình là trợ lý tự động, giúp làm thủ tục trực tuyến từng bước.',
    'Mình không hỏi số căn cước, mật khẩu hay mã gửi về điện thoại.',
    'Số 1: Đăng ký khai sinh.',
    'Số 2: Xác nhận tình trạng hôn nhân.',
    'Số 3: Đăng ký thường trú, tạm trú.',
    'Số 4: Danh mục.',
  ])
  expect(await chat.page.evaluate('spoken[0].lang')).toBe('vi_VN')
  await stop().click()
  expect(await chat.page.evaluate('cancelled')).toBe(1)
  await read().waitFor()
  expect(chat.door.heard()).toEqual([])
})

it('gives itself back when all was said, and reads one message at a time', async () => {
  await hasVoices(chat.page, 'vi-VN')
  await chat.open()
  await chat.page.evaluate('arrive()')
  await chat.choice('1. Đăng ký khai sinh').click()
  await chat.choice('2. Bắt đầu').waitFor()
  await read().first().click()
  await read().last().click()
  expect(await stop().count()).toBe(1)
  await chat.page.evaluate('spoken[spoken.length - 1].onend()')
  await expect.poll(() => stop().count()).toBe(0)
  expect(await read().count()).toBe(2)
  // What grew old has lost its numbers.
  const words = JSON.stringify(await spoken())
  expect(words.match(/Số 1/g)).toHaveLength(1)
  expect(words).toContain('Số 2: Bắt đầu.')
})

it('falls silent when everything is wiped', async () => {
  await hasVoices(chat.page, 'vi-VN')
  await chat.open('?shared=1')
  await chat.page.evaluate('arrive()')
  await chat.choice('1. Đăng ký khai sinh').click()
  await chat.choice('2. Bắt đầu').waitFor()
  await chat.page.route('**/chat/forget**', () => {})
  await read().last().click()
  await chat.page.getByRole('button', { name: 'Xong, xóa' }).click()
  await expect.poll(() => chat.page.evaluate('cancelled')).toBe(1)
})
