import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { birthRegistration } from './birth.ts'
import { launch, openPage } from './chromium.ts'
import { ERASE, ScriptedDoor, type Served, serve } from './scripted.ts'

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

async function openChat(): Promise<void> {
  await page.goto(`${web.url}/chat`)
  await choice('1. Đăng ký khai sinh').waitFor()
}

describe('with the keyboard alone', () => {
  it('reaches the box past everything else, asks, and takes a choice', async () => {
    await openChat()
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('Đến ô gõ tin')
    await page.keyboard.press('Enter')
    await page.keyboard.type('làm giấy khai sinh')
    await page.keyboard.press('Enter')
    await choice('2. Bắt đầu').waitFor()
    expect(await box().inputValue()).toBe('')
    expect(await box().evaluate(element => element === element.ownerDocument.activeElement)).toBe(true)
    await page.keyboard.press('Shift+Tab')
    expect(await focused()).toBe('2. Bắt đầu')
    await page.keyboard.press('Enter')
    await log().getByText('Chuẩn bị giấy chứng sinh').waitFor()
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('Ảnh mẫu')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('1. Đã có')
    expect(door.heard()).toEqual(['làm giấy khai sinh', 'Bắt đầu'])
  })

  it('writes several lines with Shift and Enter', async () => {
    await openChat()
    await box().focus()
    await page.keyboard.type('con tôi mới sinh')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('làm giấy gì')
    await page.keyboard.press('Enter')
    await expect.poll(() => door.heard()).toEqual(['con tôi mới sinh\nlàm giấy gì'])
  })

  it('opens and closes the menu, and gets back to where it was', async () => {
    await page.setViewportSize({ width: 360, height: 640 })
    await openChat()
    const menu = page.getByRole('button', { name: 'Mục chính' })
    await menu.focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('Danh mục')
    await page.keyboard.press('Escape')
    expect(await focused()).toBe('Mục chính')
    expect(await menu.getAttribute('aria-expanded')).toBe('false')
    await page.keyboard.press('Enter')
    await page.getByRole('navigation').getByRole('button', { name: 'Gặp cán bộ' }).focus()
    await page.keyboard.press('Enter')
    await log().getByText('Giờ làm việc').waitFor()
    expect(door.heard()).toEqual(['gặp cán bộ'])
    expect(await focused()).toBe('Mục chính')
  })
})

describe('what is read out', () => {
  it('names who speaks, what can be chosen, and how far it is', async () => {
    await openChat()
    await choice('1. Đăng ký khai sinh').click()
    await choice('2. Bắt đầu').click()
    await choice('1. Đã có').waitFor()
    expect(await log().getByRole('listitem').nth(1).textContent()).toBe('Mình: Đăng ký khai sinh')
    expect(await log().getByRole('listitem').first().textContent()).toMatch(/^Trợ lý: Kính chào/)
    const progress = page.getByRole('progressbar', { name: 'Đăng ký khai sinh cho con' })
    expect(await progress.getAttribute('aria-valuetext')).toBe('Bước 3, còn nhiều nhất 4')
    expect(await progress.getAttribute('aria-valuenow')).toBe('3')
    expect(await progress.getAttribute('aria-valuemax')).toBe('7')
    expect(await page.getByRole('group', { name: 'Các lựa chọn', exact: true }).count()).toBe(1)
    expect(await page.getByRole('link', { name: 'Trang chính thức' }).getAttribute('target')).toBe('_blank')
    expect(await log().getAttribute('aria-live')).toBe('polite')
    expect(await log().getAttribute('aria-busy')).toBeNull()
  })

  it('shows older choices without numbers, and they still work', async () => {
    await openChat()
    await choice('1. Đăng ký khai sinh').click()
    await choice('1. Cần giấy tờ gì').waitFor()
    const old = page.getByRole('group', { name: 'Các lựa chọn trước đó' })
    expect(await old.ariaSnapshot()).not.toMatch(/\d|gõ số/)
    await old.getByRole('button', { name: 'Đăng ký thường trú, tạm trú' }).click()
    await expect.poll(() => door.heard()).toEqual(['Đăng ký khai sinh', 'Đăng ký thường trú, tạm trú'])
  })

  it('writes what people and staff say as text, never as markup', async () => {
    await openChat()
    await box().fill('<img src=x onerror=alert(1)>')
    await box().press('Enter')
    await log().getByText('Mình chưa hiểu').waitFor()
    expect(await log().locator('img').count()).toBe(0)
    door.say(person(), {
      from: 'staff',
      text: 'Xem https://dichvucong.gov.vn/a?b=1.',
      links: [
        { title: 'bẫy', url: 'javascript:alert(1)' },
        { title: 'Cổng dịch vụ công', url: 'https://dichvucong.gov.vn' },
      ],
    })
    const link = log().getByRole('link', { name: 'https://dichvucong.gov.vn/a?b=1' })
    expect(await link.getAttribute('href')).toBe('https://dichvucong.gov.vn/a?b=1')
    await log().getByText('Cán bộ:').waitFor()
    await log().getByRole('link', { name: 'Cổng dịch vụ công' }).waitFor()
    expect(await log().getByText('bẫy').count()).toBe(0)
  })

  it('says that an answer is coming only while one is awaited', async () => {
    door.answer = () => []
    await page.goto(`${web.url}/chat`)
    await box().fill('khai sinh')
    await box().press('Enter')
    await page.getByRole('status').getByText('đang trả lời…').waitFor()
    door.say(person(), { text: 'Mình đây.' })
    await log().getByText('Mình đây.').waitFor()
    expect(await page.locator('#answering').textContent()).toBe('')
  })
})

describe('coming back', () => {
  it('shows the transcript again after a reload, with the same choices, and says nothing anew', async () => {
    await openChat()
    await choice('1. Đăng ký khai sinh').click()
    await choice('2. Bắt đầu').waitFor()
    const before = await log().textContent()
    await page.reload()
    await choice('2. Bắt đầu').waitFor()
    expect(await log().textContent()).toBe(before)
    await choice('2. Bắt đầu').click()
    await log().getByText('Chuẩn bị giấy chứng sinh').waitFor()
    expect(door.arrivals.map(({ what }) => what.kind)).toEqual(['arrived', 'tap', 'tap'])
  })

  it('brings the link once and takes it out of the address', async () => {
    await page.goto(`${web.url}/chat?l=to-3`)
    await choice('1. Đăng ký khai sinh').waitFor()
    expect(page.url()).toBe(`${web.url}/chat`)
    await page.reload()
    await choice('1. Đăng ký khai sinh').waitFor()
    expect(door.arrivals.map(({ what }) => what)).toEqual([{ kind: 'arrived', link: 'to-3' }])
  })

  it('keeps what was typed and not sent', async () => {
    await openChat()
    await box().fill('tôi muốn hỏi')
    await page.reload()
    await choice('1. Đăng ký khai sinh').waitFor()
    expect(await box().inputValue()).toBe('tôi muốn hỏi')
  })

  it('starts from nothing once everything was erased', async () => {
    await openChat()
    await box().fill('chuyện riêng của tôi')
    await box().press('Enter')
    await log().getByText('Mình chưa hiểu').waitFor()
    door.say(person(), { text: 'Xóa hết?', choices: [{ title: 'Xóa hết', payload: ERASE }] })
    await choice('Xóa hết').click()
    await page.getByText('Cuộc trò chuyện đã được xóa.').waitFor()
    expect(await log().textContent()).toBe('')
  })
})

it('takes a choice once from a finger that trembles', async () => {
  await openChat()
  await choice('1. Đăng ký khai sinh').dblclick()
  await choice('2. Bắt đầu').waitFor()
  await box().fill('xong')
  await box().press('Enter')
  await expect.poll(() => door.heard()).toEqual(['Đăng ký khai sinh', 'xong'])
})

it('does not pull away what is being read when something new comes', async () => {
  await page.setViewportSize({ width: 360, height: 500 })
  await openChat()
  for (let n = 1; n <= 12; n += 1) door.say(person(), { text: `Đoạn ${n}\n\n\n\n` })
  await log().getByText('Đoạn 12').waitFor()
  const scroller = page.getByRole('main')
  await scroller.evaluate(element => {
    element.scrollTop = 0
  })
  door.say(person(), { text: 'Cán bộ vừa trả lời.' })
  await page.getByRole('button', { name: 'Xem tin mới' }).click()
  await expect.poll(() => scroller.evaluate(element => element.scrollTop)).toBeGreaterThan(500)
})

/** The beginning of what the focused element says. */
async function focused(): Promise<string> {
  const says = await page.evaluate(
    '(({ activeElement: at }) => (at.querySelector("img") || at).alt || at.textContent || at.id)(document)',
  )
  return String(says).split(':')[0] ?? ''
}

function person(): string {
  return door.arrivals.at(-1)?.person ?? ''
}
