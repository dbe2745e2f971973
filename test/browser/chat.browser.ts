import { describe, expect, it } from 'vitest'
import { ERASE } from './scripted.ts'
import { scriptedChat } from './scripted-chat.ts'

const chat = scriptedChat()

describe('with the keyboard alone', () => {
  it('reaches the box past everything else, asks, and takes a choice', async () => {
    await chat.open()
    await chat.page.keyboard.press('Tab')
    expect(await focused()).toBe('Đến ô gõ tin')
    await chat.page.keyboard.press('Enter')
    await chat.page.keyboard.type('làm giấy khai sinh')
    await chat.page.keyboard.press('Enter')
    await chat.choice('2. Bắt đầu').waitFor()
    expect(await chat.box.inputValue()).toBe('')
    expect(await chat.box.evaluate(element => element === element.ownerDocument.activeElement)).toBe(true)
    await chat.page.keyboard.press('Shift+Tab')
    expect(await focused()).toBe('2. Bắt đầu')
    await chat.page.keyboard.press('Enter')
    await chat.log.getByText('Chuẩn bị giấy chứng sinh').waitFor()
    await chat.page.keyboard.press('Tab')
    expect(await focused()).toBe('Ảnh mẫu')
    await chat.page.keyboard.press('Tab')
    expect(await focused()).toBe('1. Đã có')
    expect(chat.door.heard()).toEqual(['làm giấy khai sinh', 'Bắt đầu'])
  })

  it('writes several lines with Shift and Enter', async () => {
    await chat.open()
    await chat.box.focus()
    await chat.page.keyboard.type('con tôi mới sinh')
    await chat.page.keyboard.press('Shift+Enter')
    await chat.page.keyboard.type('làm giấy gì')
    await chat.page.keyboard.press('Enter')
    await expect.poll(() => chat.door.heard()).toEqual(['con tôi mới sinh\nlàm giấy gì'])
  })

  it('opens and closes the menu, and gets back to where it was', async () => {
    await chat.page.setViewportSize({ width: 360, height: 640 })
    await chat.open()
    const menu = chat.page.getByRole('button', { name: 'Mục chính' })
    await menu.focus()
    await chat.page.keyboard.press('Enter')
    await chat.page.keyboard.press('Tab')
    expect(await focused()).toBe('Danh mục')
    await chat.page.keyboard.press('Escape')
    expect(await focused()).toBe('Mục chính')
    expect(await menu.getAttribute('aria-expanded')).toBe('false')
    await chat.page.keyboard.press('Enter')
    await chat.page.getByRole('navigation').getByRole('button', { name: 'Gặp cán bộ' }).focus()
    await chat.page.keyboard.press('Enter')
    await chat.log.getByText('Giờ làm việc').waitFor()
    expect(chat.door.heard()).toEqual(['gặp cán bộ'])
    expect(await focused()).toBe('Mục chính')
  })
})

describe('what is read out', () => {
  it('names who speaks, what can be chosen, and how far it is', async () => {
    await chat.open()
    await chat.choice('1. Đăng ký khai sinh').click()
    await chat.choice('2. Bắt đầu').click()
    await chat.choice('1. Đã có').waitFor()
    expect(await chat.log.getByRole('listitem').nth(1).textContent()).toBe('Mình: Đăng ký khai sinh')
    expect(await chat.log.getByRole('listitem').first().textContent()).toMatch(/^Trợ lý: Kính chào/)
    const progress = chat.page.getByRole('progressbar', { name: 'Đăng ký khai sinh cho con' })
    expect(await progress.getAttribute('aria-valuetext')).toBe('Bước 3, còn nhiều nhất 4')
    expect(await progress.getAttribute('aria-valuenow')).toBe('3')
    expect(await progress.getAttribute('aria-valuemax')).toBe('7')
    expect(await chat.page.getByRole('group', { name: 'Các lựa chọn', exact: true }).count()).toBe(1)
    expect(await chat.page.getByRole('link', { name: 'Trang chính thức' }).getAttribute('target')).toBe(
      '_blank',
    )
    expect(await chat.log.getAttribute('aria-live')).toBe('polite')
    expect(await chat.log.getAttribute('aria-busy')).toBeNull()
  })

  it('shows older choices without numbers, and they still work', async () => {
    await chat.open()
    await chat.choice('1. Đăng ký khai sinh').click()
    await chat.choice('1. Cần giấy tờ gì').waitFor()
    const old = chat.page.getByRole('group', { name: 'Các lựa chọn trước đó' })
    expect(await old.ariaSnapshot()).not.toMatch(/\d|gõ số/)
    await old.getByRole('button', { name: 'Đăng ký thường trú, tạm trú' }).click()
    await expect.poll(() => chat.door.heard()).toEqual(['Đăng ký khai sinh', 'Đăng ký thường trú, tạm trú'])
  })

  it('writes what people and staff say as text, never as markup', async () => {
    await chat.open()
    await chat.box.fill('<img src=x onerror=alert(1)>')
    await chat.box.press('Enter')
    await chat.log.getByText('Mình chưa hiểu').waitFor()
    expect(await chat.log.locator('img').count()).toBe(0)
    chat.door.say(chat.person(), {
      from: 'staff',
      text: 'Xem https://dichvucong.gov.vn/a?b=1.',
      links: [
        { title: 'bẫy', url: 'javascript:alert(1)' },
        { title: 'Cổng dịch vụ công', url: 'https://dichvucong.gov.vn' },
      ],
    })
    const link = chat.log.getByRole('link', { name: 'https://dichvucong.gov.vn/a?b=1' })
    expect(await link.getAttribute('href')).toBe('https://dichvucong.gov.vn/a?b=1')
    await chat.log.getByText('Cán bộ:').waitFor()
    await chat.log.getByRole('link', { name: 'Cổng dịch vụ công' }).waitFor()
    expect(await chat.log.getByText('bẫy').count()).toBe(0)
  })

  it('says that an answer is coming only while one is awaited', async () => {
    chat.door.answer = () => []
    await chat.page.goto(`${chat.url}/chat`)
    await chat.box.fill('khai sinh')
    await chat.box.press('Enter')
    await chat.page.getByRole('status').getByText('đang trả lời…').waitFor()
    chat.door.say(chat.person(), { text: 'Mình đây.' })
    await chat.log.getByText('Mình đây.').waitFor()
    expect(await chat.page.locator('#answering').textContent()).toBe('')
  })

  it('says of no machine that it answers where staff have the word', async () => {
    await chat.open()
    chat.door.answer = () => []
    chat.door.say(chat.person(), { from: 'staff', text: 'Dạ mình nghe ạ.' })
    await chat.log.getByText('Dạ mình nghe ạ.').waitFor()
    await chat.box.fill('vâng để mai em ra')
    await chat.box.press('Enter')
    await chat.page.getByRole('status').getByText('đã gửi tới cán bộ').waitFor()
    chat.door.say(chat.person(), { text: 'Trợ lý tự động giúp tiếp đây ạ.' })
    await chat.log.getByText('giúp tiếp').waitFor()
    await chat.box.fill('khai sinh')
    await chat.box.press('Enter')
    await chat.page.getByRole('status').getByText('đang trả lời…').waitFor()
  })
})

describe('coming back', () => {
  it('shows the transcript again after a reload, with the same choices, and says nothing anew', async () => {
    await chat.open()
    await chat.choice('1. Đăng ký khai sinh').click()
    await chat.choice('2. Bắt đầu').waitFor()
    const before = await chat.log.textContent()
    await chat.page.reload()
    await chat.choice('2. Bắt đầu').waitFor()
    expect(await chat.log.textContent()).toBe(before)
    await chat.choice('2. Bắt đầu').click()
    await chat.log.getByText('Chuẩn bị giấy chứng sinh').waitFor()
    expect(chat.door.arrivals.map(({ what }) => what.kind)).toEqual(['arrived', 'tap', 'tap'])
  })

  it('brings the link once and takes it out of the address', async () => {
    await chat.page.goto(`${chat.url}/chat?l=to-3`)
    await chat.choice('1. Đăng ký khai sinh').waitFor()
    expect(chat.page.url()).toBe(`${chat.url}/chat`)
    await chat.page.reload()
    await chat.choice('1. Đăng ký khai sinh').waitFor()
    expect(chat.door.arrivals.map(({ what }) => what)).toEqual([{ kind: 'arrived', link: 'to-3' }])
  })

  it('keeps what was typed and not sent', async () => {
    await chat.open()
    await chat.box.fill('tôi muốn hỏi')
    await chat.page.reload()
    await chat.choice('1. Đăng ký khai sinh').waitFor()
    expect(await chat.box.inputValue()).toBe('tôi muốn hỏi')
  })

  it('starts from nothing once everything was erased', async () => {
    await chat.open()
    await chat.box.fill('chuyện riêng của tôi')
    await chat.box.press('Enter')
    await chat.log.getByText('Mình chưa hiểu').waitFor()
    chat.door.say(chat.person(), { text: 'Xóa hết?', choices: [{ title: 'Xóa hết', payload: ERASE }] })
    await chat.choice('Xóa hết').click()
    await chat.page.getByText('Cuộc trò chuyện đã được xóa.').waitFor()
    expect(await chat.log.textContent()).toBe('')
  })
})

it('takes a choice once from a finger that trembles', async () => {
  await chat.open()
  await chat.choice('1. Đăng ký khai sinh').dblclick()
  await chat.choice('2. Bắt đầu').waitFor()
  await chat.box.fill('xong')
  await chat.box.press('Enter')
  await expect.poll(() => chat.door.heard()).toEqual(['Đăng ký khai sinh', 'xong'])
})

it('shows an answer from its beginning where it comes in several messages', async () => {
  await chat.page.setViewportSize({ width: 360, height: 640 })
  await chat.open()
  chat.door.answer = () => [
    { text: `Đây là điều đã hỏi.\n${'Dòng kế tiếp.\n'.repeat(6)}` },
    { text: `Giờ mình quay lại bước đang làm.\n${'Dòng của bước.\n'.repeat(14)}` },
  ]
  await chat.box.fill('phí bao nhiêu')
  await chat.box.press('Enter')
  await chat.log.getByText('quay lại bước').waitFor()
  await chat.page.getByRole('button', { name: 'Xem tiếp' }).waitFor()
  const scroller = await chat.page.getByRole('main').boundingBox()
  const beginning = await chat.log.getByText('Đây là điều đã hỏi.').boundingBox()
  expect(beginning?.y).toBeGreaterThanOrEqual(scroller?.y ?? Number.POSITIVE_INFINITY)
})

it('does not pull away what is being read when something new comes', async () => {
  await chat.page.setViewportSize({ width: 360, height: 500 })
  await chat.open()
  for (let n = 1; n <= 12; n += 1) chat.door.say(chat.person(), { text: `Đoạn ${n}\n\n\n\n` })
  await chat.log.getByText('Đoạn 12').waitFor()
  const scroller = chat.page.getByRole('main')
  await scroller.evaluate(element => {
    element.scrollTop = 0
  })
  chat.door.say(chat.person(), { text: 'Cán bộ vừa trả lời.' })
  await chat.page.getByRole('button', { name: 'Xem tin mới' }).click()
  await expect.poll(() => scroller.evaluate(element => element.scrollTop)).toBeGreaterThan(500)
})

/** The beginning of what the focused element says. */
async function focused(): Promise<string> {
  const says = await chat.page.evaluate(
    '(({ activeElement: at }) => (at.querySelector("img") || at).alt || at.textContent || at.id)(document)',
  )
  return String(says).split(':')[0] ?? ''
}
