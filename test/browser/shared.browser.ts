import { beforeEach, expect, it } from 'vitest'
import { ERASE } from './scripted.ts'
import { scriptedChat } from './scripted-chat.ts'

const MINUTE = 60_000

const chat = scriptedChat()
beforeEach(async () => {
  await chat.page.clock.install()
  await chat.open('?shared=1')
})

const stillThere = () => chat.page.getByRole('alert').getByRole('button', { name: 'Vẫn đang dùng' })
const wiped = () => chat.page.getByText('Đã xóa xong. Không còn gì của người trước trên máy này.')

/** Resolves once the page has noticed. */
async function scroll(): Promise<void> {
  const noticed = chat.page.evaluate(
    'new Promise(noticed => document.addEventListener("wheel", () => noticed(true), { once: true }))',
  )
  await chat.page.mouse.wheel(0, 50)
  await noticed
}

async function secondsLeft(): Promise<number> {
  return Number.parseInt((await chat.page.locator('.countdown').textContent()) ?? '', 10)
}

async function say(text: string): Promise<void> {
  await chat.box.fill(text)
  await chat.box.press('Enter')
  await chat.log.getByText(`Mình chưa hiểu “${text}”`).waitFor()
}

it('wipes at a word and leaves the next person a clean page and another identity', async () => {
  await say('chuyện riêng của tôi')
  await chat.page.getByRole('button', { name: 'Xong, xóa' }).click()
  await wiped().waitFor()
  expect(await chat.page.textContent('body')).not.toContain('riêng')
  expect(await chat.page.evaluate('JSON.stringify(sessionStorage)')).not.toContain('riêng')
  expect(await chat.page.context().cookies()).toEqual([])
  const [first] = chat.door.arrivals
  expect(chat.door.arrivals.at(-1)).toMatchObject({
    person: first?.person,
    what: { kind: 'tap', payload: ERASE },
  })

  await chat.page.getByRole('button', { name: 'Bắt đầu' }).click()
  await chat.page.getByRole('button', { name: '1. Đăng ký khai sinh' }).waitFor()
  expect(chat.door.arrivals.at(-1)?.person).not.toBe(first?.person)
  await chat.page.goBack().catch(() => {})
  expect(await chat.page.textContent('body')).not.toContain('riêng')
})

it('lets the next person simply type', async () => {
  await say('chuyện riêng')
  await chat.page.getByRole('button', { name: 'Xong, xóa' }).click()
  await wiped().waitFor()
  await say('câu hỏi mới')
  const people = chat.door.arrivals.map(({ person }) => person)
  expect(new Set(people).size).toBe(2)
  expect(await wiped().count()).toBe(0)
})

it('warns after four idle minutes, counts down, and wipes after five', async () => {
  await say('chuyện riêng của tôi')
  await chat.page.clock.runFor(4 * MINUTE - 2000)
  expect(await stillThere().count()).toBe(0)
  await chat.page.clock.runFor(3000)
  await stillThere().waitFor()
  expect(await secondsLeft()).toBeGreaterThan(50)
  await chat.page.clock.runFor(30_000)
  expect(await secondsLeft()).toBeLessThan(31)
  expect(chat.door.heard()).toEqual(['chuyện riêng của tôi'])
  await chat.page.clock.runFor(30_000)
  await wiped().waitFor()
  expect(chat.door.arrivals.at(-1)?.what).toMatchObject({ payload: ERASE })
})

it('goes on for whoever says so, and for whoever types, reads or scrolls', async () => {
  await say('câu hỏi dài')
  await chat.page.clock.runFor(4 * MINUTE + 5000)
  await stillThere().click()
  expect(await stillThere().count()).toBe(0)
  await chat.page.clock.runFor(3 * MINUTE)
  await scroll()
  await chat.page.clock.runFor(3 * MINUTE)
  await chat.box.press('a')
  await chat.page.clock.runFor(3 * MINUTE)
  expect(await stillThere().count()).toBe(0)
  expect(await chat.log.textContent()).toContain('câu hỏi dài')
})

it('does not take a hand on the mouse in the last minute for the same person', async () => {
  await say('chuyện riêng')
  await chat.page.clock.runFor(4 * MINUTE + 5000)
  await stillThere().waitFor()
  await scroll()
  await chat.page.clock.runFor(MINUTE)
  await wiped().waitFor()
})

it('leaves a page alone that nobody has used', async () => {
  await chat.page.clock.runFor(20 * MINUTE)
  expect(await stillThere().count()).toBe(0)
  expect(chat.door.arrivals).toHaveLength(1)
})

it('wipes a draft that was never sent', async () => {
  await chat.box.fill('số căn cước của tôi là')
  await chat.page.clock.runFor(5 * MINUTE + 1000)
  await wiped().waitFor()
  expect(await chat.box.inputValue()).toBe('')
})

it('clears the screen at once without a connection, and does not rest before the server has erased', async () => {
  await say('chuyện riêng của tôi')
  await chat.page.context().setOffline(true)
  await chat.page.getByRole('button', { name: 'Xong, xóa' }).click()
  await chat.page.getByText('Mất kết nối nên chưa xóa xong').waitFor()
  expect(await chat.page.textContent('body')).not.toContain('riêng')
  expect(await chat.box.count()).toBe(0)
  await chat.page.context().setOffline(false)
  await chat.page.goto(`${chat.url}/chat?shared=1`)
  await wiped().waitFor()
  expect(chat.door.arrivals.at(-1)?.what).toMatchObject({ payload: ERASE })
})
